"""The Atom feed. Its entries keep their identity whatever happens to titles and addresses."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverka.faces.website.feed.atom import AtomFeed
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.faces.website.rows import addresses
from samverka.ground.common.bilingual import localised
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.calls.models import Call
from samverka.stages.projects.models import Case

NEWEST = 50


def tag(name: str, first: datetime) -> str:
    """Return a tag URI (RFC 4151): the site, the day of first publication, and a name that never changes."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{first:%Y-%m-%d}:{name}"


class Feed(WebsitePage):
    """The fifty newest: cases as they were published, calls as they opened."""

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = programme_shown_first()
        entries = sorted(self.entries(), key=lambda entry: entry["pubdate"], reverse=True)[:NEWEST]
        owner = programme.owner.name if programme else "Samverka"
        feed = AtomFeed(
            title=programme.name if programme else "Samverka",
            link=absolute(reverse("website:home")),
            description=_("Published cases and opened calls"),
            language=get_language(),
            author_name=owner,
            feed_url=absolute(request.path),
            feed_guid=tag(f"{get_language()}/feed", datetime(2026, 1, 1)),  # noqa: DTZ001 - a day in an identity, not a moment
        )
        for entry in entries:
            feed.add_item(**entry, author_name=owner)
        return feed.answer()

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield the newest of both kinds."""
        address = addresses("website:case")
        cases = Case.objects.public().select_related("programme", "case_type").order_by("-published_at", "-pk")[:NEWEST]
        for case in cases:
            first = case.published_at or case.changed_at
            yield self.entry(case, "case", case.reference, address(case.reference), first, case.changed_at)
        address = addresses("website:call")
        calls = Call.objects.public().filter(opens_at__lte=self.at).select_related("programme")
        for call in calls.order_by("-opens_at", "-pk")[:NEWEST]:
            changed_at = max(call.opens_at, call.changed_at)
            yield self.entry(call, "call", str(call.key), address(call.slug), call.opens_at, changed_at)

    def entry(
        self, record: Case | Call, kind: str, name: str, path: str, first: datetime, changed_at: datetime
    ) -> dict[str, Any]:
        """Return one entry; what is made up says so in its title."""
        # Of a case whose place is hidden, title and summary are not those that it was given.
        title = record.public_title if isinstance(record, Case) else record.title
        summary = localised(record, "public_summary" if isinstance(record, Case) else "summary").text
        if record.programme.is_demonstration:
            title = f"{_('Demonstration')}: {title}"
        return {
            "title": title,
            "link": absolute(path),
            "description": summary or title,
            "unique_id": tag(f"{get_language()}/{kind}/{name}", first),
            "pubdate": first,
            "updateddate": max(first, changed_at),
            "categories": [_("Call") if kind == "call" else _("Case")],
        }
