"""Forms of the corrections room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Programme
from samverka.stages.corrections.models import Correction
from samverka.stages.corrections.states import State

STATES = [("", _("All")), *State.choices]


class ReportFilter(forms.Form):
    """What the list is narrowed by."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


class CorrectionForm(forms.ModelForm):
    """What the log will say, in both languages, and who answers for it where no change of the page is known."""

    is_right_already = forms.BooleanField(
        label=_("The page already says the right thing: it was changed at another time or in another place"),
        error_messages={"required": _("Change the page first, or confirm that it already says the right thing.")},
    )
    what_changed = forms.CharField(
        label=_("What was changed, where and when"),
        help_text=_("Kept in the record of changes; not public."),
        error_messages={"required": _("Say what was changed, where and when.")},
        widget=forms.Textarea({"rows": 2}),
    )

    class Meta:
        model = Correction
        fields = ["title_en", "before_en", "after_en", "title_sv", "before_sv", "after_sv"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("before_en", "after_en", "before_sv", "after_sv")}

    def __init__(self, *given: Any, is_change_known: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if is_change_known:
            del self.fields["is_right_already"], self.fields["what_changed"]


class AnswerForm(forms.Form):
    """Why the page stays as it is."""

    answer = forms.CharField(
        label=_("Why the page stays as it is"),
        help_text=_("Sent to the reader, if an address was given, and shown on the receipt."),
        widget=forms.Textarea({"rows": 6}),
    )


class ReasonForm(forms.Form):
    """Why something is done that no reader is told of."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )


class PassOnForm(ReasonForm):
    """Which office is to answer."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Programme"))
    field_order = ["programme", "reason"]

    def __init__(self, *given: Any, other_than: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["programme"].queryset = Programme.objects.exclude(pk=other_than)  # type: ignore[attr-defined]
