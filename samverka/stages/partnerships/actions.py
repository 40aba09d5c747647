"""Keeping partnerships."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, Party


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


def _free_slug(organisations: Sequence[Organisation]) -> str:
    """Return an address made of the organisations' names that no other partnership has."""
    stem = slugify(fold(" ".join(one.short_en or one.name_en for one in organisations)))[:140] or "partnership"
    taken = set(Partnership.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
