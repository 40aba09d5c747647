"""The rows of a file, read a batch at a time as plain values: memory stays level, and so do the queries a batch."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import RawSQL

from samverka.faces.website.exports.pace import Pace
from samverka.ground.programme.models import CaseType
from samverka.stages.catalogue.facets import FACET
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, CaseParty, Commitment, Shown


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a code that stays and a name in both languages."""

    code: str
    name_sv: str
    name_en: str

    def name(self, language: str) -> str:
        """Return the name in `language`, or in the other one where there is none."""
        return (self.name_sv or self.name_en) if language == "sv" else (self.name_en or self.name_sv)


@dataclass(frozen=True, slots=True)
class Partner(Named):
    """An organisation in a case. Its code is its slug, which stands in addresses and never changes."""

    identifier: str = ""
    country: str = ""
    is_home: bool = False


@dataclass(slots=True)
class Row:
    """What the public knows of one case; what is not known is empty. `granted` is in smallest units of `currency`."""

    kind: Named | None
    granted: int | None
    reference: str
    state: str
    title_sv: str
    title_en: str
    start_year: int | None
    end_year: int | None
    starts_on: date | None
    ends_on: date | None
    decided: str
    source: str
    summary_sv: str
    summary_en: str
    published_at: datetime
    changed_at: datetime
    programme: str
    is_demonstration: bool
    currency: str = ""
    partners: list[Partner] = field(default_factory=list)
    # What the case is sorted by: `TERMS`, "regions" and "networks".
    terms: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))


_FIELDS = (
    *("reference", "state", "title_sv", "title_en", "start_year", "end_year", "starts_on", "ends_on"),
    *("decided_text", "source", "summary_sv", "summary_en"),
    *("published_at", "changed_at", "programme__slug", "programme__is_demonstration"),
)
TERMS = ("countries", "areas", "topics", "core_areas", "goals", "targets", "tags")
# What the catalogue reads in its own way, by the name of the facet; the file says what the page offers.
FACETS_TOO = {"regions": "region", "networks": "network"}
TELLS_PLACE = ("countries", "tags", *FACETS_TOO)


class Reading:
    """The reading of one file: the moment it shows, and the terms and organisations that it names.

    Each of them is read once and shared by all rows; there are few of them, however many cases.
    """

    def __init__(self, at: datetime, pace: Pace | None = None) -> None:
        self.at = at
        self.make_room: Callable[[], None] = pace.make_room if pace else lambda: None
        self._terms: dict[tuple[str, int], tuple[int, Named]] = {}
        self._parties: dict[tuple[int, bool], Partner] = {}
        self._kinds: dict[int, Named] = {}
        self._others: dict[tuple[str, ...], Named] = {}

    def terms(self, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, Named]]:
        """Return {(field of a case, primary key): (its place in the order of its list, the term)}, in one query.

        They are read anew where one of `wanted` is not among them: it was made while the file was on its way.
        """
        if not self._terms.keys() >= wanted:
            facts = ("position", "code", "pk", "name_sv", "name_en")
            found = _together((name, _field(name).related_model._default_manager, facts) for name in TERMS)
            self._terms = {
                (name, number): (at, Named(code, name_sv, name_en))
                for at, (name, _position, code, number, name_sv, name_en) in enumerate(sorted(found))
            }
        return self._terms

    def kinds(self, numbers: set[int]) -> dict[int, Named]:
        """Return the kinds of case by primary key."""
        if not self._kinds.keys() >= numbers:
            found = CaseType.objects.order_by().values_list("pk", "code", "name_sv", "name_en")
            self._kinds = {number: Named(*facts) for number, *facts in found}
        return self._kinds

    def parties(self, wanted: set[tuple[int, bool]]) -> dict[tuple[int, bool], Partner]:
        """Return {(primary key of an organisation, whether it is at home): what a row says of it}."""
        missing = {number for number, is_home in wanted - self._parties.keys()}
        named = ("pk", "slug", "name_sv", "name_en", "identifier", "country__code")
        if missing:
            found = Organisation.objects.filter(pk__in=these(missing)).order_by()
            for number, slug, name_sv, name_en, identifier, country in found.values_list(*named):
                for is_home in (True, False):
                    one = Partner(slug, name_sv, name_en, identifier, country, is_home)
                    self._parties[number, is_home] = one
        return self._parties

    def other(self, *facts: str) -> Named:
        """Return something that is named so, the same for all rows."""
        if facts not in self._others:
            self._others[facts] = Named(*facts)
        return self._others[facts]


# How each database reads numbers out of one text.
FROM_JSON = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}


