"""What a person says who registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.ui.guard import SlipForm


class RegistrationForm(SlipForm):
    """A name, an address for the letter, and where the person comes from."""

    purpose = "event registration"
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The letter with your place goes there."),
        error_messages={"required": _("Write your e-mail address: the letter with your place goes there.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
