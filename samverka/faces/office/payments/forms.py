"""Forms of the payments room."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.payments.states import State
from samverka.ui.forms import DayField, MoneyField


class PaymentFilter(forms.Form):
    """What the list of payments is narrowed to."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])
    is_draft = True


class PaymentForm(forms.Form):
    """How much is paid, and on which day."""

    amount = MoneyField(label=_("Amount"))
    paid_on = DayField(label=_("Day of payment"), help_text=_("The day on which the money leaves."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *given: Any, currency: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why a payment is cancelled."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )
