"""Sums over the public cases. Every number that the public sees of them, on whatever page or file, is made here.

Amounts are whole numbers of the smallest unit, apart for each currency. Nothing is converted and nothing estimated: a
case of which no amount is known adds a case and no money, and `with_amount` says how many do add some.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf, Substr

from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet, Commitment
from samverka.stages.projects.models.cases import Shown

# {facet: values}, as they stand in the addresses of the catalogue.
Chosen = Mapping[str, tuple[str, ...]]
GROUPS = ("decided", "country", "area", "goal")


@dataclass
class Totals:
    """Sums over some cases. `granted` is {currency: amount in its smallest unit}, reductions taken off."""

    cases: int = 0
    partnerships: int = 0
    with_amount: int = 0
    granted: dict[str, int] = field(default_factory=dict)


@dataclass
class Pair:
    """The sums over all cases, and over those in which one home organisation takes part."""

    all: Totals = field(default_factory=Totals)
    home: Totals = field(default_factory=Totals)


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
_TERMS = {"country": "countries", "area": "areas", "goal": "goals"}


def narrowed(cases: CaseQuerySet, chosen: Chosen) -> CaseQuerySet:
    """Return those of `cases` that have one of the chosen values of each facet, as the catalogue finds them.

    Facets: decided, country, area, goal, home. Raises `KeyError` for another one.
    """
    for code, values in chosen.items():
        wanted = _having(code, [value for value in values if value != NOT_STATED])
        if NOT_STATED in values:
            wanted |= ~_having(code, None)
        cases = cases.filter(wanted)
    return cases


def _having(code: str, values: Iterable[str] | None) -> Q:
    """Return the condition that a case has one of `values` of a facet; any value where they are None."""
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


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text > "0000"


# --- The sums --------------------------------------------------------------------------------------------------------


def sum_up(chosen: Chosen, home: str = "", *, at: datetime) -> Figures:
    """Return the figures of what is public at `at`, narrowed to `chosen`, with those of the organisation `home` beside.

    Two queries, however many cases. Cases of which only the sums may be shown count where nothing is chosen: by
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
    ]
    found = _summed(parts, home, chosen.get("decided", ()))
    by = {group: {key: pair for (of, key), pair in found.items() if of == group} for group in GROUPS}
    for code, values in chosen.items():
        if code in by:  # A case in Kenya and Botswana stands under Kenya only, when only Kenya was asked for.
            by[code] = {key: pair for key, pair in by[code].items() if key in values}
    return Figures(found["total", ""], found["hidden", ""], by)


def totals_of(cases: CaseQuerySet, years: Iterable[str] = ()) -> Totals:
    """Return the sums over `cases`, for a page about one country, goal, organisation or anything else.

    Of the money only what was decided on in `years`, where any are given.
    """
    return _summed([("total", cases, Value(""))], "", years)["total", ""].all


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
    parties = CaseParty.objects.filter(is_home=True, organisation__slug=home)
    at_home = Q(pk__in=parties.values("case")) & ~Q(shown=Shown.NOTHING)
    in_years = _in_years(years)
    found: dict[tuple[str, str], Pair] = defaultdict(Pair)
    counts = {**_counts("all", Q(), in_years), **_counts("home", at_home, in_years)}
    for group, key, *numbers in _together(parts, in_years=Q(), sums=counts):
        if numbers[0]:
            found[group, key] = Pair(Totals(*numbers[:3]), Totals(*numbers[3:]))
    amounts = {
        "currency": F("commitments__currency"),
        "amount": Sum("commitments__amount"),
        "home_amount": Sum("commitments__amount", filter=at_home),
    }
    for group, key, currency, amount, home_amount in _together(parts, in_years=in_years, sums=amounts):
        pair = found[group, key]
        if currency:
            pair.all.granted[currency] = int(amount)
        if currency and home_amount is not None:
            pair.home.granted[currency] = int(home_amount)
    return found


def _counts(name: str, which: Q, in_years: Q) -> dict[str, Any]:
    """Return what counts cases, partnerships and cases with an amount; each once, however often it is joined."""
    # A partnership may be told by a case whose place is shown; by another one it would tell the place.
    told = Q(partnership__is_public=True, shown=Shown.ALL)
    return {
        f"{name}_cases": Count("pk", filter=which, distinct=True),
        f"{name}_partnerships": Count("partnership", filter=which & told, distinct=True),
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
