"""Forms of the cases room."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.projects.models import CaseLine
from samverka.stages.reports.actions import Cost
from samverka.stages.reports.models import Report
from samverka.stages.reports.queries import heading_of
from samverka.stages.reports.rules import NARRATIVE
from samverka.ui.forms import MoneyField

HINTS = {
    "done": _("Visits, workshops, meetings: what, where, when and with whom."),
    "individual_results": _("What people have learned, or do differently."),
    "organisational_results": _("What has changed in how your organisations work."),
    "societal_results": _("What residents notice, if anything yet."),
    "deviations": _("Leave it empty if all went as planned."),
}
NEEDED = ("done", "organisational_results")


@dataclass(frozen=True)
class LineFields:
    """A line of the approved budget with the two fields in which it is reported."""

    line: CaseLine
    cost: forms.BoundField
    note: forms.BoundField


class ReportForm(forms.Form):
    """The report of one year: five texts, and for each line of the approved budget a cost and a note.

    It demands nothing: a half-written report is saved as it is. What is missing is said when it is sent in.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_draft = True

    def __init__(self, *given: Any, lines: list[CaseLine], currency: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.lines = lines
        for name in NARRATIVE:
            label = heading_of(name)
            self.fields[name] = forms.CharField(
                label=label, help_text=HINTS[name], required=False, widget=forms.Textarea({"rows": 5})
            )
        for line in lines:
            name = f"{line.description}, {line.category}"
            cost = MoneyField(label=_("Cost: %(line)s") % {"line": name}, required=False, currency=currency)
            cost.widget.attrs["aria-label"] = cost.label
            note = forms.CharField(label=_("Remark: %(line)s") % {"line": name}, required=False, max_length=300)
            note.widget.attrs["aria-label"] = note.label
            self.fields[f"cost_{line.pk}"], self.fields[f"note_{line.pk}"] = cost, note

    def clean_version(self) -> int:
        """Refuse a number that no report can have been saved."""
        version: int = self.cleaned_data["version"]
        return max(version, 0)

    def texts_fields(self) -> Iterator[forms.BoundField]:
        """Return the fields of the narrative."""
        return (self[name] for name in NARRATIVE)

    def line_fields(self) -> list[LineFields]:
        """Return the budget lines with their fields."""
        return [LineFields(line, self[f"cost_{line.pk}"], self[f"note_{line.pk}"]) for line in self.lines]

    def texts(self) -> dict[str, str]:
        """Return the narrative as written."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in NARRATIVE}

    def costs(self) -> dict[int, Cost]:
        """Return the cost of each line as written."""
        cleaned = self.cleaned_data
        return {line.pk: Cost(cleaned[f"cost_{line.pk}"], cleaned[f"note_{line.pk}"]) for line in self.lines}


def initial_of(report: Report | None) -> dict[str, Any]:
    """Return what stands in the form of `report` before anything is typed."""
    if report is None:
        return {"version": 0}
    initial: dict[str, Any] = {"version": report.version, **{name: getattr(report, name) for name in NARRATIVE}}
    for cost in report.costs.all():
        initial[f"cost_{cost.line_id}"], initial[f"note_{cost.line_id}"] = cost.amount, cost.note
    return initial


class SubmitForm(forms.Form):
    """Nothing to fill in; the key makes a second click send nothing a second time."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FileForm(forms.Form):
    """A file for a report."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, or a document or spreadsheet: for example the auditor's certificate."),
    )
