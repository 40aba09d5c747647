"""The payments room: list, one payment, entering, confirming and cancelling it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.payments.forms import CancelForm, PaymentFilter, PaymentForm
from samverka.faces.office.payments.tables import payment_badge, payment_table, waiting_table
from samverka.ground.accounts.models import Role
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.stages.payments.actions import SOMEBODY_ELSE, cancel_payment, confirm_payment, enter_payment
from samverka.stages.payments.models import Payment
from samverka.stages.payments.permissions import (
    can_cancel_payment,
    can_confirm_payment,
    can_enter_payment,
    can_see_payment,
    can_see_payments,
)
from samverka.stages.payments.queries import paid_amount, reports_to_pay
from samverka.stages.payments.rules import (
    left_of_grant,
    problems_before_cancelling,
    problems_before_confirming,
    problems_before_paying,
)
from samverka.stages.payments.states import NEXT, State
from samverka.stages.projects.queries import granted_amount
from samverka.stages.reports.models import Report
from samverka.stages.reports.queries import accepted_cost, with_all_parts
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class PaymentList(OfficePage, ListPage):
    allowed = can_see_payments
    heading = _("Payments")
    template_name = "office/payments/payments.html"
    empty_text = _("There is no payment here. One is entered when a report has been accepted.")

    def filters(self) -> PaymentFilter:
        """Return the filter, as it was filled in."""
        return PaymentFilter(self.request.GET)

    def rows(self) -> QuerySet[Payment]:
        payments = Payment.objects.visible_to(self.request.user)
        asked = self.filters()
        if asked.is_valid() and asked.cleaned_data["state"]:
            payments = payments.filter(state=asked.cleaned_data["state"])
        return payments.select_related("case", "payee", "report__year")

    def table(self, rows: Any) -> Any:
        return payment_table(rows)

    def context(self) -> dict[str, Any]:
        may_enter = self.request.user.has_role(Role.Kind.FINANCE)
        waiting = waiting_table(reports_to_pay(self.request.user), may_enter=may_enter)
        return {**super().context(), "filters": self.filters(), "waiting": waiting if waiting.lines else None}


class EnterPayment(OfficePage, FormPage):
    allowed = can_enter_payment
    not_allowed = _("Only finance officers enter payments.")
    records = Report.objects
    by = {"reference": "year__case__reference", "number": "year__number"}
    form_class = PaymentForm
    template_name = "office/payments/enter.html"
    heading = _("Enter the payment")
    submit_label = _("Enter the payment")
    done = _("The payment is entered. A second person confirms it when the money has left.")

    def get_records(self) -> QuerySet[Report]:
        return with_all_parts(Report.objects.all())

    def form_arguments(self) -> dict[str, Any]:
        report = self.record
        amount = min(accepted_cost(report), left_of_grant(report.case))
        initial = {"amount": amount if amount > 0 else None, "paid_on": today(self.at)}
        return {"currency": report.case.currency, "initial": initial}

    def act(self, form: PaymentForm) -> Payment:
        return enter_payment(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: Payment) -> str:
        return reverse("office:payment", args=[result.key])

    def cancel_url(self) -> str:
        return reverse("office:payments")

    def context(self) -> dict[str, Any]:
        report = self.record
        return {
            **super().context(),
            "breadcrumbs": [(_("Payments"), reverse("office:payments"))],
            "problems": self.problems(),
            "cost": accepted_cost(report),
            "granted": granted_amount(report.case),
            "paid": paid_amount(report.case),
        }

    def problems(self) -> list[Problem]:
        """Return why nothing can be paid; shown before anything is typed. After that the action says it."""
        return problems_before_paying(self.record, at=self.at) if self.request.method == "GET" else []


class OnePayment(OfficePage):
    """A page about one payment."""

    records = Payment.objects
    by = {"key": "key"}

    def get_records(self) -> QuerySet[Payment]:
        payments = Payment.objects.select_related(
            "case__programme", "payee", "report__year__case", "entered_by", "confirmed_by"
        )
        return payments.prefetch_related("case__commitments")

    def done_url(self, result: Any) -> str:
        return reverse("office:payment", args=[self.record.key])

    def cancel_url(self) -> str:
        return reverse("office:payment", args=[self.record.key])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Payments"), reverse("office:payments"))]
        if self.request.path != self.cancel_url():
            crumbs.append((self.record.case.reference, self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class PaymentRecord(OnePayment, RecordPage):
    allowed = can_see_payment
    template_name = "office/payments/payment.html"

    def context(self) -> dict[str, Any]:
        payment = self.record
        return {
            **super().context(),
            "heading": _("Payment to %(payee)s") % {"payee": payment.payee.name},
            "badge": payment_badge(payment),
            "lead": NEXT[State(payment.state)],
            "problems": self.problems(),
            "timeline": timeline_of(payment),
            "actions": self.actions(),
        }

    def problems(self) -> list[Problem]:
        """Tell the person who entered the payment why there is no button to confirm it."""
        payment = self.record
        is_own = payment.state == State.ENTERED and payment.entered_by_id == self.request.user.pk
        return [Problem(SOMEBODY_ELSE, is_warning=True)] if is_own else []

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do with the payment as it is now."""
        user, payment = self.request.user, self.record
        if payment.state != State.ENTERED:
            return []
        offered: list[dict[str, Any]] = []
        if can_confirm_payment(user, payment):
            url = reverse("office:payment-confirm", args=[payment.key])
            offered.append({"label": _("Confirm the payment"), "url": url, "is_primary": True})
        if can_cancel_payment(user, payment):
            offered.append({"label": _("Cancel it"), "url": reverse("office:payment-cancel", args=[payment.key])})
        return offered


class ConfirmPayment(OnePayment, ActionPage):
    allowed = can_confirm_payment
    not_allowed = SOMEBODY_ELSE
    action = confirm_payment
    problems = problems_before_confirming
    template_name = "office/payments/confirm.html"
    heading = _("Confirm the payment")
    submit_label = _("The money has left")
    done = _("The payment is confirmed.")
    consequences = [
        _("Everybody in the organisation that is paid gets a letter."),
        _("The payment stands in the sums and in the open data, and can no longer be cancelled."),
    ]


class CancelPayment(OnePayment, ActionPage):
    allowed = can_cancel_payment
    not_allowed = _("Only finance officers and the head of programme cancel payments.")
    action = cancel_payment
    problems = problems_before_cancelling
    form_class = CancelForm
    template_name = "office/payments/confirm.html"
    is_dangerous = True
    heading = _("Cancel the payment")
    submit_label = _("Cancel the payment")
    done = _("The payment is cancelled.")
    consequences = [_("The payment can be entered anew, if it is owed.")]
