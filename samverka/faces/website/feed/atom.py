"""Atom feeds that say of themselves only what is known, so that one without a change is the same each time."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

# The moment that a feed gives for its own last change before anything has stood in it.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class AtomFeed(Atom1Feed):
    """A feed whose `updated` is the moment of its newest entry or of `changed_at`, whichever is later; never “now”."""

    def __init__(self, *given: Any, changed_at: datetime | None = None, **facts: Any) -> None:
        super().__init__(*given, **facts)
        self.changed_at = changed_at or BEGINNING

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed."""
        newest: list[datetime] = [entry["updateddate"] for entry in self.items]
        return max(self.changed_at, *newest, BEGINNING)

    def answer(self) -> HttpResponse:
        """Return the feed, with the moment of its last change in the head as well."""
        response = HttpResponse(self.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
        response.headers["Last-Modified"] = http_date(int(self.latest_post_date().timestamp()))
        return response
