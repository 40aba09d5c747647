"""Forms of the assessments room."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Criterion
from samverka.stages.assessments.rules import Points


class DeclarationForm(forms.Form):
    """Whether the assessor has a conflict of interest, and which."""

    answer = forms.ChoiceField(
        label=_("Do you have a conflict of interest?"),
        choices=[
            ("no", _("No, I have no conflict of interest")),
            ("yes", _("Yes, or others could see it that way")),
        ],
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label=_("What is it?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed when you answer yes. A few words are enough. Only the programme office reads them."),
    )

    def clean_conflict(self) -> str:
        """Ask for the words where there is a conflict."""
        words: str = self.cleaned_data["conflict"]
        if self.cleaned_data.get("answer") == "yes" and not words.strip():
            raise forms.ValidationError(_("Write in a few words what the conflict of interest is."))
        return words


class ScoreForm(forms.Form):
    """Points and a comment for each criterion, all of which may wait; and advice to the office."""

    is_draft = True

    def __init__(self, *given: Any, criteria: Iterable[Criterion], **more: Any) -> None:
        super().__init__(*given, **more)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            choices = [("", "–"), *((points, points) for points in range(criterion.max_points + 1))]
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=_("Points, from 0 to %(most)s") % {"most": criterion.max_points},
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Comment"), required=False, widget=forms.Textarea({"rows": 3})
            )
        self.fields["advice"] = forms.CharField(
            label=_("Advice to the office"),
            required=False,
            widget=forms.Textarea({"rows": 4}),
            help_text=_("For example: what to ask the partners for, or whether a smaller amount would do. Optional."),
        )

    @property
    def groups(self) -> Iterator[tuple[Criterion, Any, Any]]:
        """Yield each criterion with its two fields."""
        for criterion in self.criteria:
            yield criterion, self[f"points_{criterion.pk}"], self[f"comment_{criterion.pk}"]

    def scores(self) -> dict[int, Points]:
        """Return what was given, by the number of the criterion."""
        given = self.cleaned_data
        return {one.pk: Points(given[f"points_{one.pk}"], given[f"comment_{one.pk}"]) for one in self.criteria}
