"""Atom feeds that say of themselves only what is known, so that one without a change is the same each time."""

import re
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

# The moment that a feed gives for its own last change before anything has stood in it.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


# What XML has no place for. Somebody may have pasted it into a title, or asked for it in an address.
FOREIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a feed or an entry, their texts without the letters that would break the whole feed."""
    return {name: FOREIGN.sub("", fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


class AtomFeed(Atom1Feed):
    """A feed whose `updated` is the moment of its newest entry or of `changed_at`, whichever is later; never “now”."""

    def __init__(self, changed_at: datetime | None = None, **facts: Any) -> None:
        super().__init__(**for_xml(facts))
        self.changed_at = changed_at or BEGINNING

    def add_item(self, **facts: Any) -> None:  # type: ignore[override]
        """Add an entry; everything about it by name."""
        super().add_item(**for_xml(facts))

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed."""
        newest: list[datetime] = [entry["updateddate"] for entry in self.items]
        return max(self.changed_at, *newest, BEGINNING)

    def answer(self) -> HttpResponse:
        """Return the feed, with the moment of its last change in the head as well."""
        response = HttpResponse(self.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
        response.headers["Last-Modified"] = http_date(int(self.latest_post_date().timestamp()))
        return response
