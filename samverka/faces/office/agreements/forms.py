"""Forms of the agreements room."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DraftForm(forms.Form):
    """In which language the agreement is written."""

    language = forms.ChoiceField(
        label=_("Language of the agreement"),
        choices=settings.LANGUAGES,
        help_text=_("The parties sign one text. Choose the language that all of them read."),
    )


class RecallForm(forms.Form):
    """Why an agreement is called back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Goes to those who were asked to sign."), widget=forms.Textarea({"rows": 3})
    )


class SignForm(forms.Form):
    """That the person has read the text, and which text that was."""

    content_hash = forms.CharField(widget=forms.HiddenInput, required=False)
    has_read = forms.BooleanField(label=_("I have read the agreement and sign it."))
