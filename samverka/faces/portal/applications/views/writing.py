"""Writing an application: one page for each section, saved on its own."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.portal.applications.forms import FocusForm, SectionForm, SummaryForm
from samverka.faces.portal.applications.rows import ActivitiesForm, BudgetForm, TeamForm
from samverka.faces.portal.applications.shown import address, steps_of
from samverka.faces.portal.applications.views.one import OneApplication
from samverka.ground.common.dates import accounting_years
from samverka.ground.common.refusals import Problem, Refused, stopping
from samverka.stages.applications.actions import (
    Overtaken,
    save_activities,
    save_budget,
    save_focus,
    save_summary,
    save_team,
)
from samverka.stages.applications.models import Application, Section
from samverka.stages.applications.permissions import can_edit_application
from samverka.stages.applications.queries import budget_totals
from samverka.stages.applications.rules import measures, problems_with_content
from samverka.stages.applications.states import State
from samverka.ui.pages import FormPage
from samverka.ui.reading import budget_in_short, part_of


class WriteSection(OneApplication, FormPage):
    """A section. Who comes second sees both texts and chooses; nothing is overwritten unseen."""

    allowed = can_edit_application
    not_allowed = _("Only the coordinators of the parties write the application.")
    section: ClassVar[Section]
    save: ClassVar[Any]
    form_class: ClassVar[type[SectionForm]]
    template_name = "portal/applications/section.html"
    overtaken: Overtaken | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Draw the section under its own name."""
        self.heading = self.section.label
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the section; one that has been sent in can only be read."""
        if self.record.state != State.DRAFT:
            return redirect(f"{address('application-read', self.record)}#part-{self.section}")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {"version": self.version}

    def version(self) -> int:
        """Return how often the section has been saved; a form that was sent carries its own, and does not ask."""
        return self.record.section_versions.get(section=self.section).version

    def act(self, form: SectionForm) -> Application:
        try:
            saved: Application = type(self).save(
                self.record,
                version=form.cleaned_data["version"],
                by=self.request.user,
                at=self.at,
                **form.facts(),
            )
        except Refused as refused:
            self.record = self.get_records().get(
                pk=self.record.pk
            )  # Nothing was saved: the page around the form shows what is.
            if isinstance(refused, Overtaken):
                self.overtaken = refused
                form.is_saved_against(refused.latest.version)
            raise
        return saved

    def explain(self, form: SectionForm, problems: list[Problem]) -> None:
        """Say it at the top; where somebody was first, the page shows both texts there."""
        if self.overtaken is None:
            super().explain(form, problems)

    def get_done(self, result: Application) -> Any:
        """Say that it is saved, and what in it still stands in the way of sending in."""
        unfinished = [one for one in stopping(problems_with_content(result)) if one.where == self.section]
        if not unfinished:
            return super().get_done(result)
        sentence = ngettext(
            "Saved. Before the application can be sent in, one thing remains in “%(section)s”: %(problems)s",
            "Saved. Before the application can be sent in, %(n)s things remain in “%(section)s”: %(problems)s",
            len(unfinished),
        )
        problems = " ".join(str(one) for one in unfinished)
        return sentence % {"n": len(unfinished), "section": self.section.label, "problems": problems}

    def get_keep(self) -> str:
        return f"application-{self.record.reference}-{self.section}"

    def done_url(self, result: Application) -> str:
        """Stay, or go on with the next section; after the last, to the application."""
        if "go_on" not in self.request.POST:
            return address("application-section", self.record, self.section)
        following = list(Section)[list(Section).index(self.section) + 1 :]
        return address("application-section", self.record, following[0]) if following else super().done_url(result)

    def context(self) -> dict[str, Any]:
        application = self.record
        problems = problems_with_content(application)
        return {
            **super().context(),
            "steps": steps_of(application, self.request.user, current=self.section),
            "problems": [problem for problem in problems if problem.where == self.section],
            "is_signed": bool(application.valid_signatures),
            "overtaken": self.overtaken,
            **self.both_texts(),
        }

    def both_texts(self) -> dict[str, Any]:
        """Return what the other one wrote and what was typed here, when somebody was first."""
        if self.overtaken is None:
            return {}
        whole = self.record.content
        return {
            "theirs": part_of(self.section, {**whole, **self.overtaken.theirs}),
            "yours": part_of(self.section, {**whole, **self.overtaken.yours}),
        }


class WriteSummary(WriteSection):
    section = Section.SUMMARY
    form_class = SummaryForm
    save = save_summary

    def initial(self) -> dict[str, Any]:
        texts = [name for name in SummaryForm.base_fields if name != "version"]
        return {**super().initial(), **{name: getattr(self.record, name) for name in texts}}


class WriteFocus(WriteSection):
    section = Section.FOCUS
    form_class = FocusForm
    save = save_focus
    template_name = "portal/applications/focus.html"

    def initial(self) -> dict[str, Any]:
        content, terms = self.record.content, [name for name in FocusForm.base_fields if name != "version"]
        return {**super().initial(), **{name: [term["code"] for term in content[name]] for name in terms}}


class WriteRows(WriteSection):
    """A section of rows, read from the table that `rows_name` names."""

    rows_name = ""
    row_fields: ClassVar[tuple[str, ...]] = ()

    def form_arguments(self) -> dict[str, Any]:
        stored = getattr(self.record, self.rows_name).values(*self.row_fields)
        return {**super().form_arguments(), "rows": stored, "row_arguments": self.row_arguments()}

    def row_arguments(self) -> dict[str, Any]:
        """Return what each row's form is made with."""
        return {}

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        """Show the rows below the form's own field."""
        return super().draw(status, formsets=[more["form"].rows], **more)


class WriteActivities(WriteRows):
    section = Section.ACTIVITIES
    form_class = ActivitiesForm
    save = save_activities
    rows_name = "activities"
    row_fields = ("title", "place", "starts_on", "ends_on", "participants")


class WriteTeam(WriteRows):
    section = Section.TEAM
    form_class = TeamForm
    save = save_team
    rows_name = "team"
    row_fields = ("organisation", "name", "title", "unit", "role")

    def row_arguments(self) -> dict[str, Any]:
        return {"organisations": self.record.organisations}


class WriteBudget(WriteRows):
    section = Section.BUDGET
    form_class = BudgetForm
    save = save_budget
    rows_name = "budget_lines"
    row_fields = ("year", "category", "description", "quantity", "unit_amount")
    template_name = "portal/applications/budget.html"

    def row_arguments(self) -> dict[str, Any]:
        rules, currency = self.record.call.rule_set, self.record.call.programme.currency
        return {"years": self.years(), "categories": list(rules.categories.all()), "currency": currency}

    def years(self) -> int:
        """Return how many accounting years can be chosen: those of the period, and any that already has costs."""
        record = self.record
        length = record.call.rule_set.max_years
        if record.starts_on and record.ends_on and record.starts_on < record.ends_on:
            length = len(list(accounting_years(record.starts_on, record.ends_on)))
        used: list[int] = [line["year"] for line in record.content["budget"]]
        return max([length, 1, *used])

    def context(self) -> dict[str, Any]:
        content, totals = self.record.content, budget_totals(self.record)
        return {
            **super().context(),
            "measures": measures(self.record),
            "short_budget": budget_in_short(content) if content["budget"] else None,
            "currency": content["currency"],
            "total": totals.whole,
            "years": [(year, totals.of(year, "")) for year in range(1, self.years() + 1)],
        }
