"""Sums over the public cases. Every number that the public sees of them, on whatever page or file, is made here.

Amounts are whole numbers of the smallest unit, apart for each currency. Nothing is converted and nothing estimated: a
case of which no amount is known adds a case and no money, and `with_amount` says how many do add some.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from pyroaring import BitMap

from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.conditions import Chosen
from samverka.stages.catalogue.facets import AT_ONCE
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.catalogue.ledger import Ledger
from samverka.stages.projects.models import CaseQuerySet

GROUPS = ("year", "decided", "country", "area", "goal")


@dataclass
class Totals:
    """Sums over some cases. `granted` is {currency: amount in its smallest unit}, reductions taken off."""

    cases: int = 0
    partnerships: int = 0
    with_amount: int = 0
    granted: dict[str, int] = field(default_factory=dict)


@dataclass
class Pair:
    """The sums over all cases, and over those in which one home organisation takes part.

    `real` leaves out of all what belongs to a demonstration and is made up.
    """

    all: Totals = field(default_factory=Totals)
    home: Totals = field(default_factory=Totals)
    real: Totals = field(default_factory=Totals)


@dataclass
class Figures:
    """Sums by group and value, such as `by["country"]["BW"]`. The hidden are counted in `total` and in no group."""

    total: Pair
    hidden: Pair
    by: dict[str, dict[str, Pair]]


# --- The sums --------------------------------------------------------------------------------------------------------


def sum_up(chosen: Chosen, home: str = "", *, at: datetime) -> Figures:
    """Return the figures of what is public at `at`, narrowed to `chosen`, with those of the organisation `home` beside.

    They are those of the catalogue: one query, however many cases. Cases of which only the sums may be shown count
    where nothing is chosen: by choosing this and that, one could find out what they are about.
    """
    catalogue = current_catalogue(at)
    ledger, shown = catalogue.ledger, catalogue.find(View(chosen=chosen)).places
    years, at_home = chosen.get("decided", ()), _places_of(catalogue, "home", home)
    hidden = BitMap() if chosen else ledger.hidden
    by: dict[str, dict[str, Pair]] = {}
    for group in GROUPS:
        # A case in Kenya and Botswana stands under Kenya only, when only Kenya was asked for.
        wanted = chosen.get(group) or catalogue.values[group]
        found = {key: shown & _places_of(catalogue, group, key) for key in wanted}
        by[group] = {
            # Of money decided on in several years, each year has its own.
            key: sums_of(catalogue, places, (key,) if group == "decided" else years, home=at_home)
            for key, places in found.items()
            if places
        }
    total = sums_of(catalogue, shown | hidden, years, home=at_home)
    return Figures(total, sums_of(catalogue, hidden, years, home=at_home), by)


def _places_of(catalogue: Catalogue, facet: str, value: str) -> BitMap:
    known = catalogue.values[facet].get(value)
    return known.places if known else BitMap()


def sums_of(catalogue: Catalogue, places: BitMap, years: Iterable[str] = (), *, home: BitMap | None = None) -> Pair:
    """Return the sums over the cases at `places`, and under `home` over those of them that are at these places too.

    Of the money only what was decided on in `years`, where any are given.
    """
    ledger, wanted = catalogue.ledger, tuple(years)
    pair = Pair(all=_added_up(ledger, places, wanted))
    made_up = places.intersection_cardinality(ledger.made_up)
    pair.real = _added_up(ledger, places - ledger.made_up, wanted) if made_up else deepcopy(pair.all)
    if home:
        pair.home = _added_up(ledger, places & home, wanted)
    return pair


def _added_up(ledger: Ledger, places: BitMap, years: tuple[str, ...]) -> Totals:
    """Return the sums over the cases at `places`. This is the one place where cases and amounts are added up."""
    if not places:
        return Totals()
    totals = Totals(len(places), ledger.partnerships_of(places))
    with_amount = BitMap()
    for currency, money in ledger.money_of(years):
        if having := places & money.places:
            with_amount |= having
            totals.granted[currency] = totals.granted.get(currency, 0) + money.sum_of(having)
    totals.with_amount = len(with_amount)
    return totals


def totals_of(cases: CaseQuerySet, years: Iterable[str] = (), *, at: datetime) -> Totals:
    """Return the sums over those of `cases` that the public sees, as far as the catalogue knows them already."""
    catalogue = current_catalogue(at)
    places = catalogue.places_of(cases.order_by().values_list("pk", flat=True).iterator(AT_ONCE))
    return sums_of(catalogue, places, years).all


def granted_to_each(numbers: Iterable[int], years: Iterable[str] = (), *, at: datetime) -> dict[int, dict[str, int]]:
    """Return what is granted to each case of these primary keys, by currency, in `years` where any are given."""
    catalogue, wanted = current_catalogue(at), tuple(years)
    return {number: _added_up(catalogue.ledger, catalogue.places_of([number]), wanted).granted for number in numbers}