def these(numbers: Iterable[int]) -> RawSQL:
    """Return primary keys as one parameter.

    A file asks for hundreds of them a dozen times over for each batch. As a parameter each they take longer than the
    rows; written into the statement they make another one each time, and the database keeps the last hundred of them.
    """
    return RawSQL(FROM_JSON[connection.vendor], (json.dumps([*numbers]),))  # noqa: S611 - a parameter


def read_rows(numbers: list[int], reading: Reading) -> list[Row]:
    """Return the rows of the cases with these numbers, in this order, in fifteen queries at most.

    Each case is read as it is at the moment: one that was withdrawn since the numbers were found has no row, and one
    whose place was hidden says nothing of it.
    """
    public = Case.objects.public(reading.at).filter(pk__in=these(numbers))
    found = list(public.order_by().values_list("pk", "case_type_id", *_FIELDS))
    kinds = reading.kinds({kind for _number, kind, *_facts in found if kind})
    rows = {number: Row(kinds[kind] if kind else None, None, *facts) for number, kind, *facts in found}
    reading.make_room()
    _add_partners(rows, reading)
    reading.make_room()
    _add_terms(rows, reading)
    for name, facet in FACETS_TOO.items():
        reading.make_room()
        _add_facet(rows, name, facet, reading)
    reading.make_room()
    _add_money(rows)
    _hide_places(rows, public.filter(shown=Shown.NO_PLACE))
    return [rows[number] for number in numbers if number in rows]


def _add_partners(rows: dict[int, Row], reading: Reading) -> None:
    parties = CaseParty.objects.filter(case__in=these(rows)).order_by("position", "pk")
    found = list(parties.values_list("case_id", "organisation_id", "is_home"))
    known = reading.parties({(organisation, is_home) for _case, organisation, is_home in found})
    for number, organisation, is_home in found:
        rows[number].partners.append(known[organisation, is_home])


def _add_terms(rows: dict[int, Row], reading: Reading) -> None:
    """Add the terms of all fields, in the order of their lists: one query."""
    cases, fields = these(rows), {name: _field(name) for name in TERMS}
    links = {name: field.remote_field.through.objects.filter(case__in=cases) for name, field in fields.items()}
    columns = {name: ("case_id", f"{field.m2m_reverse_field_name()}_id") for name, field in fields.items()}
    found = list(_together((name, links[name], columns[name]) for name in TERMS))
    known = reading.terms({(name, term) for name, _case, term in found})
    having: dict[tuple[int, str], list[tuple[int, Named]]] = defaultdict(list)
    for name, number, term in found:
        having[number, name].append(known[name, term])
    for (number, name), terms in having.items():
        if len(terms) > 1:
            terms.sort(key=_place)
        rows[number].terms[name] = [term for _at, term in terms]


def _together(parts: Iterable[tuple[str, Any, Iterable[str]]]) -> Iterable[Any]:
    """Return the columns of several querysets in one query, each row with the name of its part before it."""
    rows = [queryset.order_by().values_list(Value(name, CharField()), *columns) for name, queryset, columns in parts]
    together: Iterable[Any] = rows[0].union(*rows[1:], all=True)
    return together


def _field(name: str) -> Any:
    return Case._meta.get_field(name)


_place = itemgetter(0)


def _add_facet(rows: dict[int, Row], name: str, facet: str, reading: Reading) -> None:
    found = FACET[facet].read(Case.objects.filter(pk__in=these(rows)))
    for number, *facts in sorted(dict.fromkeys(found)):
        rows[number].terms[name].append(reading.other(*facts))


def _add_money(rows: dict[int, Row]) -> None:
    """Add the sum and its currency, and the day of the grant where it is known more exactly than the case itself says.

    A case of which no amount is known has none.
    """
    found: Iterable[tuple[int, str, int, str, date | None]] = (
        Commitment.objects.filter(case__in=these(rows))
        .order_by("pk")
        .values_list("case_id", "kind", "amount", "currency", "committed_on")
    )
    for number, kind, amount, currency, day in found:
        row = rows[number]
        row.granted = (row.granted or 0) + amount
        row.currency = row.currency or currency
        if kind == Commitment.Kind.GRANT and day and len(row.decided) < len(day.isoformat()):
            row.decided = day.isoformat()


def _hide_places(rows: dict[int, Row], hidden: QuerySet[Case]) -> None:
    """Take from the rows of cases whose place is hidden all that could tell it."""
    for case in hidden.select_related("case_type"):
        row = rows[case.pk]
        row.title_sv, row.title_en, row.source = case.public_title_sv, case.public_title_en, ""
        row.partners = [one for one in row.partners if one.is_home]
        row.summary_sv = row.summary_en = ""
        for name in TELLS_PLACE:
            row.terms[name] = []
