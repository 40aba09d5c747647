"""Forms of the cases room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.projects.models import Case, Shown
from samverka.stages.projects.states import State
from samverka.ui.forms import MomentField


class CaseFilter(forms.Form):
    """What the list of cases is narrowed to."""

    q = forms.CharField(
        label=_("Search"), required=False, help_text=_("Title, reference, organisation or place."), max_length=200
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])
    organisation = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    is_draft = True


class TextsForm(forms.ModelForm):
    """The titles, summaries and tags that the public reads."""

    new_tag_en = forms.CharField(
        label=_("New tag in English"),
        help_text=_("Only where no tag above says it. It names no place and no person."),
        required=False,
        max_length=60,
    )
    new_tag_sv = forms.CharField(label=_("New tag in Swedish"), required=False, max_length=60)

    class Meta:
        model = Case
        fields = ["title_en", "title_sv", "summary_en", "summary_sv", "tags"]
        widgets = {
            "summary_en": forms.Textarea({"rows": 6}),
            "summary_sv": forms.Textarea({"rows": 6}),
            "tags": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # Of a case known from public sources there is what they say: a title in one language, often none.
        if self.instance.state == State.RECORDED:
            self.fields["title_en"].required = self.fields["title_sv"].required = False

    def clean(self) -> dict[str, Any]:
        """Keep at least one title where there was one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        had_one = any(self.initial.get(name) for name in ("title_en", "title_sv"))
        if had_one and not self.errors and not (cleaned["title_en"] or cleaned["title_sv"]):
            self.add_error("title_en", _("Write the title in at least one language."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )


class PublicityForm(forms.Form):
    """How much of a case the public sees, why not all of it, and from when."""

    shown = forms.ChoiceField(label=_("What is shown"), choices=Shown.choices, widget=forms.RadioSelect)
    shown_reason = forms.CharField(
        label=_("Why not everything"),
        help_text=_("Only the office reads it. Such as: the partners' safety."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    embargo_until = MomentField(
        label=_("Embargo until"),
        help_text=_("The public sees nothing of the case before this moment. Leave it empty to show it at once."),
        required=False,
    )

    def __init__(self, *given: Any, can_wait: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not can_wait:
            del self.fields["embargo_until"]


class ClearReportForm(forms.Form):
    """What everybody may read of an accepted report, and which of its files they may fetch."""

    language = forms.ChoiceField(label=_("The text on results"), required=False, widget=forms.RadioSelect)
    documents = forms.TypedMultipleChoiceField(
        label=_("Files that everybody may fetch"),
        help_text=_("Open each file first. It must hold no signatures, addresses, account numbers or names of people."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, documents: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        fields: Any = self.fields
        fields["language"].choices = [
            ("", _("The public does not read it")),
            ("sv", _("The public reads it; it is in Swedish")),
            ("en", _("The public reads it; it is in English")),
        ]
        fields["documents"].choices = documents
        if not documents:
            del fields["documents"]


class WithdrawalForm(forms.Form):
    """Why a case is withdrawn, for everybody to read."""

    reason_sv = forms.CharField(label=_("Reason in Swedish"), widget=forms.Textarea({"rows": 3}))
    reason_en = forms.CharField(
        label=_("Reason in English"),
        help_text=_("Everybody can read it, at the address of the case. It names no person."),
        widget=forms.Textarea({"rows": 3}),
    )


class ReturnForm(forms.Form):
    """What the partners are to complete in a report."""

    reason = forms.CharField(
        label=_("What is to be completed"),
        help_text=_("Goes to everybody in the parties. Say what is missing, and where."),
        widget=forms.Textarea({"rows": 6}),
    )
