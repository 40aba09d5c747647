"""Reports as the parties write them: writing, sending in, the receipt."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.cases.forms import ReportForm, SubmitForm, initial_of
from samverka.faces.portal.cases.views.frame import OneYear
from samverka.faces.portal.frame import PortalPage
from samverka.ground.common.refusals import LostRace
from samverka.stages.reports.actions import save_report, submit_report
from samverka.stages.reports.models import Report, ReportVersion
from samverka.stages.reports.permissions import can_see_report, can_submit_report, can_write_report
from samverka.stages.reports.queries import costs_in, narrative_in, reason_of_last_return, with_all_parts
from samverka.stages.reports.rules import problems_before_beginning, problems_before_submitting
from samverka.stages.reports.states import FOR_APPLICANT, NEXT, State
from samverka.ui.pages import ActionPage, FormPage, RecordPage
from samverka.ui.templatetags.ui import moment_tag, money_tag


class WriteReport(OneYear, FormPage):
    allowed = can_write_report
    form_class = ReportForm
    template_name = "portal/cases/report.html"
    submit_label = _("Save")
    done = _("Saved. You can go on later; send the report in when it is complete.")
    theirs: Report | None = None
    typed: ReportForm | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form while it is being written, the version sent in after that."""
        version = self.report.latest_version if self.report else None
        if self.report and self.report.state != State.OPEN and version:
            self.template_name = "portal/cases/report_sent.html"
            return self.draw(**self.sent(self.report, version))
        too_early = problems_before_beginning(self.record, at=self.at)
        if too_early and not self.report:
            self.template_name = "portal/cases/report_later.html"
            return self.draw(problems=too_early)
        return super().get(request, *args, **kwargs)

    def sent(self, report: Report, version: ReportVersion) -> dict[str, Any]:
        """Return what the page of a report that was sent in shows."""
        state = State(report.state)
        return {
            "version": version,
            "badge": {"label": FOR_APPLICANT[state], "tone": "good" if state == State.ACCEPTED else "info"},
            "lead": NEXT[state],
            "narrative": narrative_in(version.content),
            "costs": costs_in(version.content),
            "total": version.content["total"],
            "approved": version.content["approved"],
            "files": self.files(),
            "receipt_url": self.there("report-receipt"),
        }

    def form_arguments(self) -> dict[str, Any]:
        lines = list(self.record.lines.all())
        return {"lines": lines, "currency": self.record.case.currency, "initial": initial_of(self.report)}

    def act(self, form: ReportForm) -> Report:
        version, texts, costs = form.cleaned_data["version"], form.texts(), form.costs()
        try:
            return save_report(self.record, version=version, texts=texts, costs=costs, by=self.request.user, at=self.at)
        except LostRace:
            self.typed = form
            self.theirs = with_all_parts(Report.objects.all()).get(year=self.record)
            # The form goes back with the version that the person is now shown, so that a second save is a choice.
            form.data = {**form.data.dict(), "version": str(self.theirs.version)}  # type: ignore[attr-defined]
            raise

    def get_keep(self) -> str:
        return f"report-{self.record.pk}"

    def done_url(self, result: Report) -> str:
        return self.there()

    def cancel_url(self) -> str:
        return reverse("portal:case", args=[self.record.case.reference])

    def context(self) -> dict[str, Any]:
        year, case = self.record, self.record.case
        return {
            **super().context(),
            "heading": _("Report of year %(number)s") % {"number": year.number},
            "lead": case.title,
            "approved": sum(line.amount for line in year.lines.all()),
            "total": self.report.total_cost if self.report else 0,
            "files": self.files(),
            "file_url": self.there("report-file-new"),
            "submit_url": self.there("report-submit") if self.may_submit() else "",
            "returned": self.reason_of_return(),
            "theirs": self.differences(),
        }

    def may_submit(self) -> bool:
        """Tell whether this person sends the report in."""
        return bool(self.report and can_submit_report(self.request.user, self.report))

    def files(self) -> list[dict[str, Any]]:
        """Return the files of the report."""
        return [
            {
                "name": row.document.name,
                "size": row.document.size,
                "url": self.there("report-file", row.pk),
                "remove_url": self.there("report-file-remove", row.pk),
            }
            for row in (self.report.documents.all() if self.report else [])
        ]

    def reason_of_return(self) -> str:
        """Return what the office asked for when it returned the report, while that is still to be done."""
        is_returned = self.report and self.report.state == State.OPEN and self.report.submitted_at
        return reason_of_last_return(self.report) if self.report and is_returned else ""

    def differences(self) -> list[tuple[Any, Any]]:
        """Return what somebody else saved, field by field, where it differs from what this person typed."""
        if self.theirs is None or self.typed is None:
            return []
        stored, typed = initial_of(self.theirs), {**self.typed.cleaned_data, **self.typed.texts()}
        return [
            (field.label, field.prepare_value(stored.get(name)) or _("(empty)"))
            for name, field in self.typed.fields.items()
            if name != "version" and (stored.get(name) or None) != (typed[name] or None)
        ]


