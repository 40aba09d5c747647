"""Keeping partnerships and who sits in their steering groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, Party, SteeringMember
from samverka.stages.partnerships.permissions import can_edit_steering_group, can_edit_steering_member
from samverka.stages.partnerships.rules import (
    problems_before_editing_steering_member,
    problems_with_steering_member,
)


@transaction.atomic
def establish_partnership(
    programme: Programme, organisations: Sequence[Organisation], *, by: User | None, at: datetime
) -> Partnership:
    """Return the partnership of exactly these organisations in the programme; make it when there is none.

    It is not public until something of it is published. `organisations` are given with the home side first.
    """
    key = "-".join(str(number) for number in sorted({one.pk for one in organisations}))
    partnership = Partnership.objects.filter(programme=programme, parties_key=key).first()
    if partnership:
        return partnership
    partnership = Partnership.objects.create(
        programme=programme,
        slug=_free_slug(organisations),
        title_sv=" – ".join(one.short_sv or one.name_sv for one in organisations)[:300],
        title_en=" – ".join(one.short_en or one.name_en for one in organisations)[:300],
        parties_key=key,
        changed_at=at,
    )
    Party.objects.bulk_create(
        Party(partnership=partnership, organisation=one, position=position)
        for position, one in enumerate(organisations)
    )
    record(gettext_noop("Partnership established"), partnership, by=by, at=at)
    return partnership


@transaction.atomic
def add_steering_member(partnership: Partnership, *, by: User, at: datetime, **facts: Any) -> SteeringMember:
    """Note a person in the steering group; `facts` are the fields of a member. The same twice is noted once.

    Who: programme officer, head. Tells nobody. The record of changes, which is never erased, names nobody.
    """
    require(can_edit_steering_group(by, partnership))
    refuse_if(problems_with_steering_member(partnership, facts))
    known = {name: facts.pop(name) for name in ("organisation", "name")}
    member, is_new = SteeringMember.objects.get_or_create(partnership=partnership, **known, defaults=facts)
    if is_new:
        _note(partnership, gettext_noop("Person added to the steering group"), by=by, at=at)
    return member


@transaction.atomic
def edit_steering_member(member: SteeringMember, *, by: User, at: datetime, **facts: Any) -> SteeringMember:
    """Change what is noted about a person in the steering group, or whether the public reads it.

    Who: programme officer, head. Tells nobody.
    """
    require(can_edit_steering_member(by, member))
    refuse_if(problems_before_editing_steering_member(member, facts))
    kept = SteeringMember.objects.get(pk=member.pk)
    changed = [name for name, value in facts.items() if getattr(kept, name) != value]
    if changed:
        for name in changed:
            setattr(member, name, facts[name])
        member.save(update_fields=changed)
        what = gettext_noop("Person in the steering group changed")
        _note(member.partnership, what, by=by, at=at, fields=sorted(changed))
    return member


@transaction.atomic
def erase_steering_member(member: SteeringMember, *, by: User, at: datetime) -> Partnership:
    """Erase a person from the steering group, as one may ask for. Who: programme officer, head. Tells nobody."""
    require(can_edit_steering_member(by, member))
    partnership = member.partnership
    member.delete()
    _note(partnership, gettext_noop("Person erased from the steering group"), by=by, at=at)
    return partnership


def _note(partnership: Partnership, what: str, *, by: User, at: datetime, **details: Any) -> None:
    partnership.changed_at = at
    partnership.save(update_fields=["changed_at"])
    record(what, partnership, by=by, at=at, **details)


def _free_slug(organisations: Sequence[Organisation]) -> str:
    """Return an address made of the organisations' names that no other partnership has."""
    stem = slugify(fold(" ".join(one.short_en or one.name_en for one in organisations)))[:140] or "partnership"
    taken = set(Partnership.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
