"""How many public cases there are, by country and by organisation. Map, list and legend all take these numbers.

They are those of the catalogue, so that each is the number of rows that its link opens, at a price that does not grow
with the number of cases. A case whose place is hidden has no country and no partner abroad in the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField, Q
from django.db.models.functions import Cast
from pyroaring import BitMap

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold
from samverka.ground.programme.models import Country, Programme
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.index import Catalogue, Value
from samverka.stages.organisations.models import Organisation

MOST_PLACES = 400


@dataclass(frozen=True)
class CountryCount:
    """A country with its public cases and partnerships, counted; `homes` are (code, name) of their home sides."""

    code: str
    name: str
    region: str
    cases: int
    partnerships: int
    homes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlaceCount:
    """An organisation with the number of its public cases, and where it stands: longitude and latitude, if known."""

    slug: str
    name: str
    country: str
    country_name: str
    cases: int
    at: tuple[float, float] | None
    is_fictional: bool = False


@dataclass(frozen=True)
class Counts:
    """What the map shows: `countries` and `at_home` with most cases first, `abroad` only where a place is known.

    `number` cases were found; `without_country` of them stand in no country: it is not known, or not shown. `made_up`
    of them belong to a demonstration.
    """

    number: int
    without_country: int
    countries: list[CountryCount]
    at_home: list[PlaceCount]
    abroad: list[PlaceCount]
    made_up: int = 0


@dataclass(frozen=True)
class Choices:
    """The years, newest first, and the goals as (number, “number. name”), that any public case has."""

    years: list[str]
    goals: list[tuple[str, str]]


def choices_in(catalogue: Catalogue) -> Choices:
    """Return what the map can be narrowed by."""
    years = (code for code in catalogue.values["year"] if code != NOT_STATED)
    goals = ((code, value.name) for code, value in catalogue.values["goal"].items() if code != NOT_STATED)
    return Choices(
        years=sorted(years, key=int, reverse=True),
        goals=sorted(goals, key=lambda goal: int(goal[0])),
    )


def count_cases(catalogue: Catalogue, year: str = "", goal: str = "") -> Counts:
    """Return the counts of the cases that were at work in a year and serve a goal; all where neither is given.

    A year or a goal that no public case has finds nothing.
    """
    view = View(chosen={code: (value,) for code, value in (("year", year), ("goal", goal)) if value})
    found = catalogue.find(view).places
    if not found:
        return Counts(0, 0, [], [], [])
    nowhere = catalogue.values["country"].get(NOT_STATED)
    at_home, abroad = _by_place(catalogue, found)
    return Counts(
        number=len(found),
        without_country=found.intersection_cardinality(nowhere.places) if nowhere else 0,
        countries=_by_country(catalogue, found),
        at_home=at_home,
        abroad=abroad,
        made_up=found.intersection_cardinality(catalogue.ledger.made_up),
    )


def _by_country(catalogue: Catalogue, found: BitMap) -> list[CountryCount]:
    names = ("code", f"name_{current_language()}", "region_group")
    known = {code: (name, region) for code, name, region in Country.objects.values_list(*names)}
    regions: dict[str, Any] = dict(Country.RegionGroup.choices)
    home_of = dict(Programme.objects.values_list("slug", "home_country__code"))
    ledger = catalogue.ledger
    counts = []
    for code, value in catalogue.values["country"].items():
        if code in known and (places := found & value.places):
            name, region = known[code]
            own = sorted({home_of[slug] for slug in ledger.programmes_of(places) if slug in home_of})
            homes = tuple((home, known[home][0]) for home in own)
            partnerships = ledger.partnerships_of(places)
            counts.append(CountryCount(code, name, str(regions.get(region, "")), len(places), partnerships, homes))
    return sorted(counts, key=lambda one: (-one.cases, fold(one.name)))


def _by_place(catalogue: Catalogue, found: BitMap) -> tuple[list[PlaceCount], list[PlaceCount]]:
    """Return the public organisations at home, and those abroad of which it is known where they stand.

    An organisation without a page is none of them.
    """
    here = current_language()
    homes = Programme.objects.order_by().values("home_country")
    either = Organisation.objects.public().filter(
        Q(country__in=homes) | Q(latitude__isnull=False, longitude__isnull=False)
    )
    columns = ("slug", f"short_{here}", f"name_{here}", "country__code", f"country__name_{here}", "is_fictional")
    degrees = (Cast("longitude", FloatField()), Cast("latitude", FloatField()))
    rows = list(either.order_by("pk").values_list(*columns, *degrees))
    return _counted(rows, catalogue.values["home"], found), [
        one for one in _counted(rows, catalogue.values["partner"], found) if one.at
    ]


def _counted(rows: Iterable[Any], values: dict[str, Value], found: BitMap) -> list[PlaceCount]:
    places = [
        PlaceCount(slug, short or name, code, country, number, _at(east, north), is_fictional)
        for slug, short, name, code, country, is_fictional, east, north in rows
        if slug in values and (number := found.intersection_cardinality(values[slug].places))
    ]
    return sorted(places, key=lambda one: (-one.cases, fold(one.name)))[:MOST_PLACES]


def _at(east: float | None, north: float | None) -> tuple[float, float] | None:
    return None if east is None or north is None else (east, north)
