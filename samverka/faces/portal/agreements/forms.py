"""Forms of the agreements room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.organisations.models import Organisation


class SignForm(forms.Form):
    """For which party the person signs, that the text has been read, and which text that was."""

    organisation = forms.ModelChoiceField(
        label=_("For"), queryset=Organisation.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    content_hash = forms.CharField(widget=forms.HiddenInput, required=False)
    has_read = forms.BooleanField(label=_("I have read the agreement and sign it."))

    def __init__(self, *given: Any, parties: list[Organisation], **more: Any) -> None:
        super().__init__(*given, **more)
        chosen = Organisation.objects.filter(pk__in=[party.pk for party in parties])
        self.fields["organisation"].queryset = chosen  # type: ignore[attr-defined]
