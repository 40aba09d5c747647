"""The assessments room: checking, asking assessors, their scores, and the ranking of a call."""

from datetime import timedelta
from itertools import takewhile
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.assessments import tables
from samverka.faces.office.assessments.forms import AskForm, EligibilityForm, ReasonForm
from samverka.faces.office.frame import OfficePage
from samverka.ground.accounts.models import User
from samverka.ground.common.dates import today
from samverka.newsroom.permissions import can_announce_call_to_newsroom
from samverka.stages.applications.models import Application, Submission
from samverka.stages.assessments.actions import ask_assessor, check_eligibility, reopen_assessment
from samverka.stages.assessments.checklist import automatic_checks
from samverka.stages.assessments.models import Assignment, EligibilityCheck, eligibility_of
from samverka.stages.assessments.permissions import (
    can_ask_assessor,
    can_check_eligibility,
    can_reopen_assessment,
    can_see_ranking,
    can_see_scores,
)
from samverka.stages.assessments.queries import assessors_left_out, assessors_of, assignments_on, handed_in
from samverka.stages.assessments.rules import (
    problems_before_assessing,
    problems_before_checking,
    problems_before_reopening,
)
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import can_announce_decisions, can_prepare_decision
from samverka.stages.decisions.queries import money_of, ranking_under_budget
from samverka.ui.pages import ActionPage, FormPage, Page, RecordPage
from samverka.ui.showing import timeline_of

DAYS_TO_SCORE = 21


class OneApplication(OfficePage):
    """A page about one application that has been sent in."""

    records = Application.objects
    not_allowed = _("Only programme officers and the head of programme who belong to none of the parties do this.")

    def get_records(self) -> QuerySet[Application]:
        submitted = Application.objects.filter(first_submitted_at__isnull=False).with_parties()
        versions = Submission.objects.select_related("eligibility__checked_by").defer("content")
        return submitted.prefetch_related(Prefetch("submissions", versions))

    def cancel_url(self) -> str:
        return reverse("office:application", args=[self.kwargs["reference"]])

    def done_url(self, result: Any) -> str:
        return reverse("office:assessors", args=[self.kwargs["reference"]])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Applications"), reverse("office:applications")), (self.kwargs["reference"], self.cancel_url())]
        return {**super().context(), "breadcrumbs": crumbs, "lead": str(self.record)}


class CheckEligibility(OneApplication, FormPage):
    allowed = can_check_eligibility
    template_name = "office/assessments/eligibility.html"
    form_class = EligibilityForm
    heading = _("Check whether it may be assessed")
    submit_label = _("Keep the finding")
    done = _("The finding is kept.")

    def initial(self) -> dict[str, Any]:
        check = eligibility_of(self.record)
        return {"is_eligible": "yes" if check.is_eligible else "no", "findings": check.findings} if check else {}

    def act(self, form: EligibilityForm) -> EligibilityCheck:
        return check_eligibility(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: EligibilityCheck) -> str:
        return super().done_url(result) if result.is_eligible else self.cancel_url()

    def context(self) -> dict[str, Any]:
        check = eligibility_of(self.record)
        return {
            **super().context(),
            "checks": tables.check_table(automatic_checks(self.record)),
            "check": check,
            "problems": problems_before_checking(self.record, at=self.at),
            "timeline": timeline_of(check) if check else [],
        }


