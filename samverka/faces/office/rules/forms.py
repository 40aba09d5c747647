"""Forms of the rules room: a rule set, its copy, and the rows of its categories, limits and criteria."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import (
    CaseType,
    CostCategory,
    Country,
    Criterion,
    Limit,
    OrganisationType,
    RuleSet,
)
from samverka.ui.forms import DayField, MoneyField


class ByRegion(ModelChoiceIterator):
    """The countries under the names of their regions."""

    def __iter__(self) -> Iterator[Any]:
        """Yield each region with its countries."""
        countries = sorted(self.queryset, key=lambda country: (country.get_region_group_display(), country.name))
        for region, of_region in groupby(countries, key=lambda country: country.get_region_group_display()):
            yield region, [self.choice(country) for country in of_region]


class CountriesField(forms.ModelMultipleChoiceField):
    """Countries to tick, under the names of their regions."""

    widget = forms.CheckboxSelectMultiple
    iterator = ByRegion


class RuleSetForm(forms.ModelForm):
    """The rule set itself; its categories, limits and criteria have pages of their own."""

    valid_from = DayField(label=_("In force from"))
    valid_until = DayField(
        label=_("In force until"), required=False, help_text=_("The last day; empty while it is open.")
    )
    countries = CountriesField(queryset=Country.objects.none(), label=_("Eligible partner countries"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = RuleSet
        fields = [
            "case_type",
            "name_en",
            "name_sv",
            "source",
            "valid_from",
            "valid_until",
            "max_years",
            "min_team_each",
            "assessors_needed",
            "report_days",
            "reports_early",
            "applicant_types",
            "partner_types",
            "countries",
            "appeal_text_en",
            "appeal_text_sv",
        ]
        widgets = {
            "applicant_types": forms.CheckboxSelectMultiple,
            "partner_types": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *given: Any, programmes: list[int], **more: Any) -> None:
        super().__init__(*given, **more)
        shown: dict[str, Any] = self.fields
        shown["case_type"].queryset = CaseType.objects.filter(programme__in=programmes).select_related("programme")
        shown["countries"].queryset = Country.objects.all()
        for name in ("applicant_types", "partner_types"):
            shown[name].queryset = OrganisationType.objects.all()
            shown[name].required = False
        if len(programmes) > 1:
            shown["case_type"].label_from_instance = lambda case_type: f"{case_type.programme}: {case_type}"


class CopyForm(forms.ModelForm):
    """What a copy is called and when it is in force; the rest is taken over, and can be changed afterwards."""

    valid_from = DayField(label=_("In force from"))
    valid_until = DayField(
        label=_("In force until"), required=False, help_text=_("The last day; empty while it is open.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = RuleSet
        fields = ["name_en", "name_sv", "source", "valid_from", "valid_until"]


# --- Rows ------------------------------------------------------------------------------------------------------------


class CategoryRow(forms.ModelForm):
    """A kind of cost; `code` finds it again when it was there before."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CostCategory
        fields = ["code", "name_en", "name_sv"]


class CriterionRow(forms.ModelForm):
    """A question that assessors answer with points."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False)
    max_points = forms.IntegerField(label=_("Most points"), min_value=1, max_value=100, initial=5)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=100, initial=1, help_text=_("A weight of 2 counts twice.")
    )

    class Meta:
        model = Criterion
        fields = ["code", "name_en", "name_sv", "weight", "max_points", "guidance_en", "guidance_sv"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("guidance_en", "guidance_sv")}


class LimitRow(forms.ModelForm):
    """An amount that a budget must not, or should not, exceed."""

    is_draft = True  # what may be left open says so in words of its own
    # What stands in an untouched row is its initial value, by which an empty row at the end is known.
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(Limit.Kind.MAXIMUM, _("Maximum")), (Limit.Kind.GUIDE, _("Guide amount"))],
        initial=Limit.Kind.MAXIMUM,
    )
    scope = forms.ChoiceField(label=_("Applies to"), choices=Limit.Scope, initial=Limit.Scope.YEAR)
    amount = MoneyField(label=_("Amount"))
    parties_from = forms.IntegerField(label=_("From how many parties"), min_value=2, max_value=50, initial=2)

    class Meta:
        model = Limit
        fields = ["kind", "scope", "amount", "region_group", "parties_from", "category", "source"]

    def __init__(self, *given: Any, rule_set: RuleSet, categories: list[tuple[Any, Any]], **more: Any) -> None:
        super().__init__(*given, **more)
        shown: dict[str, Any] = self.fields
        shown["amount"].currency = rule_set.programme.currency
        shown["region_group"].choices = [("", _("all regions")), *Country.RegionGroup.choices]
        shown["category"].queryset = rule_set.categories.all()
        # Read once for all rows: every row would ask for them again.
        shown["category"].choices = [("", _("the whole budget")), *categories]


class Rows(forms.BaseFormSet):
    """Rows that are handed over together; a row that is ticked for removal is left out."""

    row_label: Any = _("Row")
    add_label: Any = _("Add another row")

    @property
    def kept(self) -> list[dict[str, Any]]:
        """Return what each row says, in order, without the empty ones and those to remove."""
        filled = [row for row in self.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        return [{name: value for name, value in row.cleaned_data.items() if name != "DELETE"} for row in filled]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Say what ticking a row for removal does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this row")


def rows_of(row_form: type[forms.BaseForm], row_label: Any, add_label: Any) -> type[Rows]:
    """Return the class of a set of rows, with one empty row at the end."""
    rows: Any = forms.formset_factory(row_form, formset=Rows, extra=1, can_delete=True, max_num=100)
    rows.row_label, rows.add_label = row_label, add_label
    made: type[Rows] = rows
    return made


CategoryRows = rows_of(CategoryRow, _("Cost category"), _("Add a cost category"))
CriterionRows = rows_of(CriterionRow, _("Criterion"), _("Add a criterion"))
LimitRows = rows_of(LimitRow, _("Limit"), _("Add a limit"))
