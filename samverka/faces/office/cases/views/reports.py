"""Reports as the office reads them: one report, accepting it, returning it, its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.cases.forms import ClearReportForm, ReturnForm
from samverka.faces.office.cases.tables import REPORT_TONES
from samverka.faces.office.frame import OfficePage
from samverka.ground.documents.models import Document
from samverka.stages.payments.permissions import can_enter_payment
from samverka.stages.payments.rules import problems_before_paying
from samverka.stages.reports.actions import accept_report, clear_report, return_report
from samverka.stages.reports.models import Report
from samverka.stages.reports.permissions import can_clear_report, can_review_report, can_see_report
from samverka.stages.reports.queries import costs_in, narrative_in, results_in, with_all_parts
from samverka.stages.reports.rules import (
    problems_before_accepting,
    problems_before_clearing,
    problems_before_returning,
)
from samverka.stages.reports.states import NEXT, State
from samverka.ui.pages import ActionPage, FormPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.showing import timeline_of


class OneReport(OfficePage):
    """A page about one report."""

    records = Report.objects
    by = {"reference": "year__case__reference", "number": "year__number"}
    not_allowed = _("Only programme officers and the head of programme accept and return reports.")

    def get_records(self) -> QuerySet[Report]:
        return with_all_parts(Report.objects.all())

    def here(self, name: str = "report") -> str:
        """Return the address of the report, or of something one does with it."""
        return reverse(f"office:{name}", args=[self.kwargs["reference"], self.kwargs["number"]])

    def done_url(self, result: Any) -> str:
        return self.here()

    def cancel_url(self) -> str:
        return self.here()

    def context(self) -> dict[str, Any]:
        case = self.record.case
        crumbs = [
            (_("Cases"), reverse("office:cases")),
            (case.reference, reverse("office:case", args=[case.reference])),
        ]
        if self.request.path != self.here():
            crumbs.append((_("Report of year %(number)s") % {"number": self.record.year.number}, self.here()))
        return {**super().context(), "breadcrumbs": crumbs}


class ReportRecord(OneReport, RecordPage):
    allowed = can_see_report
    template_name = "office/cases/report.html"

    def context(self) -> dict[str, Any]:
        report = self.record
        state = State(report.state)
        version = report.latest_version
        return {
            **super().context(),
            "heading": _("Report of year %(number)s: %(title)s")
            % {"number": report.year.number, "title": report.case.title},
            "badge": {"label": state.label, "tone": REPORT_TONES[state]},
            "lead": NEXT[state],
            "version": version,
            "narrative": narrative_in(version.content),
            "costs": costs_in(version.content),
            "total": version.content["total"],
            "approved": version.content["approved"],
            "currency": version.content["currency"],
            "files": self.files(version.content),
            "timeline": timeline_of(report),
            "actions": self.actions(),
        }

    def files(self, content: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the files that were sent in with this version."""
        sent = {row["sha256"] for row in content["documents"]}
        return [
            {
                "name": row.document.name,
                "size": row.document.size,
                "url": reverse("office:report-file", args=[self.kwargs["reference"], self.kwargs["number"], row.pk]),
            }
            for row in self.record.documents.all()
            if row.document.sha256 in sent
        ]

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do with the report as it is now."""
        user, report = self.request.user, self.record
        offered: list[tuple[str, Any]] = []
        if report.state == State.SUBMITTED and can_review_report(user, report):
            offered += [("report-accept", _("Accept the report")), ("report-return", _("Return it with a reason"))]
        if report.state == State.ACCEPTED and can_clear_report(user, report):
            offered.append(("report-public", _("What the public sees of it")))
        if can_enter_payment(user, report) and not problems_before_paying(report, at=self.at):
            offered.append(("payment-new", _("Enter the payment")))
        return [
            {"label": label, "url": self.here(name), "is_primary": position == 0 and name != "report-public"}
            for position, (name, label) in enumerate(offered)
        ]


class AcceptReport(OneReport, ActionPage):
    allowed = can_review_report
    action = accept_report
    problems = problems_before_accepting
    heading = _("Accept the report")
    submit_label = _("Accept the report")
    done = _("The report is accepted.")
    consequences = [
        _("Everybody in the parties gets a letter, and so do the finance officers."),
        _("The costs in it can now be paid. The report cannot be returned any more."),
    ]


class ReturnReport(OneReport, ActionPage):
    allowed = can_review_report
    action = return_report
    problems = problems_before_returning
    form_class = ReturnForm
    heading = _("Return the report")
    submit_label = _("Return the report")
    done = _("The report has been returned.")
    consequences = [
        _("The parties can write on it again and send it in anew. All that they wrote is kept."),
        _("The version you have read stays as it was sent in."),
    ]


class ClearReport(OneReport, FormPage):
    """What everybody may read of the report, and which of its files they may fetch."""

    allowed = can_clear_report
    not_allowed = _("Only programme officers, the head of programme and editors decide what the public sees.")
    template_name = "office/cases/report_public.html"
    form_class = ClearReportForm
    heading = _("What the public sees of the report")
    done = _("What the public sees of the report is changed.")

    def form_arguments(self) -> dict[str, Any]:
        files = list(self.record.documents.all())
        shown = [row.pk for row in files if row.is_public]
        return {
            "initial": {"language": self.record.public_language, "documents": shown},
            "documents": [(row.pk, row.document.name) for row in files],
        }

    def act(self, form: ClearReportForm) -> Report:
        return clear_report(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: Report) -> str:
        return reverse("office:case-public", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return reverse("office:case-public", args=[self.kwargs["reference"]])

    def context(self) -> dict[str, Any]:
        problems = problems_before_clearing(self.record, at=self.at)
        return {**super().context(), "problems": problems, "texts": results_in(self.record)}


class ReportFile(OneReport, FilePage):
    allowed = can_see_report

    def get_document(self) -> Document:
        for row in self.record.documents.all():
            if row.pk == self.kwargs["file"]:
                document: Document = row.document
                return document
        raise Http404
