"""What a case page says beyond the fields of the case: its words, money, period, activities, results, source."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import CharField, F, Value
from django.utils.dateformat import format as date_format

from samverka.faces.website.rows import addresses, other, period_of
from samverka.faces.website.terms.kinds import KIND, Word, title_of
from samverka.ground.common.bilingual import current_language
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import Case
from samverka.stages.reports.models import Report
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


def planned_activities(case: Case) -> list[dict[str, Any]]:
    """Return what the partners planned, as submitted and decided on: what, where and when, without names of people.

    Nothing where the place is hidden: what is done tells where.
    """
    if case.agreement is None or not case.shows_place:
        return []
    submitted = case.agreement.decision.submission.content.get("activities", [])
    return [
        {"title": one["title"], "place": one["place"], "from": _day(one["starts_on"]), "until": _day(one["ends_on"])}
        for one in submitted
        if one["title"]
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def accepted_reports(case: Case) -> list[Report]:
    """Return the accepted reports of a case by year, with their costs: that they are accepted is public.

    What they say is not: partners write it for the office, and nobody has cleared it for everybody.
    """
    if case.agreement is None:
        return []
    accepted = Report.objects.filter(year__case=case, state=ReportState.ACCEPTED)
    return list(accepted.select_related("year").prefetch_related("costs").order_by("year__number"))


@dataclass
class Source:
    """Where a fact comes from: a link with a readable name, and what is to be found there."""

    url: str
    text: str
    note: str


def source_of(case: Case) -> Source | None:
    """Return the source of the case, an address with a remark, or words; none where the place is hidden."""
    if not case.source or not case.shows_place:
        return None
    address, _space, note = case.source.partition(" ")
    if not address.startswith(("https://", "http://")):
        return Source("", case.source, "")
    return Source(address, urlsplit(address).netloc.removeprefix("www."), note)
