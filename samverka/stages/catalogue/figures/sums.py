"""Sums over the public cases. Every number that the public sees of them, on whatever page or file, is made here.

Amounts are whole numbers of the smallest unit, apart for each currency. Nothing is converted and nothing estimated: a
case of which no amount is known adds a case and no money, and `with_amount` says how many do add some.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, NullIf, Substr

from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet, Commitment
from samverka.stages.projects.models.cases import Shown

# {facet: values}, as they stand in the addresses of the catalogue.
Chosen = Mapping[str, tuple[str, ...]]
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

    @property
    def sides(self) -> tuple[Totals, Totals, Totals]:
        """Return all three sums, in this order."""
        return self.all, self.home, self.real


@dataclass
class Figures:
    """Sums by group and value, such as `by["country"]["BW"]`. The hidden are counted in `total` and in no group."""

    total: Pair
    hidden: Pair
    by: dict[str, dict[str, Pair]]


# --- Which cases -----------------------------------------------------------------------------------------------------

_DATED = Commitment.objects.filter(committed_on__isnull=False).order_by()
_FIRST_DAY = _DATED.filter(case=OuterRef("pk")).order_by("committed_on").values("committed_on")[:1]
# The year in which money was decided on. Money without a day has that of the case's first money, or of its decision.
# A case has a row for each commitment, and one where it has none.
DECIDED = Coalesce(
    Cast(ExtractYear(Coalesce("commitments__committed_on", Subquery(_FIRST_DAY))), CharField()),
    NullIf(Substr("decided_text", 1, 4), Value("")),
    Value(NOT_STATED),
)
# “2019-2021”; “2019-” where no last year is known.
PERIOD = Concat(
    Coalesce(Cast("start_year", CharField()), Value("")),
    Value("-"),
    Coalesce(Cast("end_year", CharField()), Value("")),
    output_field=CharField(),
)
# A partnership may be told by a case whose place is shown; by another one it would tell the place.
_TOLD = Q(partnership__is_public=True, shown=Shown.ALL)
_TERMS = {"country": "countries", "area": "areas", "goal": "goals"}


def narrowed(cases: CaseQuerySet, chosen: Chosen) -> CaseQuerySet:
    """Return those of `cases` that have one of the chosen values of each facet, as the catalogue finds them.

    Facets: year, decided, country, area, goal, home. Raises `KeyError` for another one.
    """
    for code, values in chosen.items():
        wanted = _having(code, [value for value in values if value != NOT_STATED])
        if NOT_STATED in values:
            wanted |= ~_having(code, None)
        cases = cases.filter(wanted)
    return cases


def _having(code: str, values: Iterable[str] | None) -> Q:
    """Return the condition that a case has one of `values` of a facet; any value where they are None."""
    if code == "year":
        return _at_work_in(values)
    if code == "decided":
        return _decided_in(values)
    if code == "home":
        parties = CaseParty.objects.filter(is_home=True).order_by()
        return Q(pk__in=_with("organisation__slug", parties, values))
    # The place of a case that is shown without it must not come out by counting either.
    may_be_said = Q(shown=Shown.ALL) if code == "country" else Q()
    links = getattr(Case, _TERMS[code]).through.objects.order_by()
    term = getattr(Case, _TERMS[code]).field.m2m_reverse_field_name()
    return may_be_said & Q(pk__in=_with(f"{term}__code", links, values))


def _with(column: str, links: Any, values: Iterable[str] | None) -> Any:
    return (links if values is None else links.filter(**{f"{column}__in": values})).values("case")


def _decided_in(years: Iterable[str] | None) -> Q:
    undated = ~Q(pk__in=_DATED.values("case"))
    if years is None:
        return ~undated | ~Q(decided_text="")
    said, dated = Q(pk__in=[]), Q(pk__in=[])
    for year in filter(_is_year, years):
        said |= Q(decided_text__startswith=year)
        dated |= Q(committed_on__year=year)
    return Q(pk__in=_DATED.filter(dated).values("case")) | (undated & said)


def _at_work_in(years: Iterable[str] | None) -> Q:
    """The first year is the only one where no last is known, and the other way round."""
    if years is None:
        alone = Q(start_year=None, end_year__isnull=False) | Q(start_year__isnull=False, end_year=None)
        return alone | Q(start_year__isnull=False, end_year__isnull=False, end_year__gte=F("start_year"))
    found = Q(pk__in=[])
    for year in map(int, filter(_is_year, years)):
        found |= Q(start_year__lte=year, end_year__gte=year)
        found |= Q(start_year=year, end_year=None) | Q(start_year=None, end_year=year)
    return found


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text > "0000"


# --- The sums --------------------------------------------------------------------------------------------------------


def sum_up(chosen: Chosen, home: str = "", *, at: datetime) -> Figures:
    """Return the figures of what is public at `at`, narrowed to `chosen`, with those of the organisation `home` beside.

    Three queries, however many cases. Cases of which only the sums may be shown count where nothing is chosen: by
    choosing this and that, one could find out what they are about.
    """
    shown = narrowed(Case.objects.public(at), chosen)
    counted = shown if chosen else Case.objects.counted(at)
    placed = _having("country", None)
    parts = [
        ("total", counted, Value("")),
        ("hidden", counted.filter(shown=Shown.NOTHING), Value("")),
        ("decided", shown, DECIDED),
        ("country", shown.filter(placed), F("countries__code")),
        ("country", shown.exclude(placed), Value(NOT_STATED)),
        ("area", shown, Coalesce("areas__code", Value(NOT_STATED))),
        ("goal", shown, Coalesce("goals__code", Value(NOT_STATED))),
        ("period", shown, PERIOD),
    ]
    found = _summed(parts, home, chosen.get("decided", ()))
    by = {group: {key: pair for (of, key), pair in found.items() if of == group} for group in (*GROUPS, "period")}
    by["year"] = _by_year(by.pop("period"), shown, home)
    for code, values in chosen.items():
        if code in by:  # A case in Kenya and Botswana stands under Kenya only, when only Kenya was asked for.
            by[code] = {key: pair for key, pair in by[code].items() if key in values}
    return Figures(found["total", ""], found["hidden", ""], by)


def _by_year(periods: dict[str, Pair], shown: CaseQuerySet, home: str) -> dict[str, Pair]:
    """Return the sums by year at work from those by period; partnerships, which go on, are counted anew: one query."""
    by: dict[str, Pair] = defaultdict(Pair)
    for period, pair in periods.items():
        for year in _years_in(*period.split("-")):
            for side, more in zip(by[year].sides, pair.sides, strict=True):
                side.cases, side.with_amount = side.cases + more.cases, side.with_amount + more.with_amount
                for currency, amount in more.granted.items():
                    side.granted[currency] = side.granted.get(currency, 0) + amount
    seen = set()
    told = Case.objects.filter(_TOLD, pk__in=shown.order_by().values("pk")).order_by().annotate(period=PERIOD)
    is_home = ExpressionWrapper(_at_home(home), BooleanField())
    rows = told.values_list("period", "partnership", is_home, "programme__is_demonstration")
    for period, partnership, at_home, is_made_up in rows.distinct():
        for year in _years_in(*period.split("-")):
            pair = by[year]
            for side, counts in zip(pair.sides, (True, at_home, not is_made_up), strict=True):
                if counts and (mark := (id(side), partnership)) not in seen:
                    seen.add(mark)
                    side.partnerships += 1
    return by


def _years_in(start: str, end: str) -> list[str]:
    """Return the years of a period, as the catalogue knows them; the first alone where no last is known."""
    first = start or end
    years = [str(year) for year in range(int(first), int(end or first) + 1)] if first else []
    return years or [NOT_STATED]


def sums_of(cases: CaseQuerySet, years: Iterable[str] = ()) -> Pair:
    """Return the sums over `cases`, for a page about one country, goal, organisation or anything else.

    Of the money only what was decided on in `years`, where any are given. Nothing stands under `home`.
    """
    return _summed([("total", cases, Value(""))], "", years)["total", ""]


def totals_of(cases: CaseQuerySet, years: Iterable[str] = ()) -> Totals:
    """Return the sums over all of `cases`, as `sums_of` does."""
    return sums_of(cases, years).all


def granted_to_each(cases: CaseQuerySet, years: Iterable[str] = ()) -> dict[int, dict[str, int]]:
    """Return what is granted to each of `cases` (primary key), by currency, in `years` where any are given."""
    found = _summed([("case", cases, Cast("pk", CharField()))], "", years)
    return {int(number): pair.all.granted for (_group, number), pair in found.items()}


def with_money(cases: CaseQuerySet, years: Iterable[str] = (), *, currency: str = "") -> CaseQuerySet:
    """Return those of `cases` to which a known amount was granted: in `years` and in `currency`, where given."""
    granted = Case.objects.alias(decided=DECIDED, granted_in=F("commitments__currency")).order_by()
    wanted = Q(granted_in=currency) if currency else Q(granted_in__isnull=False)
    return cases.filter(pk__in=granted.filter(wanted & _in_years(years)).values("pk"))


def _in_years(years: Iterable[str]) -> Q:
    wanted = list(years)
    return Q(decided__in=wanted) if wanted else Q()


def _summed(parts: list[tuple[str, CaseQuerySet, Any]], home: str, years: Iterable[str]) -> dict[tuple[str, str], Pair]:
    """Return {(group, key): sums} of all parts (group, cases, key); money of `years` only, where any are given.

    This is the one place where cases and amounts are added up: two queries, each with all parts.
    """
    in_years = _in_years(years)
    sides = {"all": Q(), "real": Q(programme__is_demonstration=False), **({"home": _at_home(home)} if home else {})}
    found: dict[tuple[str, str], Pair] = defaultdict(Pair)
    counts = {name: one for side, which in sides.items() for name, one in _counts(side, which, in_years).items()}
    for group, key, *numbers in _together(parts, in_years=Q(), sums=counts):
        if numbers[0]:
            found[group, key] = Pair(all=Totals(*numbers[:3]), real=Totals(*numbers[3:6]), home=Totals(*numbers[6:]))
    amounts = {side: Sum("commitments__amount", filter=which) for side, which in sides.items()}
    sums = {"currency": F("commitments__currency"), **amounts}
    for group, key, currency, *granted in _together(parts, in_years=in_years, sums=sums):
        pair = found[group, key]
        for side, amount in zip((pair.all, pair.real, pair.home), granted, strict=False):
            if currency and amount is not None:
                side.granted[currency] = int(amount)
    return found


def _at_home(home: str) -> Q:
    """Return the condition that the organisation with this slug takes part, and that the public may know it."""
    parties = CaseParty.objects.filter(is_home=True, organisation__slug=home).order_by()
    return Q(pk__in=parties.values("case")) & ~Q(shown=Shown.NOTHING)


def _counts(name: str, which: Q, in_years: Q) -> dict[str, Any]:
    """Return what counts cases, partnerships and cases with an amount; each once, however often it is joined."""
    return {
        f"{name}_cases": Count("pk", filter=which, distinct=True),
        f"{name}_partnerships": Count("partnership", filter=which & _TOLD, distinct=True),
        f"{name}_with_amount": Count("commitments__case", filter=which & in_years, distinct=True),
    }


def _together(parts: list[tuple[str, CaseQuerySet, Any]], *, in_years: Q, sums: dict[str, Any]) -> Any:
    """Return the rows (group, key, sums …) of all parts in one query."""
    rows = []
    for group, cases, key in parts:
        # Found by number and joined afresh: whatever narrowed the cases must not narrow what is counted of them.
        them = Case.objects.filter(pk__in=cases.order_by().values("pk")).order_by().alias(decided=DECIDED)
        named = them.filter(in_years).values(group=Value(group), key=key)
        rows.append(named.annotate(**sums).values_list("group", "key", *sums))
    return rows[0].union(*rows[1:], all=True)
