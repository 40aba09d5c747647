"""The public log of corrections, as a page and as an Atom feed."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samverka.faces.website.corrected import entry_of
from samverka.faces.website.feed.atom import AtomFeed
from samverka.faces.website.feed.views import tag
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.corrections.models import Correction
from samverka.ui.pages import ListPage

NEWEST = 50


class Corrections(WebsitePage, ListPage):
    """Everything that was put right, newest first."""

    template_name = "website/corrections/log.html"
    rows_each = 20
    heading = gettext_lazy("Corrections")
    lead = gettext_lazy("Errors that we have corrected on this site: what the page said, and what it says now.")

    def rows(self) -> QuerySet[Correction]:
        return Correction.objects.public()

    def table(self, rows: PageOfRows[Any]) -> None:
        return None

    def context(self) -> dict[str, Any]:
        here = super().context()
        entries = [entry_of(one) for one in here["page_obj"]]
        return {**here, "description": self.lead, "corrections": entries}


class CorrectionsFeed(WebsitePage):
    """The fifty newest corrections."""

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = programme_shown_first()
        owner = programme.owner.name if programme else "Samverka"
        feed = AtomFeed(
            title=_("Corrections – %(programme)s") % {"programme": programme.name if programme else "Samverka"},
            link=absolute(reverse("website:corrections")),
            description=_("Errors that we have corrected on this site: what the page said, and what it says now."),
            language=get_language(),
            author_name=owner,
            feed_url=absolute(request.path),
            feed_guid=tag(f"{get_language()}/corrections", datetime(2026, 1, 1)),  # noqa: DTZ001 - part of an identity
            # One that is taken out changes the feed too.
            changed_at=Correction.objects.aggregate(last=Max("withdrawn_at"))["last"],
        )
        for entry in map(entry_of, Correction.objects.public()[:NEWEST]):
            feed.add_item(
                title=entry.title,
                link=absolute(entry.url),
                description=_("It said: %(before)s\n\nIt says now: %(after)s")
                % {"before": entry.before, "after": entry.after},
                unique_id=tag(f"{get_language()}/correction/{entry.number}", entry.at),
                pubdate=entry.at,
                updateddate=entry.at,
                author_name=owner,
            )
        return feed.answer()
