"""Forms of the comments room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.comments.models import Comment, Rule
from samverka.newsroom.comments.queries import rules_in_force
from samverka.newsroom.comments.states import State

TO_LOOK_AT = "to-look-at"
SHOWN = [(TO_LOOK_AT, _("To look at")), *State.choices, ("all", _("All"))]


class CommentFilter(forms.Form):
    """Which comments the list shows."""

    state = forms.ChoiceField(label=_("State"), choices=SHOWN, required=False)


class RemoveForm(forms.Form):
    """For which of the published rules a comment is removed, what the author is told besides, and what goes with it."""

    rule = forms.ModelChoiceField(
        Rule.objects.none(),
        label=_("Which rule does it break?"),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("Readers see this in place of the comment, and the author reads it."),
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    words = forms.CharField(
        label=_("To the author"),
        required=False,
        max_length=1000,
        help_text=_("Goes into the letter. Not public."),
        widget=forms.Textarea({"rows": 4}),
    )
    also = forms.ModelMultipleChoiceField(
        Comment.objects.none(),
        label=_("Remove these too, for the same rule"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, alike: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["rule"].queryset = rules_in_force()  # type: ignore[attr-defined]
        self.fields["also"].queryset = alike  # type: ignore[attr-defined]
        self.fields["also"].label_from_instance = lambda one: f"{one.author.name}: {one.text}"  # type: ignore[attr-defined]
        if not alike:
            del self.fields["also"]


class AppealDecisionForm(forms.Form):
    """Whether the author is right, and why."""

    is_granted = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("The comment is public again")), ("no", _("The comment stays removed"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=_("Your reasons"),
        max_length=2000,
        help_text=_("Sent to the author."),
        widget=forms.Textarea({"rows": 5}),
    )