class Assessors(OneApplication, RecordPage):
    allowed = can_see_scores
    not_allowed = _(
        "Scores are seen by officers, the head of programme and the auditor, unless they belong to a party."
    )
    template_name = "office/assessments/assessors.html"
    heading = _("Assessors and scores")

    def get_records(self) -> QuerySet[Application]:
        assignments = Assignment.objects.select_related("assessor").prefetch_related("scores")
        return super().get_records().prefetch_related(Prefetch("assignments", assignments))

    def context(self) -> dict[str, Any]:
        application = self.record
        criteria = list(application.call.rule_set.criteria.all())
        assignments, scored = assignments_on(application), handed_in(application)
        may_reopen = can_ask_assessor(self.request.user, application) and not application.settled_at
        return {
            **super().context(),
            "assignments": tables.assignment_table(assignments, criteria, may_reopen=may_reopen),
            "scores": tables.score_table(scored, criteria) if scored else None,
            "results": tables.results_of(scored, criteria),
            "conflicts": [one for one in assignments if one.conflict],
            "advice": [one for one in scored if one.advice],
            "facts": self.facts(len(scored)),
            "actions": self.actions(),
        }

    def facts(self, scored: int) -> list[tuple[Any, Any]]:
        """Return where the assessment stands."""
        application = self.record
        check = eligibility_of(application)
        needed = application.call.rule_set.assessors_needed
        return [
            (_("Eligibility"), check.get_is_eligible_display() if check else _("not checked yet")),
            (_("Findings"), check.findings if check else ""),
            (_("Scores handed in"), _("%(scored)s of %(needed)s needed") % {"scored": scored, "needed": needed}),
        ]

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do next with the application."""
        user, application = self.request.user, self.record
        if application.settled_at or not can_ask_assessor(user, application):
            return []
        needed = application.call.rule_set.assessors_needed
        is_scored = len(handed_in(application)) >= needed
        offered = [("eligibility", _("Check whether it may be assessed"), eligibility_of(application) is None)]
        if not problems_before_assessing(application, at=self.at):
            offered = [("assessor-ask", _("Ask an assessor"), not is_scored), *offered]
        if can_prepare_decision(user, application):
            offered.append(("decision-prepare", _("Prepare the decision"), is_scored))
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[application.reference]), "is_primary": is_primary}
            for name, label, is_primary in sorted(offered, key=lambda one: not one[2])
        ]


class AskAssessor(OneApplication, ActionPage):
    allowed = can_ask_assessor
    problems = problems_before_assessing
    form_class = AskForm
    heading = _("Ask an assessor")
    submit_label = _("Ask")
    done = _("The assessor has been asked.")
    consequences = [
        _("The assessor gets a letter with the reference, the parties and the call; nothing else."),
        _("The application can be read only by an assessor who has declared that there is no conflict of interest."),
    ]

    def get_records(self) -> QuerySet[Application]:
        return super().get_records().prefetch_related("assignments")

    def initial(self) -> dict[str, Any]:
        return {"due_on": today(self.at + timedelta(days=DAYS_TO_SCORE))}

    def form_arguments(self) -> dict[str, Any]:
        left_out = [person.pk for person, _why in self.left_out()]
        everybody = assessors_of(self.record.call.programme_id, today(self.at))
        return {**super().form_arguments(), "assessors": everybody.exclude(pk__in=left_out)}

    def left_out(self) -> list[tuple[User, Any]]:
        """Return the assessors who cannot be asked, each with the reason; read once for each page."""
        if not hasattr(self, "_left_out"):
            self._left_out = assessors_left_out(self.record, today(self.at))
        return self._left_out

    def act(self, form: AskForm) -> Assignment:
        chosen = form.cleaned_data
        return ask_assessor(self.record, chosen["assessor"], due_on=chosen["due_on"], by=self.request.user, at=self.at)

    def get_consequences(self) -> list[Any]:
        words = _("%(name)s cannot be asked: %(reason)s.")
        return [*self.consequences, *(words % {"name": who.name, "reason": why} for who, why in self.left_out())]

    def cancel_url(self) -> str:
        return reverse("office:assessors", args=[self.kwargs["reference"]])


class ReopenAssessment(OfficePage, ActionPage):
    allowed = can_reopen_assessment
    not_allowed = _("Only programme officers and the head of programme who belong to none of the parties do this.")
    records = Assignment.objects
    by = {"pk": "pk", "reference": "application__reference"}
    action = reopen_assessment
    problems = problems_before_reopening
    form_class = ReasonForm
    heading = _("Ask for a second look")
    submit_label = _("Ask for a second look")
    done = _("The assessor has been asked for a second look.")
    consequences = [
        _("The assessor gets a letter with your reason and can change the scores."),
        _("Until they are handed in again they do not count in the ranking."),
    ]

    def get_records(self) -> QuerySet[Assignment]:
        return Assignment.objects.select_related("application__call__rule_set", "assessor")

    def done_url(self, result: Any) -> str:
        return reverse("office:assessors", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Applications"), reverse("office:applications")), (_("Assessors and scores"), self.done_url(None))]
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.assessor.name}


class CallRanking(OfficePage, Page):
    allowed = can_see_ranking
    not_allowed = _("The ranking is seen by officers, the head of programme and the auditor.")
    records = Call.objects
    by = {"slug": "slug"}
    template_name = "office/assessments/ranking.html"

    def get_records(self) -> QuerySet[Call]:
        return Call.objects.select_related("rule_set", "programme")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        call = self.record
        places, apart = ranking_under_budget(call)
        currency = call.programme.currency
        numbered = list(enumerate(places, start=1))
        within = list(takewhile(lambda one: one[1].is_covered, numbered))
        beyond = numbered[len(within) :]
        may_announce = can_announce_decisions(self.request.user, call)
        return {
            **super().context(),
            "heading": _("Ranking"),
            "lead": call.title,
            "breadcrumbs": [
                (_("Calls"), reverse("office:calls")),
                (call.title, reverse("office:call", args=[call.slug])),
            ],
            "currency": currency,
            "money": money_of(call),
            "within": tables.ranking_table(_("Within the budget"), within, currency) if within else None,
            "beyond": tables.ranking_table(_("Beyond the budget"), beyond, currency) if beyond else None,
            "left": within[-1][1].left if within else call.budget_amount,
            "missing": -beyond[0][1].left if beyond else 0,
            "apart": tables.apart_table(apart, currency) if apart else None,
            "announce_url": reverse("office:decisions-announce", args=[call.slug]) if may_announce else "",
            "newsroom_url": self.newsroom_url(),
        }

    def newsroom_url(self) -> str:
        """Return where the grants of the call are announced to the newsroom, once the parties know of one."""
        may_announce = can_announce_call_to_newsroom(self.request.user, self.record)
        known = Decision.objects.of_call(self.record).announced().filter(outcome=Decision.Outcome.APPROVED)
        is_ready = may_announce and known.exists()
        return reverse("office:decisions-newsroom", args=[self.record.slug]) if is_ready else ""
