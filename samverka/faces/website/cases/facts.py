"""What a case page says beyond the fields of the case: money, period, planned activities, source."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.dateformat import format as date_format

from samverka.faces.website.rows import period_of
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import Case
from samverka.ui.templatetags.ui import day_text


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
    """Return what the partners planned, as submitted and decided on: what, where and when, without names of people."""
    if case.agreement is None:
        return []
    submitted = case.agreement.decision.submission.content.get("activities", [])
    return [
        {"title": one["title"], "place": one["place"], "from": _day(one["starts_on"]), "until": _day(one["ends_on"])}
        for one in submitted
        if one["title"]
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class Source:
    """Where a fact comes from: a link with a readable name, and what is to be found there."""

    url: str
    text: str
    note: str


def source_of(case: Case) -> Source | None:
    """Return the source of the case; an address may be followed by a remark."""
    if not case.source:
        return None
    address, _space, note = case.source.partition(" ")
    if not address.startswith(("https://", "http://")):
        return Source("", case.source, "")
    return Source(address, urlsplit(address).netloc.removeprefix("www."), note)
