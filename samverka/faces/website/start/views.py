"""The start page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import article_rows, public_articles
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node, site_node
from samverka.faces.website.rows import NEWEST_FIRST, case_rows
from samverka.ground.programme.models import Country
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case

NEWEST = 8
NEWEST_ARTICLES = 3


class Home(WebsitePage):
    template_name = "website/start/home.html"
    heading = _("Municipalities that learn from each other, across borders")
    description = _("Open calls, partnerships between municipalities and regions, and what came of them, as open data.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        calls = list(Call.objects.public().open_at(self.at).select_related("programme").order_by("closes_at")[:6])
        cases = Case.objects.public()
        newest = cases.order_by("-published_at", *NEWEST_FIRST)[:NEWEST]
        return {
            **super().context(),
            "description": self.description,
            "calls": calls,
            "rows": case_rows(newest),
            "articles": article_rows(public_articles(self.at)[:NEWEST_ARTICLES]),
            "figures": self.figures(),
        }

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the site, and how a program can search it."""
        return [site_node(programme_shown_first())]

    def figures(self) -> list[tuple[Any, int, str]]:
        """Return (what, how many, where to see them)."""
        cases = Case.objects.public()
        countries = Country.objects.filter(Exists(cases.filter(countries=OuterRef("pk"))))
        return [
            (_("cases"), cases.count(), reverse("website:cases")),
            (_("partnerships"), Partnership.objects.public().count(), reverse("website:partnerships")),
            (_("organisations"), Organisation.objects.public().count(), reverse("website:organisations")),
            (_("partner countries"), countries.count(), ""),
        ]
