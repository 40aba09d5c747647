"""Forms of the cases room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.projects.models import Case
from samverka.stages.projects.states import State


class CaseFilter(forms.Form):
    """What the list of cases is narrowed to."""

    q = forms.CharField(
        label=_("Search"), required=False, help_text=_("Title, reference, organisation or place."), max_length=200
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])
    organisation = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    is_draft = True


class TextsForm(forms.ModelForm):
    """The titles and summaries that the public reads."""

    class Meta:
        model = Case
        fields = ["title_en", "title_sv", "summary_en", "summary_sv"]
        widgets = {"summary_en": forms.Textarea({"rows": 6}), "summary_sv": forms.Textarea({"rows": 6})}


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )


class ReturnForm(forms.Form):
    """What the partners are to complete in a report."""

    reason = forms.CharField(
        label=_("What is to be completed"),
        help_text=_("Goes to everybody in the parties. Say what is missing, and where."),
        widget=forms.Textarea({"rows": 6}),
    )
