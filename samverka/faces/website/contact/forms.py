"""The contact form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.enquiries.models import Kind
from samverka.stages.enquiries.rules import LONGEST_TEXT
from samverka.ui.forms import PlainText
from samverka.ui.guard import ProvenForm


class ContactForm(ProvenForm):
    """What it is about, the message, and where an answer goes."""

    purpose = "contact"
    kind = forms.ChoiceField(
        label=_("What your message is about"),
        choices=[("", _("Choose")), *Kind.choices],
        error_messages={"required": _("Choose what it is about.")},
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=150, error_messages={"required": _("Say in a few words what it is about.")}
    )
    text = PlainText(
        longest=LONGEST_TEXT,
        label=_("Your message"),
        help_text=_("Write nothing about yourself or others that is private and not needed for an answer."),
        error_messages={"required": _("Write your message.")},
        widget=forms.Textarea({"rows": 8}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Used for the answer and nothing else. Without it you read the answer on your receipt."),
        error_messages={"invalid": _("Write an e-mail address such as name@example.org, or leave the field empty.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
