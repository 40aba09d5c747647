"""How cases, their years, lines and payments are shown in rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import State as PaymentState
from samverka.stages.projects.models import AccountingYear, Case, Shown
from samverka.stages.projects.states import State
from samverka.stages.reports.states import State as ReportState
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, day_text, money_tag

TONES = {State.RECORDED: "neutral", State.RUNNING: "info", State.COMPLETED: "good"}
REPORT_TONES = {ReportState.OPEN: "neutral", ReportState.SUBMITTED: "warn", ReportState.ACCEPTED: "good"}
PAYMENT_TONES = {PaymentState.ENTERED: "warn", PaymentState.CONFIRMED: "good", PaymentState.CANCELLED: "neutral"}


def case_badge(case: Case) -> dict[str, Any]:
    """Return the state of the case in words."""
    state = State(case.state)
    return {"label": state.label, "tone": TONES[state]}


def publicity_badge(case: Case, at: datetime) -> dict[str, Any]:
    """Return in words what the public sees of the case at that moment."""
    if case.withdrawn_at:
        return {"label": _("Withdrawn"), "tone": "bad"}
    if not case.published_at:
        return {"label": _("Not published"), "tone": "neutral"}
    if case.is_under_embargo(at):
        return {"label": _("Under embargo"), "tone": "warn"}
    labels = {
        Shown.ALL: _("Public"),
        Shown.NO_PLACE: _("Public without its place"),
        Shown.NOTHING: _("Counted, not shown"),
    }
    return {"label": labels[Shown(case.shown)], "tone": "good" if case.shows_place else "info"}


def period_of(case: Case) -> str:
    """Return the period as far as it is known: days, or years, or nothing."""
    if case.starts_on and case.ends_on:
        return f"{day_text(case.starts_on)} – {day_text(case.ends_on)}"
    years = [str(year) for year in (case.start_year, case.end_year) if year]
    return " – ".join(dict.fromkeys(years))


def case_table(cases: Iterable[Case]) -> Table:
    """Return the table of cases; an amount that is not known is left empty."""
    columns = [
        Column(_("Case")),
        Column(_("Reference")),
        Column(_("Parties")),
        Column(_("Years"), "years"),
        Column(_("State")),
        Column(_("Granted"), "number"),
    ]
    rows = []
    for case in cases:
        shown = case_badge(case)
        years = [str(year) for year in (case.start_year, case.end_year) if year]
        public = badge(_("public"), "neutral") if case.is_cleared else ""
        rows.append(
            [
                cell(case.title, url=reverse("office:case", args=[case.reference])),
                cell(case.reference),
                cell(", ".join(organisation.name for organisation in case.organisations)),
                cell("–".join(dict.fromkeys(years))),
                cell(format_html("<span>{} {}</span>", badge(shown["label"], shown["tone"]), public)),
                cell(money_tag(case.granted_total, case.currency)),  # type: ignore[attr-defined]
            ]
        )
    return Table(_("Cases"), columns, rows)


def year_table(years: Iterable[AccountingYear], currency: str) -> Table:
    """Return the accounting years with what was approved, when the report is due and where it is."""
    columns = [
        Column(_("Year")),
        Column(_("Period")),
        Column(_("Approved"), "number"),
        Column(_("Report due")),
        Column(_("Report")),
    ]
    rows = []
    for year in years:
        report = getattr(year, "report", None)
        label = ReportState(report.state).label if report else _("not begun")
        shown = badge(label, REPORT_TONES[ReportState(report.state)] if report else "neutral")
        is_readable = bool(report and report.submitted_at)
        url = reverse("office:report", args=[year.case.reference, year.number]) if is_readable else ""
        rows.append(
            [
                cell(_("Year %(number)s") % {"number": year.number}, url=url),
                cell(f"{day_text(year.starts_on)} – {day_text(year.ends_on)}"),
                cell(money_tag(sum(line.amount for line in year.lines.all()), currency)),
                cell(day_tag(year.report_due_on)),
                cell(shown),
            ]
        )
    return Table(_("Accounting years"), columns, rows)


def line_table(years: Iterable[AccountingYear], currency: str) -> Table:
    """Return the approved budget, line by line."""
    columns = [Column(_("Budget line")), Column(_("Cost category")), Column(_("Year")), Column(_("Amount"), "number")]
    lines = [(year, line) for year in years for line in year.lines.all()]
    rows = [
        [cell(line.description), cell(line.category), cell(str(year.number)), cell(money_tag(line.amount, currency))]
        for year, line in lines
    ]
    total = sum(line.amount for _year, line in lines)
    foot = [cell(_("Sum")), cell(""), cell(""), cell(money_tag(total, currency))]
    return Table(_("Approved budget"), columns, rows, foot)


def payment_table(payments: Iterable[Payment]) -> Table:
    """Return the payments of one case."""
    columns = [Column(_("Payment")), Column(_("For year")), Column(_("State")), Column(_("Amount"), "number")]
    rows = [
        [
            cell(day_tag(payment.paid_on), url=reverse("office:payment", args=[payment.key])),
            cell(str(payment.report.year.number)),
            cell(badge(PaymentState(payment.state).label, PAYMENT_TONES[PaymentState(payment.state)])),
            cell(money_tag(payment.amount, payment.currency)),
        ]
        for payment in payments
    ]
    return Table(_("Payments"), columns, rows)
