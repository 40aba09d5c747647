"""How cases and their years are shown in rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import FOR_APPLICANT as PAYMENT_WORDS
from samverka.stages.payments.states import State as PaymentState
from samverka.stages.projects.models import AccountingYear, Case
from samverka.stages.projects.states import FOR_APPLICANT, State
from samverka.stages.reports.states import FOR_APPLICANT as REPORT_WORDS
from samverka.stages.reports.states import State as ReportState
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, day_text, money_tag

TONES = {State.RECORDED: "neutral", State.RUNNING: "info", State.COMPLETED: "good"}
REPORT_TONES = {ReportState.OPEN: "warn", ReportState.SUBMITTED: "info", ReportState.ACCEPTED: "good"}
PAYMENT_TONES = {PaymentState.ENTERED: "info", PaymentState.CONFIRMED: "good", PaymentState.CANCELLED: "neutral"}


def case_badge(case: Case) -> dict[str, Any]:
    """Return the state of the case in words for the parties."""
    state = State(case.state)
    return {"label": FOR_APPLICANT[state], "tone": TONES[state]}


def next_report(case: Case) -> AccountingYear | None:
    """Return the first year of which the parties still have to send in the report; reads the prefetched years."""
    for year in case.years.all():
        report = getattr(year, "report", None)
        if report is None or report.state == ReportState.OPEN:
            return year
    return None


def case_table(cases: Iterable[Case]) -> Table:
    """Return the table of cases with the report that comes next."""
    columns = [Column(_("Case")), Column(_("Reference")), Column(_("State")), Column(_("Next report due"))]
    rows = []
    for case in cases:
        shown = case_badge(case)
        year = next_report(case)
        address = [case.reference, year.number] if year else []
        rows.append(
            [
                cell(case.title, url=reverse("portal:case", args=[case.reference])),
                cell(case.reference),
                cell(badge(shown["label"], shown["tone"])),
                cell(
                    day_text(year.report_due_on) if year else "–",
                    url=reverse("portal:report", args=address) if year else "",
                ),
            ]
        )
    return Table(_("Cases"), columns, rows)


def report_badge(year: AccountingYear, on: date) -> SafeString | str:
    """Return how far the report of the year is, in words for the parties."""
    report = getattr(year, "report", None)
    if report is None and on < year.starts_on:
        return badge(_("The year has not begun"), "neutral")
    if (report is None or report.state == ReportState.OPEN) and on > year.report_due_on:
        return badge(_("Late"), "bad")
    if report is None:
        return badge(_("Not begun"), "neutral")
    state = ReportState(report.state)
    return badge(REPORT_WORDS[state], REPORT_TONES[state])


def year_table(years: Iterable[AccountingYear], currency: str, on: date) -> Table:
    """Return the accounting years with what was approved, when the report is due and how far it is."""
    columns = [
        Column(_("Report")),
        Column(_("Period")),
        Column(_("Approved"), "number"),
        Column(_("Due")),
        Column(_("State")),
    ]
    rows = [
        [
            cell(
                _("Year %(number)s") % {"number": year.number},
                url=reverse("portal:report", args=[year.case.reference, year.number]),
            ),
            cell(f"{day_text(year.starts_on)} – {day_text(year.ends_on)}"),
            cell(money_tag(sum(line.amount for line in year.lines.all()), currency)),
            cell(day_tag(year.report_due_on)),
            cell(report_badge(year, on)),
        ]
        for year in years
    ]
    return Table(_("Accounting years and reports"), columns, rows)


def payment_table(payments: Iterable[Payment]) -> Table:
    """Return the payments made and about to be made."""
    columns = [Column(_("Day of payment")), Column(_("For year")), Column(_("State")), Column(_("Amount"), "number")]
    rows = [
        [
            cell(day_tag(payment.paid_on)),
            cell(str(payment.report.year.number)),
            cell(badge(PAYMENT_WORDS[PaymentState(payment.state)], PAYMENT_TONES[PaymentState(payment.state)])),
            cell(money_tag(payment.amount, payment.currency)),
        ]
        for payment in payments
    ]
    return Table(_("Payments"), columns, rows)
