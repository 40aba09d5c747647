"""Forms of the comments room."""

from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.comments.models import LONGEST_NAME
from samverka.newsroom.comments.rules import LONGEST_COMMENT, LONGEST_WORDS
from samverka.ui.forms import PlainText


class NameForm(forms.Form):
    """The name that readers see."""

    name = forms.CharField(
        label=_("Name shown"),
        max_length=LONGEST_NAME,
        help_text=_("Everybody reads it beside your comments. Your e-mail address is never shown."),
        error_messages={"required": _("Write the name that readers are to see.")},
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )


class CommentForm(NameForm):
    """A comment, and the name that it stands under. `key` lets a second press be known as one."""

    text = PlainText(
        longest=LONGEST_COMMENT,
        is_counted=True,
        label=_("Your comment"),
        help_text=format_lazy("{} {}.", _("Plain text. The most characters:"), LONGEST_COMMENT),
        error_messages={"required": _("Write something before you send it.")},
        widget=forms.Textarea({"rows": 8}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AppealForm(forms.Form):
    """Why a comment should be public after all."""

    appeal = PlainText(
        longest=LONGEST_WORDS,
        is_counted=True,
        label=_("Why the comment does not break the rule"),
        widget=forms.Textarea({"rows": 6}),
    )
