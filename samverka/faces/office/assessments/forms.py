"""Forms of the assessments room."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import User
from samverka.ui.forms import DayField


class EligibilityForm(forms.Form):
    """Whether the application meets the conditions, and what was found."""

    is_eligible = forms.TypedChoiceField(
        label=_("Does the application meet the conditions of the call?"),
        choices=[("yes", _("Yes, it can be assessed")), ("no", _("No, it is not assessed"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    findings = forms.CharField(
        label=_("Findings"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What you looked at, and which condition is not met. Needed when the answer is no."),
    )


class AskForm(forms.Form):
    """Which assessor is asked, and by when the scores are wanted."""

    assessor = forms.ModelChoiceField(label=_("Assessor"), queryset=User.objects.none(), empty_label=_("Choose"))
    due_on = DayField(label=_("Scores wanted by"))

    def __init__(self, *given: Any, assessors: QuerySet[User], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["assessor"].queryset = assessors  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is asked for once more."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 4}), help_text=_("Goes to the assessor, in these words.")
    )
