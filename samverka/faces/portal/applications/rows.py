"""Forms of the sections that consist of rows: activities, team, budget. A row left empty is not kept."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.forms import SectionForm
from samverka.stages.applications.models import TeamMember
from samverka.ui.forms import DayField, MoneyField

MOST_ROWS = 200
EMPTY_ROWS = 3


class RowForm(forms.Form):
    """One row. Nothing in it has to be filled in to be saved; without any of the `telling` fields it is empty."""

    is_draft = True
    telling: ClassVar[tuple[str, ...]] = ()


class Rows(forms.BaseFormSet):
    """Rows in the order in which they stand on the page."""

    row_label: Any = ""
    add_label: Any = ""
    hint: Any = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Call the box that removes a row by what it does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this row")

    def kept(self) -> list[dict[str, Any]]:
        """Return the rows that hold something and were not removed."""
        rows = [form.cleaned_data for form in self.forms if not form.cleaned_data.get("DELETE")]
        telling = self.form.telling
        written = [row for row in rows if any(row.get(field) for field in telling)]
        return [{name: value for name, value in row.items() if name != "DELETE"} for row in written]


class RowsForm(SectionForm):
    """A section of rows: the version, and the rows beside it."""

    row_form: ClassVar[type[RowForm]] = RowForm
    row_label: ClassVar[Any] = ""
    add_label: ClassVar[Any] = ""
    hint: ClassVar[Any] = ""

    def __init__(
        self, data: Any = None, files: Any = None, *, rows: Any = (), row_arguments: Any = None, **more: Any
    ) -> None:
        super().__init__(data, files, **more)
        rows = list(rows)
        factory: Any = forms.formset_factory(
            self.row_form,
            formset=Rows,
            extra=1 if rows else EMPTY_ROWS,
            can_delete=True,
            can_delete_extra=False,
            max_num=MOST_ROWS,
            validate_max=True,
        )
        # What was sent stands for itself: measured against the stored rows, a new row equal to one would be left out.
        initial = rows if data is None else None
        self.rows = factory(data, initial=initial, prefix="rows", form_kwargs=row_arguments or {})
        self.rows.row_label, self.rows.add_label, self.rows.hint = self.row_label, self.add_label, self.hint

    def is_valid(self) -> bool:
        """Ask the rows too, so that all errors are shown at once."""
        return all([super().is_valid(), self.rows.is_valid()])

    def facts(self) -> dict[str, Any]:
        """Return the rows that the action saves."""
        return {"rows": self.rows.kept()}


def _offer(field: Any, records: Iterable[Any]) -> None:
    """Let one of `records`, or none, be chosen; they were read once for all rows."""
    known = {str(one.pk): one for one in records}

    def chosen(value: Any) -> Any:
        if str(value) not in known:
            raise ValueError(value)
        return known[str(value)]

    field.choices = [("", "–"), *((number, one.name) for number, one in known.items())]
    field.coerce = chosen


class ActivityForm(RowForm):
    """Something the partners will do."""

    telling = ("title", "place", "starts_on", "ends_on", "participants")
    title = forms.CharField(label=_("What"), max_length=200, required=False)
    place = forms.CharField(label=_("Where"), max_length=150, required=False)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)
    participants = forms.CharField(label=_("Who takes part"), max_length=200, required=False)


class ActivitiesForm(RowsForm):
    """All activities."""

    row_form = ActivityForm
    row_label = _("Activity")
    add_label = _("Add an activity")


class TeamMemberForm(RowForm):
    """A person in the team."""

    telling = ("name", "title", "unit", "role")
    organisation = forms.TypedChoiceField(label=_("Organisation"), required=False, empty_value=None)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", "–"), *TeamMember.Role.choices], required=False)

    def __init__(self, *given: Any, organisations: Iterable[Any], **more: Any) -> None:
        super().__init__(*given, **more)
        _offer(self.fields["organisation"], organisations)


class TeamForm(RowsForm):
    """The whole team."""

    row_form = TeamMemberForm
    row_label = _("Person")
    add_label = _("Add a person")
    hint = _(
        "A unit is a department or an office. Everybody can read it when the case is public; names of people are not."
    )


class BudgetLineForm(RowForm):
    """A cost."""

    telling = ("category", "description", "unit_amount")
    year = forms.TypedChoiceField(label=_("Accounting year"), coerce=int, initial="1")
    category = forms.TypedChoiceField(label=_("Cost category"), required=False, empty_value=None)
    description = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    quantity = forms.IntegerField(label=_("How many"), min_value=0, max_value=1_000_000, required=False, initial=1)
    unit_amount = MoneyField(label=_("Amount each"), required=False)

    def __init__(self, *given: Any, years: int, categories: Iterable[Any], currency: str, **more: Any) -> None:
        super().__init__(*given, **more)
        fields: Any = self.fields
        fields["year"].choices = [(year, str(year)) for year in range(1, years + 1)]
        _offer(fields["category"], categories)
        fields["quantity"].widget.attrs["data-quantity"] = True
        fields["unit_amount"].currency = currency

    def clean(self) -> dict[str, Any]:
        """Count one of each where no number is given, and nothing where no amount is."""
        cleaned = self.cleaned_data
        if cleaned.get("quantity") is None and "quantity" not in self.errors:
            cleaned["quantity"] = 1
        cleaned["unit_amount"] = cleaned.get("unit_amount") or 0
        return cleaned


class BudgetForm(RowsForm):
    """The whole budget."""

    row_form = BudgetLineForm
    row_label = _("Cost")
    add_label = _("Add a cost")
