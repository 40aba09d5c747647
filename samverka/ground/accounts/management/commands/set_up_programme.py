"""Set up a programme and its owner from a file: all that is an owner's is said there, and nowhere in code."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverka.ground.accounts.actions import give_role, invite_person, send_invitation
from samverka.ground.accounts.models import Role
from samverka.ground.common.refusals import Refused, refuse_if
from samverka.ground.programme.loading import load_taxonomies
from samverka.ground.programme.models import CaseType, Country, Programme, ProgrammeOwner
from samverka.ground.programme.rules import problems_with_former_site, problems_with_logo


class Command(BaseCommand):
    """Makes the owner and the programme, or brings them in line with the file, and invites its first head."""

    help = "Set up a programme and its owner from a TOML file (see docs/operations.md for its form)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    @transaction.atomic
    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Do it all, or nothing when the file has a mistake."""
        try:
            wanted = tomllib.loads(file.read_text(encoding="utf-8"))
            owner, programme, head = wanted["owner"], wanted["programme"], wanted.get("head")
        except (OSError, tomllib.TOMLDecodeError, KeyError) as mistake:
            raise CommandError(
                f"{file} cannot be used: {mistake}. It needs the tables [owner] and [programme]."
            ) from None
        load_taxonomies()
        made = set_up(owner, programme, wanted.get("case_types", []), folder=file.parent)
        self.stdout.write(f"The programme “{made.name_en}” of {made.owner.name_en} is set up.")
        if head and not Role.objects.filter(programme=made, kind=Role.Kind.HEAD).exists():
            self.invite_head(head, made)

    def invite_head(self, head: dict[str, str], programme: Programme) -> None:
        """Invite the person named in the file; the link is printed too, as there may be no mail server yet."""
        now = timezone.now()
        person = invite_person(head["email"], head["name"], head.get("language", "en"), by=None, at=now)
        give_role(person, Role.Kind.HEAD, programme, by=None, at=now)
        if not person.is_active:
            token = send_invitation(person, by=None, at=now)
            link = settings.SITE_ADDRESS + reverse("account_invitation", args=[token])
            self.stdout.write(f"{person.name} is head of programme and can log in after following {link}")


def keep_logo(owner: ProgrammeOwner, file: Path) -> None:
    """Keep the file as the owner's logo, in the place of another one."""
    try:
        content = file.read_bytes()
        refuse_if(problems_with_logo(file.name, content))
    except (OSError, Refused) as mistake:
        raise CommandError(str(mistake)) from mistake
    if owner.logo:
        with owner.logo.open("rb") as kept:
            if kept.read() == content:
                return
    owner.logo.save(file.name, ContentFile(content))


def set_up(
    owner: dict[str, Any], programme: dict[str, Any], case_types: list[dict[str, str]], *, folder: Path
) -> Programme:
    """Make the owner (found by its identifier) and the programme (found by its slug), or bring them in line."""
    owner, logo = dict(owner), owner.get("logo", "")
    owner.pop("logo", None)
    keeper, _made = ProgrammeOwner.objects.update_or_create(identifier=owner.pop("identifier"), defaults=owner)
    if logo:
        keep_logo(keeper, folder / logo)
    facts = dict(programme)
    try:
        refuse_if(problems_with_former_site(facts.get("former_site", {})))
    except Refused as mistake:
        raise CommandError(str(mistake)) from mistake
    country = Country.objects.get(code=facts.pop("home_country", "SE"))
    facts = {**facts, "owner": keeper, "home_country": country}
    kept, _made = Programme.objects.update_or_create(slug=facts.pop("slug"), defaults=facts)
    for position, names in enumerate(case_types):
        CaseType.objects.update_or_create(
            programme=kept,
            code=names["code"],
            defaults={"name_sv": names["name_sv"], "name_en": names["name_en"], "position": position},
        )
    return kept