class OneReport(PortalPage):
    """A page about one report that has been begun."""

    records = Report.objects
    by = {"reference": "year__case__reference", "number": "year__number"}

    def get_records(self) -> QuerySet[Report]:
        return with_all_parts(Report.objects.all())

    def there(self, name: str = "report") -> str:
        """Return the address of the report, or of something one does with it."""
        return reverse(f"portal:{name}", args=[self.kwargs["reference"], self.kwargs["number"]])

    def context(self) -> dict[str, Any]:
        case, number = self.record.case, self.record.year.number
        crumbs = [
            (_("Cases and reports"), reverse("portal:cases")),
            (case.title, reverse("portal:case", args=[case.reference])),
            (_("Report of year %(number)s") % {"number": number}, self.there()),
        ]
        return {**super().context(), "breadcrumbs": crumbs}


class SubmitReport(OneReport, ActionPage):
    allowed = can_submit_report
    not_allowed = _("Only the party that receives the grant sends the report in. You can write on it together.")
    action = submit_report
    problems = problems_before_submitting
    form_class = SubmitForm
    template_name = "portal/cases/submit.html"
    heading = _("Send the report in")
    submit_label = _("Send the report in")
    done = _("The report has been sent in. This is the receipt.")
    consequences = [
        _("The report is frozen as it is now, and everybody in the parties gets a receipt."),
        _("The office reads it. It accepts it, or returns it with a reason."),
    ]

    def get_records(self) -> QuerySet[Report]:
        """Read along the rule set, which says whether a year may be reported before it ends."""
        return super().get_records().select_related("year__case__agreement__decision__application__call__rule_set")

    def done_url(self, result: ReportVersion) -> str:
        return self.there("report-receipt")

    def cancel_url(self) -> str:
        return self.there()

    def context(self) -> dict[str, Any]:
        report = self.record
        approved = sum(line.amount for line in report.year.lines.all())
        return {**super().context(), "total": report.total_cost, "approved": approved, "currency": report.case.currency}


class Receipt(OneReport, RecordPage):
    allowed = can_see_report
    template_name = "portal/cases/receipt.html"

    def context(self) -> dict[str, Any]:
        version = self.record.latest_version
        if version is None:
            raise Http404
        heading = _("Receipt for the report of year %(number)s") % {"number": self.record.year.number}
        content = version.content
        return {
            **super().context(),
            "heading": heading,
            "facts": [
                (_("Case"), f"{self.record.case.reference} {self.record.case.title}"),
                (_("Sent in"), moment_tag(version.submitted_at)),
                (_("By"), version.submitted_by.name),
                (_("Version"), version.number),
                (_("Cost of the year"), money_tag(content["total"], content["currency"])),
                (_("Fingerprint"), format_html("<code>{}</code>", version.content_hash)),
            ],
        }
