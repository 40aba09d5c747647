"""Reads across people and programmes."""

from collections.abc import Iterable
from datetime import datetime

from samverka.ground.accounts.models import Role
from samverka.ground.common.dates import today
from samverka.ground.programme.models import Programme


def programme_manned_by(kinds: Iterable[str], *, own: int | None = None, at: datetime) -> Programme | None:
    """Return the programme whose office gets what the public sends in: one where somebody has a role of these `kinds`.

    That is `own` (its number), then the one that the start page speaks for, then any other: the first in which somebody
    has such a role on the day of `at`, so that nothing comes where nobody reads. Without anybody it is the first of
    them all; nothing only where there is no programme.
    """
    programmes = sorted(
        Programme.objects.select_related("owner"), key=lambda one: (one.pk != own, not one.is_shown_first, one.pk)
    )
    manned = set(Role.objects.held_on(today(at)).filter(kind__in=kinds).values_list("programme", flat=True))
    return next((one for one in programmes if one.pk in manned), programmes[0] if programmes else None)
