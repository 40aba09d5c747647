"""Checking, sending back and announcing decisions, one by one or all of a call."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.office.decisions import tables
from samverka.faces.office.decisions.forms import SeenForm, SendBackForm
from samverka.faces.office.decisions.views.reading import OneDecision
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.refusals import Problem
from samverka.stages.calls.models import Call
from samverka.stages.decisions.actions import (
    announce_decision,
    announce_decisions,
    check_decision,
    send_back_decision,
)
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import (
    can_announce_decision,
    can_announce_decisions,
    can_check_decision,
    can_send_back_decision,
)
from samverka.stages.decisions.queries import with_application
from samverka.stages.decisions.rules import (
    problems_before_announcing,
    problems_before_checking,
    problems_before_sending_back,
)
from samverka.stages.decisions.states import State
from samverka.ui.pages import ActionPage

LETTERS = _("Each organisation gets a letter as PDF: in Swedish at home, in English elsewhere.")
MAIL = _("Everybody in the organisations who can log in gets the decision by e-mail, at the same moment.")
FINAL = _("Nothing can be changed after this, and the assessment is closed.")


class CheckDecision(OneDecision, ActionPage):
    allowed = can_check_decision
    not_allowed = _("A decision is checked by another officer, or the head, than the one who prepared it.")
    template_name = "office/decisions/check.html"
    action = check_decision
    problems = problems_before_checking
    form_class = SeenForm
    heading = _("Check the decision")
    submit_label = _("It is right")
    done = _("The decision is checked. The head of programme can announce it.")
    consequences = [_("The decision can be announced. To change it, it must be sent back with a reason.")]

    def initial(self) -> dict[str, Any]:
        return {"seen_at": self.record.prepared_at}

    def context(self) -> dict[str, Any]:
        decision = self.record
        reports = tables.report_table(decision) if decision.is_grant else None
        return {**super().context(), "decision": decision, "reports": reports}


class SendBackDecision(OneDecision, ActionPage):
    allowed = can_send_back_decision
    action = send_back_decision
    problems = problems_before_sending_back
    form_class = SendBackForm
    heading = _("Send the decision back")
    submit_label = _("Send it back")
    done = _("The decision has been sent back.")
    consequences = [_("The one who prepared it gets a letter with your reason, and it must be checked again.")]


class AnnounceDecision(OneDecision, ActionPage):
    allowed = can_announce_decision
    not_allowed = _("Only the head of programme announces decisions.")
    template_name = "office/decisions/check.html"
    action = announce_decision
    problems = problems_before_announcing
    heading = _("Announce the decision")
    submit_label = _("Announce it to all parties")
    done = _("The decision has been announced to all parties.")
    consequences = [LETTERS, MAIL, FINAL]

    def context(self) -> dict[str, Any]:
        decision = self.record
        reports = tables.report_table(decision) if decision.is_grant else None
        return {**super().context(), "decision": decision, "reports": reports}


class AnnounceDecisions(OfficePage, ActionPage):
    allowed = can_announce_decisions
    not_allowed = _("Only the head of programme announces decisions.")
    template_name = "office/decisions/announce_all.html"
    records = Call.objects
    by = {"slug": "slug"}
    action = announce_decisions
    heading = _("Announce the checked decisions")
    submit_label = _("Announce them to all parties")
    consequences = [_("All of these are announced together, or none of them."), LETTERS, MAIL, FINAL]

    def checked(self) -> list[Decision]:
        """Return the decisions that would be announced; read once for each page."""
        if not hasattr(self, "_checked"):
            self._checked = list(with_application(self.of_call().filter(state=State.CHECKED)))
        return self._checked

    def of_call(self) -> QuerySet[Decision]:
        """Return the decisions of the call, in the order of their references."""
        call: Call = self.record
        return Decision.objects.of_call(call).order_by("application__reference")

    def get_problems(self) -> list[Problem]:
        found = [
            Problem(f"{decision.application.reference}: {problem}", is_warning=problem.is_warning)
            for decision in self.checked()
            for problem in problems_before_announcing(decision, at=self.at)
        ]
        return (
            found if self.checked() else [Problem(_("No decision of this call is checked and waits to be announced."))]
        )

    def get_done(self, result: list[Decision]) -> Any:
        words = ngettext(
            "%(count)s decision of this call is announced.",
            "%(count)s decisions of this call are announced.",
            len(result),
        )
        return words % {"count": len(result)}

    def done_url(self, result: Any) -> str:
        return f"{reverse('office:decisions')}?call={self.record.pk}"

    def cancel_url(self) -> str:
        return reverse("office:ranking", args=[self.record.slug])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Decisions"), reverse("office:decisions")), (_("Ranking"), self.cancel_url())]
        table = tables.decision_table(self.checked()) if self.checked() else None
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.title, "table": table}
