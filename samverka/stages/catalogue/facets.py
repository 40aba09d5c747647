"""By what public cases and partnerships can be narrowed: one row for each facet, with how its values are read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import ExtractYear
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Country
from samverka.stages.networks.models import NetworkMembership
from samverka.stages.projects.models import CaseParty, CaseQuerySet, Commitment
from samverka.stages.projects.states import FOR_APPLICANT, State

# How a case is asked for in which a facet has no value: “not stated”.
NOT_STATED = "-"

# The number of a case, the value, its name in Swedish and in English.
Row = tuple[int, str, str, str]
AT_ONCE = 10_000


@dataclass(frozen=True)
class Facet:
    """One way to narrow the catalogue. `code` stands in addresses; `read` yields what the given cases have.

    A partnership has what its cases have.
    """

    code: str
    label: Any
    read: Callable[[CaseQuerySet], Iterable[Row]]
    # How values are offered: those of most cases first, or by the value itself, "newest" or "lowest" first.
    order: str = "count"


def _of(queryset: Any, case: str, value: str, name: str) -> Iterator[Row]:
    """Yield the rows of a queryset; `value` is the column of the code, `name` that of the name without its language."""
    found = queryset.order_by().values_list(case, value, f"{name}_sv", f"{name}_en")
    yield from ((number, str(code), sv, en) for number, code, sv, en in found.iterator(AT_ONCE) if code)


def _terms(field: str) -> Callable[[CaseQuerySet], Iterator[Row]]:
    """Return a reader of a many-to-many field whose terms have a code and a name."""
    return lambda cases: _of(cases, "pk", f"{field}__code", f"{field}__name")


def _parties(is_home: bool) -> Callable[[CaseQuerySet], Iterator[Row]]:
    def read(cases: CaseQuerySet) -> Iterator[Row]:
        parties = CaseParty.objects.filter(is_home=is_home, case__in=cases.order_by().values("pk"))
        return _of(parties, "case", "organisation__slug", "organisation__name")

    return read


def _goals(cases: CaseQuerySet) -> Iterator[Row]:
    """The goals go by their numbers as much as by their names."""
    for number, code, sv, en in _terms("goals")(cases):
        yield number, code, f"{code}. {sv}", f"{code}. {en}"


def _abroad(reader: Callable[[CaseQuerySet], Iterable[Row]]) -> Callable[[CaseQuerySet], Iterable[Row]]:
    """Read only the cases whose place may be known: the facet would tell it."""
    return lambda cases: reader(cases.with_place())


def _in_both_languages(names: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return {value: (name in Swedish, name in English)} of lazily translated names."""
    both = {}
    for language in ("sv", "en"):
        with translation.override(language):
            both[language] = {value: str(name) for value, name in names.items()}
    return {value: (both["sv"][value], both["en"][value]) for value in names}


def _regions(cases: CaseQuerySet) -> Iterator[Row]:
    names = _in_both_languages(dict(Country.RegionGroup.choices))
    found = cases.order_by().values_list("pk", "countries__region_group")
    yield from ((number, code, *names[code]) for number, code in found.iterator(AT_ONCE) if code)


def _networks(cases: CaseQuerySet) -> Iterator[Row]:
    """A case is in the network that it was made for, and in those of its partnership."""
    yield from _of(cases, "pk", "network__slug", "network__name")
    memberships = NetworkMembership.objects.filter(partnership__cases__in=cases.order_by().values("pk"))
    yield from _of(memberships, "partnership__cases", "network__slug", "network__name")


def _states(cases: CaseQuerySet) -> Iterator[Row]:
    names = _in_both_languages({state: FOR_APPLICANT[state] for state in State})
    for number, state in cases.order_by().values_list("pk", "state").iterator(AT_ONCE):
        yield (number, state, *names[state])


def _years(cases: CaseQuerySet) -> Iterator[Row]:
    """The years in which a case was at work; the first alone where no last is known."""
    for number, start, end in cases.order_by().values_list("pk", "start_year", "end_year").iterator(AT_ONCE):
        first = start or end
        if first:
            yield from ((number, str(year), str(year), str(year)) for year in range(first, (end or first) + 1))


def _decided(cases: CaseQuerySet) -> Iterator[Row]:
    """The years in which money was decided on; that of the decision itself where no day of the money is known."""
    promised = Commitment.objects.filter(case__in=cases.order_by().values("pk"), committed_on__isnull=False)
    dated = promised.order_by().values_list("case", ExtractYear("committed_on"))
    known = set()
    for number, year in dated.iterator(AT_ONCE):
        known.add(number)
        yield (number, str(year), str(year), str(year))
    for number, text in cases.exclude(decided_text="").order_by().values_list("pk", "decided_text").iterator(AT_ONCE):
        if number not in known:
            yield (number, text[:4], text[:4], text[:4])


FACETS = [
    Facet("home", _("Partner at home"), _parties(is_home=True)),
    Facet("partner", _("Partner abroad"), _abroad(_parties(is_home=False))),
    Facet("country", _("Country"), _abroad(_terms("countries"))),
    Facet("region", _("Part of the world"), _abroad(_regions)),
    Facet("area", _("Project area"), _terms("areas")),
    Facet("topic", _("Topic"), _terms("topics")),
    Facet("core_area", _("Core area"), _terms("core_areas")),
    Facet("goal", _("Global goal"), _goals, order="lowest"),
    Facet("network", _("Network"), _abroad(_networks)),
    # Whoever writes a tag may name a place in it, as in a title.
    Facet("tag", _("Tag"), _abroad(_terms("tags"))),
    Facet("type", _("Kind of case"), _terms("case_type")),
    Facet("state", _("State"), _states),
    Facet("year", _("Year at work"), _years, order="newest"),
    Facet("decided", _("Year of decision"), _decided, order="newest"),
]
FACET = {facet.code: facet for facet in FACETS}

# Newest first; cases of which no year is known come last, on every database.
NEWEST_FIRST = (F("start_year").desc(nulls_last=True), "-published_at", "-pk")
