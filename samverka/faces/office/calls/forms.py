"""Forms of the calls room."""

from datetime import datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.dates import end_of_day
from samverka.ground.programme.models import Programme, RuleSet
from samverka.stages.calls.models import Call
from samverka.ui.forms import DayField, MoneyField


class CallForm(forms.ModelForm):
    """A call: texts in both languages, its window as days in the programme's time zone, and its money."""

    opens_on = DayField(label=_("First day"), help_text=_("The call opens as this day begins."))
    closes_on = DayField(label=_("Last day"), help_text=_("The call closes as this day ends."))
    decision_on = DayField(label=_("Day of decision"), help_text=_("When applicants can expect to hear."))
    budget_amount = MoneyField(label=_("Budget"), help_text=_("What can be granted in this call."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = Call
        fields = ["rule_set", "title_sv", "title_en", "summary_sv", "summary_en"]

    field_order = [
        "rule_set",
        "title_en",
        "title_sv",
        "summary_en",
        "summary_sv",
        "opens_on",
        "closes_on",
        "decision_on",
        "budget_amount",
    ]

    def __init__(self, *given: Any, programmes: list[int], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["rule_set"].queryset = RuleSet.objects.of_programmes(programmes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the two days into moments: the first second of the one and the last of the other."""
        cleaned = super().clean() or self.cleaned_data
        rules = cleaned.get("rule_set")
        programme: Programme | None = rules.programme if rules else None
        zone = programme.time_zone if programme else "UTC"
        if cleaned.get("opens_on"):
            cleaned["opens_at"] = datetime.combine(cleaned.pop("opens_on"), time(), tzinfo=ZoneInfo(zone))
        if cleaned.get("closes_on"):
            cleaned["closes_at"] = end_of_day(cleaned.pop("closes_on"), zone)
        return cleaned


class ExtendForm(forms.Form):
    """A later last day, and why."""

    closes_on = DayField(label=_("New last day"))
    reason = forms.CharField(label=_("Reason"), help_text=_("Kept in the record of changes."))


class CancelForm(forms.Form):
    """Why a call is cancelled."""

    reason = forms.CharField(label=_("Reason"), help_text=_("Kept in the record of changes."))
