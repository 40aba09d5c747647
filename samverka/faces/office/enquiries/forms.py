"""Forms of the room of enquiries."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.enquiries.models import Kind
from samverka.stages.enquiries.states import State

ASIDE = "aside"


class EnquiryFilter(forms.Form):
    """What the list is narrowed by."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), (ASIDE, _("All that wait to be looked through")), *State.choices],
        required=False,
    )
    kind = forms.ChoiceField(label=_("About"), choices=[("", _("All")), *Kind.choices], required=False)


class AnswerForm(forms.Form):
    """What the office answers."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Sent by letter, if an address was given, and shown on the receipt."),
        error_messages={"required": _("Write the answer.")},
        widget=forms.Textarea({"rows": 10}),
    )


class ReasonForm(forms.Form):
    """Why something is done that the sender is not told of."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )
