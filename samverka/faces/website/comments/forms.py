"""Reporting a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.comments.models import Rule
from samverka.newsroom.comments.queries import rules_in_force
from samverka.newsroom.comments.rules import LONGEST_WORDS
from samverka.ui.forms import PlainText
from samverka.ui.guard import SlipForm


class ReportForm(SlipForm):
    """Which rule a comment breaks, and why."""

    purpose = "report of a comment"
    rule = forms.ModelChoiceField(
        Rule.objects.none(),
        label=_("Which rule does it break?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    words = PlainText(
        longest=LONGEST_WORDS,
        label=_("What should the editor know?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["rule"].queryset = rules_in_force()  # type: ignore[attr-defined]
