"""The form that narrows the list of messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

STATES = [
    ("", _("all")),
    ("sent", _("sent")),
    ("waiting", _("on the way")),
    ("failed", _("not taken by the mail server")),
]


class MessageFilter(forms.Form):
    """Which messages to show."""

    q = forms.CharField(label=_("Address or subject"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
