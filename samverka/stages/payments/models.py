"""Payments to the organisation that has the grant."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import format_money
from samverka.stages.organisations.models import Organisation
from samverka.stages.payments.states import MOVES, State
from samverka.stages.projects.models import Case
from samverka.stages.reports.models import Report


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Reads over the payments."""

    def visible_to(self, user: Any) -> "PaymentQuerySet":
        """Return the payments that `user` may see: those of the cases the person works with."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def confirmed(self) -> "PaymentQuerySet":
        """Return the payments that have been made."""
        return self.filter(state=State.CONFIRMED)

    def live(self) -> "PaymentQuerySet":
        """Return the payments made or about to be made."""
        return self.exclude(state=State.CANCELLED)

    def total(self) -> int:
        """Return the sum of the amounts, all of one currency."""
        return self.aggregate(total=models.Sum("amount"))["total"] or 0


class Payment(models.Model):
    """Money that leaves for the organisation with the grant, for the costs of one accepted report."""

    MOVES = MOVES

    key = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text=_("Sent with the form: a repeat makes no second.")
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="payments")
    report = models.ForeignKey(Report, models.PROTECT, related_name="payments")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="payments")
    state = models.CharField(max_length=20, choices=State, default=State.ENTERED)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    paid_on = models.DateField(_("day of payment"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-paid_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=~models.Q(state="cancelled"), name="one_live_payment_for_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case.reference}: {format_money(self.amount, self.currency, current_language())}"

    @property
    def programme_id(self) -> int:
        """Return the number of the programme that pays."""
        return self.case.programme_id
