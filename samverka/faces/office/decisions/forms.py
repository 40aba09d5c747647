"""Forms of the decisions room."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.rules import Proposal
from samverka.stages.decisions.states import State
from samverka.ui.forms import DayField, MomentField, MoneyField

TEXTS = {
    "reasons_sv": (_("Reasons in Swedish"), True),
    "reasons_en": (_("Reasons in English"), True),
    "conditions_sv": (_("Conditions in Swedish, if there are any"), False),
    "conditions_en": (_("Conditions in English, if there are any"), False),
}


def outcomes() -> list[tuple[str, str]]:
    """Return the outcomes, each beginning with a capital."""
    return [(value, capfirst(str(label))) for value, label in Decision.Outcome.choices]


class SeenField(forms.CharField):
    """When the decision that is shown was prepared: tells whether it was changed while it was being read."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        """Write the moment whole, to the last digit."""
        return value.isoformat() if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """Read the moment."""
        try:
            return datetime.fromisoformat(str(value)) if value else None
        except ValueError as problem:
            raise ValidationError(_("Load the page again.")) from problem


class ProposalForm(forms.Form):
    """What is to be decided, with a day for the report of each accounting year of the application's period."""

    is_draft = True  # What may be left empty depends on the outcome, and stands in the labels.

    outcome = forms.ChoiceField(label=_("Outcome"), choices=outcomes, widget=forms.RadioSelect)
    amount = MoneyField(
        label=_("Amount granted"), required=False, help_text=_("Leave it empty when no grant is given.")
    )
    seen_at = SeenField(required=False)

    def __init__(self, *given: Any, currency: str, years: Mapping[int, tuple[date, date]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]
        for name, (label, is_required) in TEXTS.items():
            area = forms.Textarea({"rows": 5, "lang": name[-2:]})
            self.fields[name] = forms.CharField(label=label, required=is_required, widget=area)
        self.fields["reasons_sv"].help_text = _("Each party reads the reasons in its own language.")
        self.years = years
        for year, (_starts_on, ends_on) in years.items():
            self.fields[f"due_{year}"] = DayField(
                label=_("Report of year %(year)s due by") % {"year": year},
                help_text=_("The year ends on %(day)s. Not used when no grant is given.")
                % {"day": date_format(ends_on, "j F Y")},
                required=False,
            )

    def proposal(self) -> Proposal:
        """Return what was chosen; without a grant there is no amount, no condition and no report."""
        chosen = self.cleaned_data
        if chosen["outcome"] != Decision.Outcome.APPROVED:
            return Proposal(chosen["outcome"], reasons_sv=chosen["reasons_sv"], reasons_en=chosen["reasons_en"])
        due = {year: chosen[f"due_{year}"] for year in self.years if chosen[f"due_{year}"]}
        texts = {name: chosen[name] for name in TEXTS}
        return Proposal(chosen["outcome"], chosen["amount"] or 0, **texts, report_due=due)


class SeenForm(forms.Form):
    """Nothing to fill in, but what was seen."""

    seen_at = SeenField()


class SendBackForm(forms.Form):
    """Why a decision is sent back."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 4}), help_text=_("Goes to the one who prepared it.")
    )


class EmbargoForm(forms.Form):
    """From when the public may read what is drafted."""

    out_at = MomentField(
        label=_("Public from"),
        required=False,
        help_text=_(
            "Nobody reads it before, also when it is published earlier. Empty: from when an editor publishes it."
        ),
    )


class DecisionFilter(forms.Form):
    """Narrows the list of decisions."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), required=False, empty_label=_("All"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *State.choices], required=False)

    def __init__(self, *given: Any, calls: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
