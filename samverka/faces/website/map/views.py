"""The page of the map."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import Choice, asked, named_terms
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.map.counting import (
    PlaceCount,
    cases_narrowed,
    count_at_home,
    count_by_country,
    count_precise_abroad,
    count_without_country,
    years_at_work,
)
from samverka.faces.website.map.drawing import cases_address, home_map, world_map
from samverka.faces.website.map.geometry import shape_of
from samverka.faces.website.rows import addresses
from samverka.ground.programme.models import Goal
from samverka.stages.projects.models import Case, CaseQuerySet
from samverka.ui.pages import PUBLIC


class MapPage(WebsitePage):
    """Where the public cases are: the world, the home country, and both as lists; narrowed by year and goal."""

    allowed = PUBLIC
    template_name = "website/map/map.html"
    heading = _("Map")
    lead = _("Where the partners are, and who works with whom.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        chosen = {name: asked(self.request, name) for name in ("year", "goal")}
        public = Case.objects.public(self.at)
        cases = cases_narrowed(public, **chosen)
        counts = count_by_country(cases)
        return {
            **super().context(),
            "description": self.lead,
            "breadcrumbs": [(_("Cases"), reverse("website:cases"))],
            "choices": self.choices(public, chosen),
            "is_narrowed": any(chosen.values()),
            "number": cases.count(),
            "without_country": count_without_country(cases),
            "map": world_map(counts, count_precise_abroad(cases), **chosen) if counts else None,
            "listed": [(one, cases_address(country=one.code, **chosen)) for one in counts],
            "homes": self.homes(cases, chosen),
        }

    def choices(self, public: CaseQuerySet, chosen: dict[str, str]) -> list[Choice]:
        """Return the years and goals to choose from; only what some public case has."""
        years = [(str(year), str(year)) for year in years_at_work(public)]
        goals = named_terms(Goal.objects.filter(Exists(public.filter(goals=OuterRef("pk")))))
        numbered = sorted((int(code), code, name) for code, name in goals)
        return [
            Choice("year", _("Year at work"), _("All years"), years, chosen["year"]),
            Choice(
                "goal",
                _("Global goal"),
                _("All goals"),
                [(code, f"{number}. {name}") for number, code, name in numbered],
                chosen["goal"],
            ),
        ]

    def homes(self, cases: CaseQuerySet, chosen: dict[str, str]) -> list[dict[str, Any]]:
        """Return code, name, map and organisations of each country that is the home side of some of these cases."""
        by_country: dict[tuple[str, str], list[PlaceCount]] = {}
        for place in count_at_home(cases):
            by_country.setdefault((place.country, place.country_name), []).append(place)
        address = addresses("website:organisation")
        return [
            {
                "code": code,
                "name": name,
                "map": home_map(shape, places) if (shape := shape_of(code)) else None,
                "rows": [(one, address(one.slug), cases_address(home=one.slug, **chosen)) for one in places],
            }
            for (code, name), places in by_country.items()
        ]
