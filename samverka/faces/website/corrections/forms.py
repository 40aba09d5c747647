"""The two fields of the error form."""

import re

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from samverka.stages.corrections.rules import LONGEST_TEXT

# Control characters but tab and new line: nobody types them, and databases refuse some.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class PlainText(forms.CharField):
    """Text over several lines. What is too long is refused with its length, and not cut while it is typed."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        sentence = _("Keep it to %(limit_value)s characters. It has %(show_value)s.")
        self.validators.append(MaxLengthValidator(longest, sentence))

    def to_python(self, value: object) -> str:
        """Return the text with plain line ends and without characters that cannot be seen."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return _UNPRINTABLE.sub("", text).strip()


class ErrorForm(forms.Form):
    """What is wrong, and where an answer goes if one is wanted."""

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
    slip = forms.CharField(widget=forms.HiddenInput, required=False)
