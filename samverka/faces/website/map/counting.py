"""How many public cases there are, by country and by organisation at home. Map, list and legend take these numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold
from samverka.ground.programme.models import Country
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet

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
    """An organisation with the number of its public cases, and where it stands (degrees), if that is known."""

    slug: str
    name: str
    country: str
    country_name: str
    cases: int
    longitude: float | None
    latitude: float | None


def cases_narrowed(cases: CaseQuerySet, year: str = "", goal: str = "") -> CaseQuerySet:
    """Return the cases that were at work in a year and serve a goal, as the catalogue of cases understands both.

    Of a case with one known year that year counts. A year or a goal that there is none of finds nothing.
    """
    if goal:
        cases = cases.filter(goals__code=goal)
    if year:
        number = int(year) if year.isascii() and year.isdigit() and len(year) < 5 else 0
        known = cases.annotate(first=Coalesce("start_year", "end_year"), last=Coalesce("end_year", "start_year"))
        cases = known.filter(first__lte=number, last__gte=number)
    return cases


def count_by_country(cases: CaseQuerySet) -> list[CountryCount]:
    """Return the countries of these cases, those with most cases first; cases whose place is hidden are left out."""
    shown = cases.with_place().order_by().values("pk")
    named = Case.countries.through.objects.filter(case__in=shown).order_by()
    here = current_language()
    columns = ("country__code", f"country__name_{here}", "country__region_group")
    homes = ("case__programme__home_country__code", f"case__programme__home_country__name_{here}")
    is_public = Q(case__partnership__in=Partnership.objects.public().values("pk"))
    rows = named.values_list(*columns, *homes).annotate(
        cases=Count("case"), partnerships=Count("case__partnership", distinct=True, filter=is_public)
    )
    # One row for each country and home country; a case belongs to one programme, so the rows add up.
    counts: dict[str, CountryCount] = {}
    regions: dict[str, Any] = dict(Country.RegionGroup.choices)
    for code, name, region, home, home_name, number, partnerships in rows:
        one = counts.get(code, CountryCount(code, name, str(regions[region]), 0, 0, ()))
        total = (one.cases + number, one.partnerships + partnerships, (*one.homes, (home, home_name)))
        counts[code] = CountryCount(code, name, one.region, *total)
    return sorted(counts.values(), key=lambda one: (-one.cases, fold(one.name)))


def count_without_country(cases: CaseQuerySet) -> int:
    """Return how many of these cases stand in no country: it is not known, or it is not shown."""
    in_a_country = cases.with_place().filter(countries__isnull=False).order_by().values("pk")
    return cases.exclude(pk__in=in_a_country).count()


def count_at_home(cases: CaseQuerySet) -> list[PlaceCount]:
    """Return the public organisations on the home side of these cases, those with most cases first."""
    return _places(CaseParty.objects.filter(case__in=cases.order_by().values("pk"), is_home=True))


def count_precise_abroad(cases: CaseQuerySet) -> list[PlaceCount]:
    """Return the public organisations abroad of which it is known where they stand; hidden places are left out."""
    abroad = CaseParty.objects.filter(case__in=cases.with_place().order_by().values("pk"), is_home=False)
    return _places(abroad.filter(organisation__latitude__isnull=False, organisation__longitude__isnull=False))


def _places(parties: Any) -> list[PlaceCount]:
    here = current_language()
    names = (f"organisation__short_{here}", f"organisation__name_{here}")
    columns = ("organisation__slug", *names, "organisation__country__code", f"organisation__country__name_{here}")
    rows = (
        parties.filter(organisation__is_public=True)
        .order_by()
        .values_list(*columns, "organisation__longitude", "organisation__latitude")
        .annotate(number=Count("case"))
        .order_by("-number", "organisation__slug")[:MOST_PLACES]
    )
    found = [
        PlaceCount(slug, short or name, code, country, number, _degrees(longitude), _degrees(latitude))
        for slug, short, name, code, country, longitude, latitude, number in rows
    ]
    return sorted(found, key=lambda one: (-one.cases, fold(one.name)))


def _degrees(kept: Decimal | None) -> float | None:
    return None if kept is None else float(kept)


def years_at_work(cases: CaseQuerySet) -> range:
    """Return the years in which any of these cases was at work, newest first."""
    span = cases.aggregate(
        start=Min("start_year"), end=Min("end_year"), latest_start=Max("start_year"), latest_end=Max("end_year")
    )
    known = [year for year in span.values() if year]
    return range(max(known), min(known) - 1, -1) if known else range(0)
