"""What is done with payments: entered by one person, confirmed by another, or cancelled."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.agreements.queries import people_in_office
from samverka.stages.organisations.queries import people_of
from samverka.stages.payments import notices
from samverka.stages.payments.models import Payment
from samverka.stages.payments.permissions import (
    CONFIRMERS,
    can_cancel_payment,
    can_confirm_payment,
    can_enter_payment,
)
from samverka.stages.payments.rules import (
    Proposal,
    problems_before_cancelling,
    problems_before_confirming,
    problems_before_entering,
)
from samverka.stages.payments.states import State
from samverka.stages.projects.models import Case
from samverka.stages.reports.models import Report

SOMEBODY_ELSE = _("Somebody else than the one who entered the payment confirms it: a finance officer or the head.")


@transaction.atomic
def enter_payment(
    report: Report, *, amount: int, paid_on: date, key: Any, by: User, at: datetime, currency: str = ""
) -> Payment:
    """Enter the payment of an accepted report to the party that has the grant, in arrears.

    `amount` is in the smallest unit of `currency`, which is the case's when left out. Who: finance officer. The form's
    `key` makes a repeat return the payment entered first. Tells those who can confirm it.
    """
    require(can_enter_payment(by, report), _("Only finance officers enter payments."))
    # An UPDATE that changes nothing holds the case until the end: of two payments, the later counts the earlier.
    Case.objects.filter(pk=report.case.pk).update(changed_at=F("changed_at"))
    entered = Payment.objects.filter(key=key).first()
    if entered:
        return entered
    report = Report.objects.select_related("year__case__programme").get(pk=report.pk)
    case = report.case
    proposal = Proposal(amount, currency or case.currency, paid_on)
    refuse_if(problems_before_entering(report, proposal, at=at))
    payment = Payment.objects.create(
        key=key,
        case=case,
        report=report,
        payee=case.payee,
        amount=amount,
        currency=proposal.currency,
        paid_on=paid_on,
        entered_by=by,
        entered_at=at,
    )
    record(gettext_noop("Payment entered"), payment, by=by, at=at, amount=amount, paid_on=paid_on)
    others = [one for one in people_in_office(case.programme, *CONFIRMERS, on=today(at)) if one != by]
    post(notices.payment_to_confirm(payment, others), at=at)
    return payment


@transaction.atomic
def confirm_payment(payment: Payment, *, by: User, at: datetime) -> Payment:
    """Confirm that the money has left: from entered to confirmed.

    Who: a finance officer or the head, but not the one who entered it. Tells everybody in the payee, each in the
    person's own language.
    """
    require(can_confirm_payment(by, payment), SOMEBODY_ELSE)
    refuse_if(problems_before_confirming(payment, at=at))
    move(payment, State.CONFIRMED, confirmed_by=by, confirmed_at=at)
    record(gettext_noop("Payment confirmed"), payment, by=by, at=at, amount=payment.amount)
    Case.objects.filter(pk=payment.case_id).update(changed_at=at)
    post(notices.payment_made(payment, people_of([payment.payee_id], today(at))), at=at)
    return payment


@transaction.atomic
def cancel_payment(payment: Payment, *, reason: str, by: User, at: datetime) -> Payment:
    """Cancel a payment that has not been made: from entered to cancelled. The report can then be paid anew.

    Who: finance officer, head. Tells nobody: the reason stands in the record of changes.
    """
    require(can_cancel_payment(by, payment))
    refuse_if(problems_before_cancelling(payment, at=at))
    move(payment, State.CANCELLED)
    record(gettext_noop("Payment cancelled"), payment, by=by, at=at, reason=reason)
    return payment
