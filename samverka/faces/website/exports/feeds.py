"""A view as an Atom feed in pages (RFC 5005): the newest first, and all pages together are the rows of the view."""

from samverka.stages.catalogue.finding import Matching

EACH = 100


def newest_of(matching: Matching, page: int) -> tuple[list[int], bool]:
    """Return the numbers of the records on a page of the feed, the newest first, and whether more follow.

    A partnership is as new as its newest case. One that hides its place does not tell of its partnership.
    """
    found = matching.catalogue.newest_published(matching.found.places, (page - 1) * EACH, EACH + 1)
    return found[:EACH], len(found) > EACH
