"""What a case page says beyond the fields of the case: its words, money, period, activities, results, source."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import CharField, F, Value
from django.utils.dateformat import format as date_format

from samverka.faces.website.rows import addresses, language_beside, other, period_of
from samverka.faces.website.terms.kinds import KIND, Word, title_of
from samverka.ground.common.bilingual import current_language
from samverka.stages.applications.models import TeamMember
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import Case
from samverka.stages.projects.rules import problems_with_particulars
from samverka.stages.reports.models import Report, ReportDocument
from samverka.stages.reports.queries import public_results
from samverka.stages.reports.states import State as ReportState
from samverka.ui.templatetags.ui import day_text

# (kind, field of the case); a target has no page of its own.
TERMS = (
    ("country", "countries"),
    ("area", "areas"),
    ("topic", "topics"),
    ("core_area", "core_areas"),
    ("goal", "goals"),
    ("target", "targets"),
)


def terms_of(case: Case) -> dict[str, list[Word]]:
    """Return the words of a case by their kind, in one query; no countries where the place is hidden."""
    queries = []
    for kind, field in TERMS:
        if kind == "country" and not case.shows_place:
            continue
        links = getattr(Case, field)
        term = links.field.m2m_reverse_field_name()
        named = {name: F(f"{term}__{name}") for name in ("code", "name_sv", "name_en", "position")}
        rows = links.through.objects.filter(case=case).order_by()
        queries.append(rows.values_list(Value(kind, CharField()), *named.values()))
    found: dict[str, list[Word]] = {kind: [] for kind, _field in TERMS}
    here = current_language()
    for kind, code, sv, en, _position in sorted(queries[0].union(*queries[1:], all=True), key=_in_order):
        wanted, fallback = (sv, en) if here == "sv" else (en, sv)
        url = addresses(KIND[kind].page_name)(code) if kind in KIND else ""
        name = title_of(kind, code, wanted or fallback)
        found[kind].append(Word(code, name, url, language="" if wanted else other(here)))
    return found


def _in_order(row: Any) -> Any:
    """Sort words as their lists are: goals and targets by number (4.7 before 4.10), others by position and name."""
    _kind, code, _sv, name_en, position = row
    numbers = [(int(part) if part.isdigit() else 99, part) for part in code.split(".")]
    return (position, numbers, name_en)


@dataclass
class Amounts:
    """Granted and paid, in the smallest unit, each with the dates it is made of."""

    currency: str
    granted: int
    paid: int
    commitments: list[Any]
    payments: list[Any]


def amounts_of(case: Case) -> Amounts | None:
    """Return the money of a case; nothing where no amount is known. Only confirmed payments are shown."""
    commitments = list(case.commitments.all())
    if not commitments:
        return None
    payments = list(Payment.objects.confirmed().filter(case=case).order_by("paid_on", "pk"))
    return Amounts(
        currency=commitments[0].currency,
        granted=sum(one.amount for one in commitments),
        paid=sum(one.amount for one in payments),
        commitments=commitments,
        payments=payments,
    )


def years_of(case: Case) -> str:
    """Return the years of a case of which no days are known."""
    return "" if case.starts_on else period_of(case.start_year, case.end_year)


def decided_day(case: Case) -> str:
    """Return the day, month or year of the decision, as exactly as it is known and no more."""
    text = case.decided_text
    if len(text) < 7:
        return text
    day = date.fromisoformat(f"{text}-01"[:10])
    return day_text(day) if len(text) == 10 else date_format(day, "F Y")


@dataclass
class Activities:
    """What the partners were granted money to do: what lies ahead, and what has had its days. In one language."""

    planned: list[dict[str, Any]]
    past: list[dict[str, Any]]
    language: str

    def __bool__(self) -> bool:
        return bool(self.planned or self.past)


def activities_of(case: Case, on: date) -> Activities:
    """Return the activities as submitted and decided on: what, where and when, without names of people.

    None where the place is hidden: what is done tells where. One without days has had them when the case has ended.
    """
    found = Activities([], [], language_beside(_written(case)))
    for one in _submitted(case).get("activities", []):
        first, last = _day(one["starts_on"]), _day(one["ends_on"]) or _day(one["starts_on"]) or case.ends_on
        row = {"title": one["title"], "place": one["place"], "from": first, "until": _day(one["ends_on"])}
        if is_fit_for_the_public(one["title"], one["place"]):
            (found.past if last and last < on else found.planned).append(row)
    return found


def is_fit_for_the_public(*texts: str) -> bool:
    """Tell whether the first of the texts says something, and none leads to a person."""
    return bool(texts[0].strip()) and not any(
        problem for text in texts for problem in problems_with_particulars("", text)
    )


def _submitted(case: Case) -> dict[str, Any]:
    """Return what was submitted and decided on; nothing where the place is hidden, for all of it can tell the place."""
    if case.agreement is None or not case.shows_place:
        return {}
    content: dict[str, Any] = case.agreement.decision.submission.content
    return content


def _written(case: Case) -> str:
    """Return what the partners wrote freely in one language: enough of it to tell which."""
    content = _submitted(case)
    texts = [content.get("objective", ""), content.get("mutual_learning", "")]
    return " ".join([*texts, *(one["title"] for one in content.get("activities", []))])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class Unit:
    """A part of an organisation that runs the case, with the roles in it. Never the people."""

    name: str
    roles: list[str]
    language: str


def units_of(case: Case) -> dict[str, list[Unit]]:
    """Return by the slug of their organisation the units that run the case, as submitted; none for a hidden place.

    Roles of people whose unit nobody wrote stand under one without a name.
    """
    labels = dict(TeamMember.Role.choices)
    roles: dict[tuple[str, str], dict[str, None]] = {}
    for one in _submitted(case).get("team", []):
        unit = one.get("unit", "")
        name = unit if is_fit_for_the_public(unit) else ""
        if one["role"] in labels:
            roles.setdefault((one["organisation"], name), {})[str(labels[one["role"]])] = None
    found: dict[str, list[Unit]] = {}
    for (slug, name), held in roles.items():
        found.setdefault(slug, []).append(Unit(name, list(held), language_beside(name)))
    return found


@dataclass
class ReportedYear:
    """A year that was reported and accepted, with the texts and files that somebody has cleared for everybody."""

    report: Report
    results: list[tuple[str, str]]
    files: list[ReportDocument]
    language: str


def reported_years(case: Case, at: datetime) -> list[ReportedYear]:
    """Return the accepted reports of a case by year: that they are accepted, and what they cost, is public.

    What they say is not before somebody has cleared it, nor where the place is hidden: it tells of the place.
    """
    if case.agreement is None:
        return []
    accepted = Report.objects.filter(year__case=case, state=ReportState.ACCEPTED)
    reports = list(accepted.select_related("year").prefetch_related("costs").order_by("year__number"))
    files: dict[int, list[ReportDocument]] = {}
    cleared = ReportDocument.objects.public(at).filter(report__year__case=case)
    for one in cleared.select_related("document") if reports else []:
        files.setdefault(one.report_id, []).append(one)
    here = current_language()
    return [
        ReportedYear(
            report,
            public_results(report) if case.shows_place else [],
            files.get(report.pk, []),
            "" if report.public_language == here else report.public_language,
        )
        for report in reports
    ]


@dataclass
class Source:
    """Where a fact comes from: an address with a readable name, or words; `language` is set when not the page's."""

    url: str
    text: str
    note: str
    language: str


def source_of(case: Case) -> Source | None:
    """Return the source of the case, an address with a remark, or words; none where the place is hidden."""
    return source_in(case.source) if case.source and case.shows_place else None


def source_in(text: str) -> Source:
    """Return a source as it was written down: `https://place.example/page (ref 7)`, or words."""
    address, _space, note = text.partition(" ")
    if address.startswith(("https://", "http://")):
        return Source(address, urlsplit(address).netloc.removeprefix("www."), note, language_beside(note))
    return Source("", text, "", language_beside(text))
