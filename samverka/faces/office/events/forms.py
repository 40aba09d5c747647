"""Forms of the events room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 1000


class CallOffForm(forms.Form):
    """Why an event is called off, in each of the `languages` in which there is a page about it."""

    reason_en = forms.CharField(
        label=_("Reason in English"),
        max_length=LONGEST_REASON,
        help_text=_("Everybody reads it: on the page of the event, in the letter, and in the calendar file."),
        widget=forms.Textarea({"rows": 3}),
    )
    reason_sv = forms.CharField(label=_("Reason in Swedish"), max_length=LONGEST_REASON, widget=reason_en.widget)

    def __init__(self, *given: Any, languages: set[str], **more: Any) -> None:
        super().__init__(*given, **more)
        for language in ("en", "sv"):
            self.fields[f"reason_{language}"].required = language in languages
