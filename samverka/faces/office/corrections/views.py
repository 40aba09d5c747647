"""The corrections room: what readers report, one report, and what the office does about it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.corrections.forms import AnswerForm, CorrectionForm, PassOnForm, ReasonForm, ReportFilter
from samverka.faces.office.corrections.pages import (
    is_from_a_file,
    name_in,
    page_names,
    says_now,
    ways_to_change,
)
from samverka.faces.office.corrections.tables import report_badge, report_table
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Programme
from samverka.stages.corrections.actions import (
    correct_report,
    dismiss_put_aside,
    dismiss_report,
    leave_unchanged,
    pass_on_report,
    release_report,
    withdraw_correction,
)
from samverka.stages.corrections.models import HANDLERS, Correction, ErrorReport, last_changed
from samverka.stages.corrections.permissions import (
    can_see_report,
    can_see_reports,
    can_settle_report,
    can_withdraw_correction,
)
from samverka.stages.corrections.rules import (
    problems_before_answering,
    problems_before_correcting,
    problems_before_dismissing,
    problems_before_releasing,
    problems_before_withdrawing,
)
from samverka.stages.corrections.states import State, what_comes_next
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class ReportList(OfficePage, ListPage):
    allowed = can_see_reports
    template_name = "office/corrections/reports.html"
    heading = _("Corrections")
    lead = _("What readers say is wrong on the public pages. Those to be answered come first.")
    empty_text = _("No report fits.")

    def rows(self) -> QuerySet[ErrorReport]:
        found = ErrorReport.objects.visible_to(self.request.user).by_urgency().select_related("programme")
        asked = ReportFilter(self.request.GET)
        state = asked.cleaned_data["state"] if asked.is_valid() else ""
        return found.filter(state=state) if state else found

    def table(self, rows: Any) -> Any:
        return report_table(rows, today(self.at), of_several=len(self.request.user.programmes_as(*HANDLERS)) > 1)

    def context(self) -> dict[str, Any]:
        aside = ErrorReport.objects.visible_to(self.request.user).filter(state=State.QUARANTINED)
        return {**super().context(), "filters": ReportFilter(self.request.GET or None), "aside": aside.count()}


class OneReport(OfficePage):
    """A page about one report."""

    records = ErrorReport.objects
    by = {"pk": "pk"}
    not_allowed = _("Only programme officers, the head of programme and editors answer readers.")

    def get_records(self) -> QuerySet[ErrorReport]:
        return ErrorReport.objects.select_related("programme")

    def done_url(self, result: Any) -> str:
        return reverse("office:error-report", args=[self.record.pk])

    def cancel_url(self) -> str:
        return reverse("office:error-report", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Corrections"), reverse("office:error-reports"))]
        if self.request.path != self.cancel_url():
            crumbs.append((report_name(self.record), self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


def report_name(report: ErrorReport) -> str:
    """Return what a report is called."""
    return gettext("Report %(number)s") % {"number": report.pk}


class ReportRecord(OneReport, RecordPage):
    allowed = can_see_report
    template_name = "office/corrections/report.html"

    def context(self) -> dict[str, Any]:
        report = self.record
        correction = Correction.objects.filter(report=report).first()
        is_in_log = Correction.objects.public().filter(report=report).exists()
        return {
            **super().context(),
            "heading": report_name(report),
            "badge": report_badge(report, today(self.at)),
            "lead": what_comes_next(report.state, is_in_log=is_in_log),
            "page_name": page_names([report])[report.pk],
            "subject": report.subject,
            "owner_programme": getattr(report.subject, "programme", None),
            "says_now": says_now(report.subject),
            "changed_at": last_changed(report.subject),
            "has_page_changed": report.has_page_changed(),
            "ways_to_change": ways_to_change(report, self.request.user),
            "is_from_a_file": is_from_a_file(report.subject),
            "correction": correction,
            "is_in_log": is_in_log,
            "letters": report.letters.order_by("pk"),
            "timeline": timeline_of(report, *([correction] if correction else [])),
            "actions": self.actions(correction),
        }

    def actions(self, correction: Correction | None) -> list[dict[str, Any]]:
        """Return what can be done with the report as it is now."""
        offered = {
            State.OPEN: [
                ("correct", _("Tell of the correction")),
                ("unchanged", _("Answer without a change")),
                *self.passing_on(),
                ("dismiss", _("Close without an answer")),
            ],
            State.QUARANTINED: [("release", _("Take it up")), ("dismiss", _("Close without an answer"))],
        }
        found = [
            {
                "label": label,
                "url": reverse(f"office:error-report-{name}", args=[self.record.pk]),
                "is_primary": name in ("correct", "release"),
            }
            for name, label in offered.get(State(self.record.state), [])
            if can_settle_report(self.request.user, self.record)
        ]
        if correction and not correction.withdrawn_at and can_withdraw_correction(self.request.user, correction):
            url = reverse("office:correction-withdraw", args=[correction.pk])
            found.append({"label": _("Take the correction out of the log"), "url": url, "is_primary": False})
        return found

    def passing_on(self) -> list[tuple[str, Any]]:
        """Return the way to another office, where there is one."""
        others = Programme.objects.exclude(pk=self.record.programme_id)
        return [("pass-on", _("Pass on to another programme"))] if others.exists() else []


class ActOnReport(OneReport, ActionPage):
    """One thing to do with a report, with the words of the reader in sight."""

    allowed = can_settle_report
    template_name = "office/corrections/act.html"


class CorrectReport(ActOnReport):
    form_class = CorrectionForm
    action = correct_report
    problems = problems_before_correcting
    heading = _("Tell of the correction")
    lead = _("Change the page first. Then say here what it said and what it says now.")
    submit_label = _("Publish the correction")
    done = _("The correction stands in the public log, and the report is closed.")
    consequences = [
        _("Everybody can read the correction in the log of corrections. Write nothing about the reader there."),
        _("The reader gets a letter with the same texts, if an address was given."),
    ]

    def initial(self) -> dict[str, Any]:
        return {f"title_{language}": name_in(language, self.record) for language in ("sv", "en")}

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "is_change_known": self.record.has_page_changed()}


class LeaveUnchanged(ActOnReport):
    form_class = AnswerForm
    action = leave_unchanged
    problems = problems_before_answering
    heading = _("Answer without a change")
    submit_label = _("Send the answer")
    done = _("The report is answered and closed.")
    consequences = [_("The page stays as it is, and nothing stands in the public log.")]


class ReleaseReport(ActOnReport):
    action = release_report
    problems = problems_before_releasing
    heading = _("Take the report up")
    submit_label = _("Take it up")
    done = _("The report is among those to be answered.")
    consequences = [_("The reader gets the receipt that has waited, if an address was given. The day is counted anew.")]


class DismissReport(ActOnReport):
    form_class = ReasonForm
    action = dismiss_report
    problems = problems_before_dismissing
    is_dangerous = True
    heading = _("Close without an answer")
    submit_label = _("Close it")
    done = _("The report is closed.")
    consequences = [_("For what is no report of an error, such as advertising. The reader gets no letter.")]


class PassOnReport(ActOnReport):
    form_class = PassOnForm
    action = pass_on_report
    problems = problems_before_dismissing
    heading = _("Pass on to another programme")
    submit_label = _("Pass on")
    done = _("The report is with the other office.")
    consequences = [_("The office of the other programme answers, by the same day. You no longer see the report.")]

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "other_than": self.record.programme_id}

    def done_url(self, result: ErrorReport) -> str:
        return reverse("office:error-reports")


class DismissPutAside(OfficePage, ActionPage):
    allowed = can_see_reports
    form_class = ReasonForm
    is_dangerous = True
    heading = _("Close everything that is put aside")
    submit_label = _("Close them all")
    consequences = [_("For a flood of what is no report of an error. The readers get no letter.")]

    def waiting(self) -> QuerySet[ErrorReport]:
        """Return what would be closed."""
        return ErrorReport.objects.visible_to(self.request.user).filter(state=State.QUARANTINED)

    def get_consequences(self) -> list[Any]:
        number = self.waiting().count()
        sentence = ngettext("%(number)s report is closed.", "%(number)s reports are closed.", number)
        return [sentence % {"number": number}, *self.consequences]

    def get_problems(self) -> list[Problem]:
        return [] if self.waiting().exists() else [Problem(_("Nothing is put aside."))]

    def act(self, form: ReasonForm) -> int:
        return dismiss_put_aside(by=self.request.user, at=self.at, **form.cleaned_data)

    def get_done(self, result: int) -> str:
        return ngettext("%(number)s report was closed.", "%(number)s reports were closed.", result) % {"number": result}

    def done_url(self, result: int) -> str:
        return reverse("office:error-reports")

    def cancel_url(self) -> str:
        return reverse("office:error-reports")


class WithdrawCorrection(OfficePage, ActionPage):
    allowed = can_withdraw_correction
    records = Correction.objects
    by = {"pk": "pk"}
    form_class = ReasonForm
    action = withdraw_correction
    problems = problems_before_withdrawing
    is_dangerous = True
    heading = _("Take the correction out of the log")
    submit_label = _("Take it out")
    done = _("The correction is out of the log. The page and its receipt no longer lead to it.")
    consequences = [_("Nobody can read it in the log or in its feed any more. Copies that others have made stay.")]

    def done_url(self, result: Any) -> str:
        return reverse("office:error-report", args=[self.record.report_id])

    def cancel_url(self) -> str:
        return reverse("office:error-report", args=[self.record.report_id])
