"""A view as an Atom feed in pages (RFC 5005): the newest first, and all pages together are the rows of the view."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime

from samverka.stages.projects.models import Case

EACH = 100


def newest_of(batches: Iterable[list[int]], at: datetime, page: int) -> tuple[list[int], bool]:
    """Return the numbers of the cases on a page of the feed, the newest first, and whether more follow.

    Only the newest so many are held while the view is read through.
    """
    last = page * EACH
    newest = heapq.nlargest(last + 1, _dated(batches, at))
    return [number for _moment, number in newest[last - EACH : last]], len(newest) > last


def _dated(batches: Iterable[list[int]], at: datetime) -> Iterator[tuple[datetime, int]]:
    for numbers in batches:
        found = Case.objects.public(at).filter(pk__in=numbers).order_by().values_list("published_at", "pk")
        yield from ((moment, number) for moment, number in found if moment)
