"""Preparing a decision, and changing one that is prepared."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.assessments.tables import points_apart, share_text
from samverka.faces.office.decisions.forms import ProposalForm
from samverka.faces.office.decisions.views.reading import OneDecision
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.refusals import Problem, stopping
from samverka.stages.applications.models import Application
from samverka.stages.assessments.models import current_submission, eligibility_of
from samverka.stages.assessments.queries import handed_in, mean, share_of_points, spread
from samverka.stages.decisions.actions import change_decision, prepare_decision
from samverka.stages.decisions.budgets import requested_amount
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import can_change_decision, can_prepare_decision
from samverka.stages.decisions.queries import money_of
from samverka.stages.decisions.rules import (
    problems_before_changing,
    problems_before_preparing,
    proposal_of,
    usual_report_days,
    years_of,
)
from samverka.ui.pages import FormPage
from samverka.ui.templatetags.ui import money_tag


class ProposalPage(FormPage):
    """The form of a decision beside what one needs to know for it."""

    template_name = "office/decisions/prepare.html"
    form_class = ProposalForm

    def application(self) -> Application:
        """Return the application that is decided on."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        application = self.application()
        currency = application.call.programme.currency
        return {**super().form_arguments(), "currency": currency, "years": years_of(application)}

    def get_keep(self) -> str:
        return f"decision-{self.kwargs['reference']}"

    def known(self) -> list[tuple[Any, Any]]:
        """Return what to decide by: money asked for and left, what the office found and the assessors gave."""
        application = self.application()
        currency = application.call.programme.currency
        submission, check = current_submission(application), eligibility_of(application)
        criteria = list(application.call.rule_set.criteria.all())
        shares = [share_of_points(one, criteria) for one in handed_in(application)]
        asked = money_tag(requested_amount(submission), currency) if submission else ""
        return [
            (_("Asked for"), asked),
            (_("Left in the call"), money_tag(money_of(application.call)["left"], currency)),
            (_("Eligibility"), check.get_is_eligible_display() if check else _("not checked yet")),
            (_("Mean of the assessors"), share_text(mean(shares))),
            (_("Percentage points between highest and lowest"), points_apart(spread(shares))),
        ]

    def context(self) -> dict[str, Any]:
        reference = self.kwargs["reference"]
        links = [
            (_("The application"), reverse("office:application", args=[reference])),
            (_("Assessors and scores"), reverse("office:assessors", args=[reference])),
            (_("Ranking of the call"), reverse("office:ranking", args=[self.application().call.slug])),
        ]
        found = self.get_problems()
        warnings = [problem for problem in found if problem.is_warning]
        more = {"known": self.known(), "links": links, "problems": stopping(found), "warnings": warnings}
        return {**super().context(), **more}

    def get_problems(self) -> list[Problem]:
        """Return what stands in the way, whatever is proposed."""
        raise NotImplementedError


class PrepareDecision(OfficePage, ProposalPage):
    allowed = can_prepare_decision
    not_allowed = _("Only programme officers and the head of programme who belong to none of the parties do this.")
    records = Application.objects
    heading = _("Prepare the decision")
    submit_label = _("Keep the proposal")
    done = _("The decision is prepared. Somebody else in the office checks it next.")

    def get_records(self) -> QuerySet[Application]:
        submitted = Application.objects.filter(first_submitted_at__isnull=False).with_parties()
        return submitted.select_related("decision").prefetch_related("submissions__eligibility", "assignments__scores")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or the decision when there already is one."""
        return redirect(self.done_url(None)) if hasattr(self.record, "decision") else super().get(request)

    def application(self) -> Application:
        application: Application = self.record
        return application

    def initial(self) -> dict[str, Any]:
        days = usual_report_days(self.record)
        return {f"due_{year}": due_on for year, due_on in days.items()}

    def act(self, form: ProposalForm) -> Decision:
        return prepare_decision(self.record, form.proposal(), by=self.request.user, at=self.at)

    def get_problems(self) -> list[Problem]:
        return problems_before_preparing(self.record, at=self.at)

    def done_url(self, result: Any) -> str:
        return reverse("office:decision", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return reverse("office:application", args=[self.kwargs["reference"]])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Applications"), reverse("office:applications")), (self.kwargs["reference"], self.cancel_url())]
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.title}


class ChangeDecision(OneDecision, ProposalPage):
    allowed = can_change_decision
    heading = _("Change the decision")
    submit_label = _("Keep the proposal")
    done = _("The decision is changed. Somebody else than you checks it next.")

    def application(self) -> Application:
        application: Application = self.record.application
        return application

    def initial(self) -> dict[str, Any]:
        decision = self.record
        stored = proposal_of(decision)
        usual = usual_report_days(decision.application)
        due = {f"due_{year}": stored.report_due.get(year, due_on) for year, due_on in usual.items()}
        names = ("outcome", "reasons_sv", "reasons_en", "conditions_sv", "conditions_en")
        facts = {name: getattr(decision, name) for name in names}
        return {**facts, **due, "amount": decision.amount or None, "seen_at": decision.prepared_at}

    def act(self, form: ProposalForm) -> Decision:
        seen_at = form.cleaned_data["seen_at"] or self.record.prepared_at
        return change_decision(self.record, form.proposal(), seen_at=seen_at, by=self.request.user, at=self.at)

    def get_problems(self) -> list[Problem]:
        found = problems_before_changing(self.record, at=self.at)
        return found or problems_before_preparing(self.record.application, at=self.at)
