"""The rows of a file, read a thousand at a time as plain values: memory stays level, and so do the queries a batch."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from samverka.faces.website.rows import other
from samverka.stages.catalogue.facets import FACET
from samverka.stages.projects.models import Case, CaseParty, Commitment, Shown


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a code that stays and a name in both languages."""

    code: str
    name_sv: str
    name_en: str

    def name(self, language: str) -> str:
        """Return the name in `language`, or in the other one where there is none."""
        return str(getattr(self, f"name_{language}") or getattr(self, f"name_{other(language)}"))


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
_KIND = ("case_type__code", "case_type__name_sv", "case_type__name_en")
TERMS = ("countries", "areas", "topics", "core_areas", "goals", "targets", "tags")
# What the catalogue reads in its own way, by the name of the facet; the file says what the page offers.
FACETS_TOO = {"regions": "region", "networks": "network"}
TELLS_PLACE = ("countries", "tags", *FACETS_TOO)


def read_rows(numbers: list[int], at: datetime) -> list[Row]:
    """Return the rows of the cases with these numbers, in this order, in fifteen queries.

    Each case is read as it is at the moment: one that was withdrawn since the numbers were found has no row, and one
    whose place was hidden says nothing of it.
    """
    public = Case.objects.public(at).filter(pk__in=numbers)
    rows = {}
    for number, *values in public.with_amounts().order_by().values_list("pk", *_FIELDS, *_KIND, "granted_total"):
        *facts, code, name_sv, name_en, granted = values
        kind = Named(code, name_sv, name_en) if code else None
        rows[number] = Row(kind, granted, *facts)
    _add_partners(rows)
    for name in TERMS:
        _add_terms(rows, name)
    for name, facet in FACETS_TOO.items():
        _add_facet(rows, name, facet)
    _add_decisions(rows)
    _hide_places(rows, public.filter(shown=Shown.NO_PLACE))
    return [rows[number] for number in numbers if number in rows]


def _add_partners(rows: dict[int, Row]) -> None:
    named = ("slug", "name_sv", "name_en", "identifier", "country__code")
    fields = [*(f"organisation__{one}" for one in named), "is_home"]
    found = CaseParty.objects.filter(case__in=rows).order_by("position", "pk")
    for number, *facts in found.values_list("case", *fields):
        rows[number].partners.append(Partner(*facts))


def _add_terms(rows: dict[int, Row], name: str) -> None:
    relation: Any = Case._meta.get_field(name)
    to = relation.m2m_reverse_field_name()
    found = relation.remote_field.through.objects.filter(case__in=rows).order_by(f"{to}__position", f"{to}__code")
    for number, *facts in found.values_list("case", f"{to}__code", f"{to}__name_sv", f"{to}__name_en"):
        rows[number].terms[name].append(Named(*facts))


def _add_facet(rows: dict[int, Row], name: str, facet: str) -> None:
    found = FACET[facet].read(Case.objects.filter(pk__in=rows))
    for number, *facts in sorted(dict.fromkeys(found)):
        rows[number].terms[name].append(Named(*facts))


def _add_decisions(rows: dict[int, Row]) -> None:
    """Add the currency, and the day of the grant where it is known more exactly than the case itself says."""
    found: Iterable[tuple[int, str, str, date | None]] = (
        Commitment.objects.filter(case__in=rows).order_by("pk").values_list("case", "kind", "currency", "committed_on")
    )
    for number, kind, currency, day in found:
        row = rows[number]
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
