"""When a payment may be entered, confirmed and cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.dates import today
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import State
from samverka.stages.projects.models import Case
from samverka.stages.projects.queries import granted_amount
from samverka.stages.reports.models import Report
from samverka.stages.reports.queries import accepted_cost
from samverka.stages.reports.states import State as ReportState


@dataclass(frozen=True)
class Proposal:
    """A payment as somebody wants to enter it: smallest units of `currency`, and the day on which it leaves."""

    amount: int
    currency: str
    paid_on: date


def left_of_grant(case: Case) -> int:
    """Return how much of the grant is neither paid nor entered to be paid; below zero after a late reduction."""
    return granted_amount(case) - Payment.objects.live().filter(case=case).total()


def problems_before_paying(report: Report, *, at: datetime) -> list[Problem]:
    """Return why nothing at all can be paid on this report."""
    if report.state != ReportState.ACCEPTED:
        return [Problem(_("The report has not been accepted. Nothing is paid before that."))]
    if Payment.objects.live().filter(report=report).exists():
        return [Problem(_("A payment has already been entered for this report. There is one for each."))]
    return []


def problems_before_entering(report: Report, proposal: Proposal, *, at: datetime) -> list[Problem]:
    """Return everything that stands against this payment."""
    return [
        *problems_before_paying(report, at=at),
        *_problems_with_amount(report, proposal),
        *_problems_with_day(report, proposal),
    ]


def _problems_with_amount(report: Report, proposal: Proposal) -> Iterator[Problem]:
    currency = report.case.currency
    if proposal.currency != currency:
        yield Problem(
            _("The grant is in %(currency)s. Enter the payment in that currency.") % {"currency": currency}, "amount"
        )
        return
    if proposal.amount <= 0:
        yield Problem(_("Write the amount to be paid."), "amount")
    cost = accepted_cost(report)
    if proposal.amount > cost:
        yield Problem(
            _("The accepted costs are %(cost)s. No more than that can be paid on this report.")
            % {"cost": _money(cost, currency)},
            "amount",
        )
    left = left_of_grant(report.case)
    if proposal.amount > left:
        yield Problem(
            _("%(left)s is left of the grant. No more than that can be paid.")
            % {"left": _money(max(left, 0), currency)},
            "amount",
        )


def _problems_with_day(report: Report, proposal: Proposal) -> Iterator[Problem]:
    if report.accepted_at and proposal.paid_on < today(report.accepted_at):
        yield Problem(
            _("The report was accepted on %(day)s. It cannot have been paid before that.")
            % {"day": date_format(today(report.accepted_at), "j F Y")},
            "paid_on",
        )


def problems_before_confirming(payment: Payment, *, at: datetime) -> list[Problem]:
    """Return why the payment cannot be confirmed."""
    if payment.state == State.CONFIRMED:
        return [Problem(_("The payment has already been confirmed."))]
    if payment.state == State.CANCELLED:
        return [Problem(_("The payment has been cancelled."))]
    if payment.paid_on > today(at):
        return [
            Problem(
                _("The day of payment is %(day)s. Confirm it when the money has left, on that day or later.")
                % {"day": date_format(payment.paid_on, "j F Y")}
            )
        ]
    return []


def problems_before_cancelling(payment: Payment, *, at: datetime) -> list[Problem]:
    """Return why the payment cannot be cancelled."""
    if payment.state == State.CONFIRMED:
        return [
            Problem(_("The money has left, so the payment cannot be cancelled. A repayment is a matter of its own."))
        ]
    if payment.state == State.CANCELLED:
        return [Problem(_("The payment has already been cancelled."))]
    return []


def _money(amount: int, currency: str) -> str:
    return format_money(amount, currency, current_language())
