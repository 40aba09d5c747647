"""Payments, made by the real actions."""

from uuid import uuid4

from samverka.ground.common.dates import today
from samverka.stages.payments.actions import confirm_payment, enter_payment
from tests.factories import reports
from tests.factories.remembered import remembered


@remembered
def entered(cast, at, report=None, amount=None, **facts):
    """Return the payment that Farid entered for an accepted report: its whole cost, or `amount`."""
    report = report or reports.accepted_report(cast, at, **facts)
    return enter_payment(
        report,
        amount=report.total_cost if amount is None else amount,
        paid_on=today(report.accepted_at),
        key=uuid4(),
        by=cast.farid,
        at=report.accepted_at,
    )


@remembered
def paid(cast, at, report=None, **facts):
    """Return a payment that Helena confirmed."""
    payment = entered(cast, at, report, **facts)
    return confirm_payment(payment, by=cast.helena, at=payment.entered_at)
