"""Forms of the applications room."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.applications.states import State
from samverka.ui.forms import DayField

STATES = [
    ("", _("All")),
    (State.SUBMITTED, State.SUBMITTED.label),
    ("returned", _("With the parties for completion")),
    ("decided", _("Decided")),
    (State.WITHDRAWN, State.WITHDRAWN.label),
]


class Filters(forms.Form):
    """What the list is narrowed by. A value that is not known narrows nothing."""

    q = forms.CharField(label=_("Title, reference or organisation"), required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *given: Any, calls: Iterable[Any], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["call"].choices = [("", _("All")), *((one.slug, one.title) for one in calls)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """Return what is asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReturnForm(forms.Form):
    """What is to be completed, and until when."""

    reason = forms.CharField(
        label=_("What is to be completed"),
        widget=forms.Textarea,
        help_text=_("Sent to everybody in the organisations as you write it here."),
    )
    due_on = DayField(label=_("Last day"), help_text=_("They can send it in again until this day ends."))
