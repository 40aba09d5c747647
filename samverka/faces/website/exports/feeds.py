"""A view as an Atom feed in pages (RFC 5005): the newest first, and all pages together are the rows of the view."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from samverka.stages.catalogue.actions import CASES, PARTNERSHIPS
from samverka.stages.projects.models import Case

EACH = 100


def _cases(numbers: list[int], at: datetime) -> Any:
    return Case.objects.public(at).filter(pk__in=numbers).order_by().values_list("published_at", "pk")


def _partnerships(numbers: list[int], at: datetime) -> Any:
    """A partnership is as new as its newest case. One that hides its place does not tell of its partnership."""
    cases = Case.objects.public(at).with_place().filter(partnership__in=numbers, partnership__is_public=True)
    return (
        cases.order_by().values("partnership").annotate(newest=Max("published_at")).values_list("newest", "partnership")
    )


# What reads (when it was published, primary key) of records of each kind.
Dated = Callable[[list[int], datetime], Any]
DATED: dict[str, Dated] = {CASES: _cases, PARTNERSHIPS: _partnerships}


def newest_of(batches: Iterable[list[int]], dated: Dated, at: datetime, page: int) -> tuple[list[int], bool]:
    """Return the numbers of the records on a page of the feed, the newest first, and whether more follow.

    Only the newest so many are held while the view is read through.
    """
    last = page * EACH
    moments = (one for numbers in batches for one in dated(numbers, at) if one[0])
    newest = heapq.nlargest(last + 1, moments)
    return [number for _moment, number in newest[last - EACH : last]], len(newest) > last
