"""Which cases have what the figures ask for, as conditions on the tables: what an edition is built from and rows are
found by."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, Length, NullIf, Substr

from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet, Commitment
from samverka.stages.projects.models.cases import Shown

# {facet: values}, as they stand in the addresses of the catalogue.
Chosen = Mapping[str, tuple[str, ...]]
# Stands for the payee or the country where a case has several and nobody has said who or where gets how much.
SEVERAL = "+"

_DATED = Commitment.objects.filter(committed_on__isnull=False).order_by()
_FIRST_DAY = _DATED.filter(case=OuterRef("pk")).order_by("committed_on").values("committed_on")[:1]
# The year in which money was decided on. Money without a day has that of the case's first money, or of its decision.
# A case has a row for each commitment, and one where it has none.
DECIDED = Coalesce(
    Cast(ExtractYear(Coalesce("commitments__committed_on", Subquery(_FIRST_DAY))), CharField()),
    NullIf(Substr("decided_text", 1, 4), Value("")),
    Value(NOT_STATED),
)
# A partnership may be told by a case whose place is shown; by another one it would tell the place.
TOLD = Q(partnership__is_public=True, shown=Shown.ALL)
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


def with_money(cases: CaseQuerySet, years: Iterable[str] = (), *, currency: str = "") -> CaseQuerySet:
    """Return those of `cases` to which a known amount was granted: in `years` and in `currency`, where given."""
    granted = Case.objects.alias(decided=DECIDED, granted_in=F("commitments__currency")).order_by()
    wanted = Q(granted_in=currency) if currency else Q(granted_in__isnull=False)
    in_years = Q(decided__in=list(years)) if years else Q()
    return cases.filter(pk__in=granted.filter(wanted & in_years).values("pk"))


# --- Ways of the money -----------------------------------------------------------------------------------------------

_HOME = CaseParty.objects.filter(case=OuterRef("pk"), is_home=True)
_COUNTRY = Case.countries.through.objects.filter(case=OuterRef("pk")).order_by()


def _number(rows: Any) -> Coalesce:
    counted = rows.order_by().values("case").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_flow(cases: CaseQuerySet) -> CaseQuerySet:
    """Add `paid_to` and `paid_for` to each case: a slug and a country code, `SEVERAL`, or “-” where it is not told.

    An agreement says who is paid: the first party. Without one, only a home organisation that is alone can be meant.
    """
    first = Subquery(_HOME.order_by("position", "pk").values("organisation__slug")[:1])
    only = Subquery(_COUNTRY.values("country__code")[:1])
    return cases.alias(homes=_number(_HOME), places=_number(_COUNTRY)).annotate(
        paid_to=Choose(
            When(homes=0, then=Value(NOT_STATED)),
            When(Q(homes=1) | Q(agreement__isnull=False), then=first),
            default=Value(SEVERAL),
            output_field=CharField(),
        ),
        paid_for=Choose(
            When(~Q(shown=Shown.ALL) | Q(places=0), then=Value(NOT_STATED)),
            When(places=1, then=only),
            default=Value(SEVERAL),
            output_field=CharField(),
        ),
    )


# --- What is known ---------------------------------------------------------------------------------------------------

_PARTIES = CaseParty.objects.order_by()
_PLACED = Q(shown=Shown.ALL)


def _linked(field: str) -> Q:
    return Q(pk__in=getattr(Case, field).through.objects.order_by().values("case"))


# What it takes for a fact to be known to the public. What is hidden with the place is not, so it does not show here.
KNOWN = {
    "amount": Q(pk__in=Commitment.objects.order_by().values("case")),
    "decided": Q(pk__in=_DATED.values("case")) | ~Q(decided_text=""),
    "decided_day": Q(pk__in=_DATED.values("case")) | Q(decided_length=10),
    "period": Q(start_year__isnull=False, end_year__isnull=False),
    "country": _PLACED & _linked("countries"),
    "partners": _PLACED
    & Q(pk__in=_PARTIES.filter(is_home=True).values("case"))
    & Q(pk__in=_PARTIES.filter(is_home=False).values("case")),
    "area": _linked("areas"),
    "goal": _linked("goals"),
    "type": Q(case_type__isnull=False),
    "summary_sv": _PLACED & ~Q(summary_sv=""),
    "summary_en": _PLACED & ~Q(summary_en=""),
}


def knowing(cases: CaseQuerySet, fact: str) -> CaseQuerySet:
    """Return those of `cases` of which the public knows `fact`. Raises `KeyError` for one that is not in `KNOWN`."""
    return _measured(cases).filter(KNOWN[fact])


def not_knowing(cases: CaseQuerySet, fact: str) -> CaseQuerySet:
    """Return those of `cases` of which the public does not know `fact`. Raises `KeyError` as `knowing` does."""
    return _measured(cases).exclude(pk__in=knowing(cases, fact).order_by().values("pk"))


def _measured(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.alias(decided_length=Length("decided_text"))
