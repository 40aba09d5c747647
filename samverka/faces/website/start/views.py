"""The start page."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import article_rows, public_articles
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node, site_node
from samverka.faces.website.rows import case_rows
from samverka.faces.website.terms.kinds import KINDS
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.models import Chosen, NewsHome
from samverka.stages.calls.models import Call
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case

Counted = dict[str, int]

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
        catalogue = current_catalogue(self.at)
        newest = catalogue.newest_published(catalogue.everything, 0, NEWEST)
        counted = counted_once()
        last = [catalogue.last_changed(catalogue.everything)] if newest else []
        return {
            **super().context(),
            "description": self.description,
            "calls": calls,
            "rows": case_rows(Case.objects.public(self.at).filter(pk__in=newest), newest) if newest else [],
            **self.chosen(),
            "figures": self.figures(catalogue, counted),
            "made_up": self.made_up(catalogue, counted),
            "kinds": [(kind.many, reverse(kind.list_name)) for kind in KINDS],
            "changed_at": Case.objects.public(self.at).filter(pk__in=last).values_list("changed_at", flat=True).first(),
        }

    def chosen(self) -> dict[str, Any]:
        """Return what editors put here: words, and up to three articles; the newest where they chose none.

        What is chosen and not public (any longer) is not shown.
        """
        home = NewsHome.objects.filter(live=True, locale__language_code=get_language())
        said = home.values("pk", "start_heading", "start_lead").first() or {}
        own = Chosen.objects.filter(home=said.get("pk"))
        place = Subquery(own.filter(article=OuterRef("pk")).values("sort_order")[:1])
        public = public_articles(self.at)
        chosen = public.filter(pk__in=own.values("article")).order_by(place, "pk")
        rows = article_rows(chosen[:NEWEST_ARTICLES]) if said else []
        words = {"heading": said.get("start_heading"), "start_lead": said.get("start_lead")}
        return {
            **{name: text for name, text in words.items() if text},
            "articles": rows or article_rows(public.news()[:NEWEST_ARTICLES]),
        }

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the site, and how a program can search it."""
        return [site_node(programme_shown_first())]

    def figures(self, catalogue: Catalogue, counted: Counted) -> list[tuple[Any, int, str]]:
        """Return (what, how many, where to see them)."""
        countries = catalogue.values["country"].keys() - {NOT_STATED}
        return [
            (_("cases"), len(catalogue), reverse("website:cases")),
            (_("partnerships"), counted["partnerships"], reverse("website:partnerships")),
            (_("organisations"), counted["organisations"], reverse("website:organisations")),
            (_("partner countries"), len(countries), reverse("website:country-terms")),
        ]

    def made_up(self, catalogue: Catalogue, counted: Counted) -> str:
        """Return how much of the figures is made up for a demonstration; nothing when nothing is."""
        cases = catalogue.everything.intersection_cardinality(catalogue.ledger.made_up)
        if not cases:
            return ""
        partnerships, organisations = counted["made_up_partnerships"], counted["made_up_organisations"]
        words = [
            ngettext("%(number)s case", "%(number)s cases", cases) % {"number": cases},
            ngettext("%(number)s partnership", "%(number)s partnerships", partnerships) % {"number": partnerships},
            ngettext("%(number)s organisation", "%(number)s organisations", organisations) % {"number": organisations},
        ]
        return gettext("Of these, made up for the demonstration: %(things)s.") % {"things": ", ".join(words)}


def counted_once() -> Counted:
    """Return how many public partnerships and organisations there are, and how many of each are made up."""
    made_up = {"partnerships": Q(programme__is_demonstration=True), "organisations": Q(is_fictional=True)}
    public = {"partnerships": Partnership.objects.public(), "organisations": Organisation.objects.public()}
    counted: Counted = {}
    for name, rows in public.items():
        counted |= rows.aggregate(**{name: Count("pk"), f"made_up_{name}": Count("pk", filter=made_up[name])})
    return counted
