"""What the public sees of a case: clearing it, showing less of it, an embargo, withdrawing it."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.cases.forms import PublicityForm, ReasonForm, WithdrawalForm
from samverka.faces.office.cases.tables import publicity_badge
from samverka.faces.office.cases.views.cases import OneCase
from samverka.ground.common.refusals import Problem
from samverka.stages.projects.actions import change_what_is_shown, publish_case, unpublish_case, withdraw_case
from samverka.stages.projects.models import Case
from samverka.stages.projects.permissions import can_publish_case, can_withdraw_case
from samverka.stages.projects.rules import (
    problems_before_publishing,
    problems_before_unpublishing,
    problems_before_withdrawing,
)
from samverka.stages.reports.models import Report
from samverka.stages.reports.states import State as ReportState
from samverka.ui.pages import ActionPage, FormPage


class Publicity(OneCase, FormPage):
    """What the public sees of the case now, and the decision to show it, more of it, less of it, or later."""

    allowed = can_publish_case
    template_name = "office/cases/publicity.html"
    form_class = PublicityForm
    heading = _("What the public sees")

    @property
    def is_new(self) -> bool:
        """Tell whether the form publishes; otherwise it changes what is published."""
        return not self.record.is_cleared

    def form_arguments(self) -> dict[str, Any]:
        case = self.record
        can_wait = self.is_new or case.is_under_embargo(self.at)
        initial = {"shown": case.shown, "shown_reason": case.shown_reason}
        if can_wait and case.is_under_embargo(self.at):
            initial["embargo_until"] = case.embargo_until
        return {"initial": initial, "can_wait": can_wait}

    def act(self, form: PublicityForm) -> Case:
        do = publish_case if self.is_new else change_what_is_shown
        chosen = {"embargo_until": self.record.embargo_until, **form.cleaned_data}
        return do(self.record, by=self.request.user, at=self.at, **chosen)

    def get_done(self, result: Case) -> Any:
        if result.is_under_embargo(self.at):
            return _("The case will be public when the embargo ends.")
        return _("The case is public.") if self.was_new else _("What the public sees is changed.")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Note what the form is about to do: afterwards the record says something else."""
        self.was_new = self.is_new
        return super().post(request, *args, **kwargs)

    def done_url(self, result: Case) -> str:
        return self.request.path

    def problems(self) -> list[Problem]:
        return problems_before_publishing(self.record, at=self.at) if self.is_new else []

    def context(self) -> dict[str, Any]:
        case: Case = self.record
        again = _("Publish again") if case.withdrawn_at else _("Publish the case")
        return {
            **super().context(),
            "badge": publicity_badge(case, self.at),
            "is_new": self.is_new,
            "is_waiting": case.is_cleared and case.is_under_embargo(self.at),
            "problems": self.problems(),
            "submit_label": again if self.is_new else _("Save"),
            "actions": self.actions(),
            "reports": self.reports(),
        }

    def reports(self) -> list[dict[str, Any]]:
        """Return the accepted reports, with what the public sees of each."""
        accepted = Report.objects.filter(year__case=self.record, state=ReportState.ACCEPTED).select_related("year")
        counted = accepted.annotate(shown=Count("documents", filter=Q(documents__is_public=True)))
        return [
            {
                "number": one.year.number,
                "has_text": bool(one.public_language),
                "files": one.shown,
                "url": reverse("office:report-public", args=[self.record.reference, one.year.number]),
            }
            for one in counted.order_by("year__number")
        ]

    def actions(self) -> list[dict[str, Any]]:
        """Return the ways to take the case back that are open now."""
        user, case = self.request.user, self.record
        offered: list[tuple[str, Any]] = []
        if not problems_before_unpublishing(case, at=self.at):
            offered.append(("case-unpublish", _("Take back the clearance")))
        if not problems_before_withdrawing(case, at=self.at) and can_withdraw_case(user, case):
            offered.append(("case-withdraw", _("Withdraw the case")))
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[case.reference]), "is_dangerous": True}
            for name, label in offered
        ]


class OnePublicCase(OneCase, ActionPage):
    """A way to take a case back; it leads to the page on what the public sees, and back there."""

    is_dangerous = True

    def done_url(self, result: Case) -> str:
        return reverse("office:case-public", args=[self.record.reference])

    def cancel_url(self) -> str:
        return self.done_url(self.record)


class UnpublishCase(OnePublicCase):
    allowed = can_publish_case
    action = unpublish_case
    problems = problems_before_unpublishing
    form_class = ReasonForm
    heading = _("Take back the clearance")
    submit_label = _("Take it back")
    done = _("The case will not become public.")
    consequences = [_("The public has not seen the case, and will not see it when the embargo ends.")]


class WithdrawCase(OnePublicCase):
    allowed = can_withdraw_case
    not_allowed = _("Only programme officers and the head of programme withdraw a case.")
    action = withdraw_case
    problems = problems_before_withdrawing
    form_class = WithdrawalForm
    heading = _("Withdraw the case")
    submit_label = _("Withdraw the case")
    done = _("The case is withdrawn.")
    consequences = [
        _("At its address everybody reads that it was withdrawn, when, and the reason that you write here."),
        _("It disappears from lists, search, sums and open data. Copies that others have made do not."),
        _("Organisations and partnerships disappear too, where nothing else of them is public."),
        _("Everybody in the parties gets a letter with the reason."),
    ]
