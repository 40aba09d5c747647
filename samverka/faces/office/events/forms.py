"""Forms of the events room."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 1000


class CallOffForm(forms.Form):
    """Why an event is called off, in each language in which there is a page about it."""

    reason_en = forms.CharField(
        label=_("Reason in English"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Everybody reads it: on the page of the event, in the letter, and in the calendar file."),
        widget=forms.Textarea({"rows": 3}),
    )
    reason_sv = forms.CharField(
        label=_("Reason in Swedish"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Needed in each language in which there is a page about the event."),
        widget=forms.Textarea({"rows": 3}),
    )
