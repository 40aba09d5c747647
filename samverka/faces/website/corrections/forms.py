"""The two fields of the error form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.corrections.rules import LONGEST_TEXT
from samverka.ui.forms import PlainText
from samverka.ui.guard import SlipForm


class ErrorForm(SlipForm):
    """What is wrong, and where an answer goes if one is wanted."""

    purpose = "error report"
    text = PlainText(
        longest=LONGEST_TEXT,
        label=_("What is wrong?"),
        help_text=_(
            "Say what the page says, what would be right, and how you know. Write nothing about other people that is "
            "private: no addresses, no telephone numbers, nothing about health or faith."
        ),
        error_messages={"required": _("Say what is wrong.")},
        widget=forms.Textarea({"rows": 7}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only if you want an answer. It is used for nothing else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
