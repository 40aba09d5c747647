"""The page of the map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import Choice, asked
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.freshness import freshness
from samverka.faces.website.keeping import KeptForEdition
from samverka.faces.website.map.counting import Counts, PlaceCount, choices_in, count_cases
from samverka.faces.website.map.drawing import cases_addresses, cases_text, country_addresses, home_map, world_map
from samverka.faces.website.map.geometry import shape_of
from samverka.faces.website.rows import addresses
from samverka.ground.common.bilingual import current_language
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.index import Catalogue
from samverka.ui.pages import PUBLIC

# Drawn maps that a process keeps, of at most 100 kB each: for one edition they stay the same.
_drawn: KeptForEdition[SafeString] = KeptForEdition(most=40)


class MapPage(WebsitePage):
    """Where the public cases are: the world, the home country, and both as lists; narrowed by year and goal."""

    allowed = PUBLIC
    template_name = "website/map/map.html"
    heading = _("Map")
    lead = _("Where the partners are, and who works with whom.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        year, goal = asked(self.request, "year"), asked(self.request, "goal")
        catalogue = current_catalogue(self.at)
        is_known = all(not value or value in catalogue.values[code] for code, value in (("year", year), ("goal", goal)))
        key = (current_language(), year, goal)
        return {
            **super().context(),
            "description": self.lead,
            "breadcrumbs": [(_("Cases"), reverse("website:cases"))],
            "choices": choices(catalogue, year, goal),
            "is_narrowed": bool(year or goal),
            "changed_at": freshness(self.at).changed_at,
            # What nobody can have chosen on the page is not worth keeping.
            "maps": is_known and _drawn.get(catalogue.token, key, lambda: maps_and_lists(catalogue, year, goal)),
        }


def choices(catalogue: Catalogue, year: str, goal: str) -> list[Choice]:
    """Return the years and goals to choose from; only what some public case has."""
    offered = choices_in(catalogue)
    years = [(one, one) for one in offered.years]
    return [
        Choice("year", _("Year at work"), _("All years"), years, year),
        Choice("goal", _("Global goal"), _("All goals"), offered.goals, goal),
    ]


def maps_and_lists(catalogue: Catalogue, year: str, goal: str) -> SafeString:
    """Return the maps with their lists in the language of the page; nothing where no case was found."""
    counts = count_cases(catalogue, year, goal)
    if not counts.number:
        return SafeString()
    return render_to_string("website/map/maps.html", drawn_from(counts, year=year, goal=goal))


def drawn_from(counts: Counts, **chosen: str) -> dict[str, Any]:
    """Return what the template draws; `chosen` is what the links to the list of cases keep."""
    country_of = country_addresses(**chosen)
    return {
        "counts": counts,
        "map": world_map(counts.countries, counts.abroad, **chosen) if counts.countries else None,
        "countries": [(one, country_of(one.code)) for one in counts.countries],
        "some_alone": any(not one.partnerships for one in counts.countries),
        "homes": homes(counts.at_home, **chosen),
    }


def homes(at_home: list[PlaceCount], **chosen: str) -> list[dict[str, Any]]:
    """Return code, name, map and organisations of each country that is the home side of some of these cases."""
    by_country: dict[tuple[str, str], list[PlaceCount]] = {}
    for place in at_home:
        by_country.setdefault((place.country, place.country_name), []).append(place)
    address, cases_of = addresses("website:organisation"), cases_addresses("home", **chosen)
    return [
        {
            "code": code,
            "name": name,
            "map": home_map(shape, places) if (shape := shape_of(code)) else None,
            "rows": [(one, address(one.slug), cases_text(one.cases), cases_of(one.slug)) for one in places],
        }
        for (code, name), places in by_country.items()
    ]
