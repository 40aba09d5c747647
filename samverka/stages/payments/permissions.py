"""Who may do what with payments."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.payments.models import Payment
from samverka.stages.reports.models import Report

CONFIRMERS = (Role.Kind.FINANCE, Role.Kind.HEAD)


def can_see_payments(user: Any) -> bool:
    """Everybody in the office sees the payments of its programmes."""
    return bool(user.is_in_office)


def can_see_payment(user: Any, payment: Payment) -> bool:
    """Whoever a payment is visible to may read it."""
    return True


def can_enter_payment(user: Any, report: Report) -> bool:
    """Finance officers enter payments."""
    return bool(user.has_role(Role.Kind.FINANCE, programme=report.case.programme_id))


def can_confirm_payment(user: Any, payment: Payment) -> bool:
    """Another finance officer, or the head of programme, confirms what one person entered."""
    return user.pk != payment.entered_by_id and can_cancel_payment(user, payment)


def can_cancel_payment(user: Any, payment: Payment) -> bool:
    """Finance officers and the head of programme cancel a payment that has not been made."""
    return bool(user.has_role(*CONFIRMERS, programme=payment.case.programme_id))
