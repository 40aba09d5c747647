"""How payments, and reports that wait for one, are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import State
from samverka.stages.reports.models import Report
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, money_tag

TONES = {State.ENTERED: "warn", State.CONFIRMED: "good", State.CANCELLED: "neutral"}


def payment_badge(payment: Payment) -> dict[str, Any]:
    """Return the state of the payment in words."""
    state = State(payment.state)
    return {"label": state.label, "tone": TONES[state]}


def payment_table(payments: Iterable[Payment]) -> Table:
    """Return the table of payments."""
    columns = [
        Column(_("Case")),
        Column(_("To")),
        Column(_("Day of payment")),
        Column(_("State")),
        Column(_("Amount"), "number"),
    ]
    rows = []
    for payment in payments:
        shown = payment_badge(payment)
        name = _("%(reference)s, year %(year)s") % {
            "reference": payment.case.reference,
            "year": payment.report.year.number,
        }
        rows.append(
            [
                cell(name, url=reverse("office:payment", args=[payment.key])),
                cell(payment.payee.name),
                cell(day_tag(payment.paid_on)),
                cell(badge(shown["label"], shown["tone"])),
                cell(money_tag(payment.amount, payment.currency)),
            ]
        )
    return Table(_("Payments"), columns, rows)


def waiting_table(reports: Iterable[Report], *, may_enter: bool) -> Table:
    """Return the accepted reports for which no payment is entered."""
    columns = [Column(_("Case")), Column(_("To")), Column(_("Accepted")), Column(_("Accepted costs"), "number")]
    if may_enter:
        columns.append(Column(""))
    rows = []
    for report in reports:
        address = [report.case.reference, report.year.number]
        name = _("%(reference)s, year %(year)s") % {"reference": report.case.reference, "year": report.year.number}
        line = [
            cell(name, url=reverse("office:report", args=address)),
            cell(report.case.payee.name),
            cell(day_tag(report.accepted_at)),
            cell(money_tag(report.total_cost, report.case.currency)),
        ]
        if may_enter:
            line.append(cell(_("Enter the payment"), url=reverse("office:payment-new", args=address)))
        rows.append(line)
    return Table(_("Accepted reports to be paid"), columns, rows)
