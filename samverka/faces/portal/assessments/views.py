"""The assessments room: the assessor's list, declaring, reading, scoring, handing in."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.assessments import tables
from samverka.faces.portal.assessments.forms import DeclarationForm, ScoreForm
from samverka.faces.portal.frame import PortalPage
from samverka.ground.documents.models import Document
from samverka.stages.assessments.actions import declare_conflict, declare_no_conflict, hand_in_scores, save_scores
from samverka.stages.assessments.models import Assignment
from samverka.stages.assessments.permissions import can_open_assessment, can_score_application, can_see_assessments
from samverka.stages.assessments.rules import (
    problems_before_declaring,
    problems_before_handing_in,
    problems_before_scoring,
)
from samverka.stages.assessments.states import State
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.reading import parts_of
from samverka.ui.templatetags.ui import day_tag


class AssessmentList(PortalPage, ListPage):
    allowed = can_see_assessments
    heading = _("Assessments")
    empty_text = _("You have not been asked to assess anything yet.")

    def rows(self) -> QuerySet[Assignment]:
        mine = Assignment.objects.filter(assessor=self.request.user).select_related("application__call")
        return mine.defer("application__content").prefetch_related("application__partners__organisation")

    def table(self, rows: Any) -> Any:
        return tables.assignment_table(rows)


class OneAssessment(PortalPage):
    """A page about one assignment. Before a conflict is ruled out it shows who applies in which call, no more."""

    records = Assignment.objects
    by = {"pk": "pk"}
    not_allowed = _("Only the assessor who was asked opens this page.")

    def get_records(self) -> QuerySet[Assignment]:
        assignments = Assignment.objects.select_related("application__call__rule_set", "application__call__programme")
        return assignments.prefetch_related(
            "application__partners__organisation__country",
            "application__submissions__eligibility",
            "application__call__rule_set__criteria",
            "scores",
        )

    def done_url(self, result: Any) -> str:
        return reverse("portal:assessment", args=[self.record.pk])

    def cancel_url(self) -> str:
        return reverse("portal:assessment", args=[self.record.pk])

    def file_address(self, fingerprint: str) -> str:
        """Return the address of a file of the application."""
        return reverse("portal:assessment-file", args=[self.record.pk, fingerprint])

    def parts(self) -> list[Any]:
        """Return the version that was submitted, to read; nothing as long as a conflict is not ruled out."""
        assignment = self.record
        return parts_of(assignment.submission.content, self.file_address) if assignment.is_readable else []

    def facts(self) -> list[tuple[Any, Any]]:
        """Return what an assessor may know before the declaration."""
        assignment = self.record
        application = assignment.application
        parties = [f"{one.name} ({one.country.name})" for one in application.organisations]
        return [
            (_("Call"), application.call.title),
            (_("Parties"), ", ".join(parties)),
            (_("Scores wanted by"), day_tag(assignment.due_on)),
        ]

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Assessments"), reverse("portal:assessments"))]
        if self.request.path != self.cancel_url():
            crumbs.append((self.record.application.reference, self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class AssessmentRecord(OneAssessment, RecordPage):
    allowed = can_open_assessment
    template_name = "portal/assessments/assessment.html"

    def context(self) -> dict[str, Any]:
        assignment = self.record
        return {
            **super().context(),
            "heading": _("Assessment of %(reference)s") % {"reference": assignment.application.reference},
            "badge": tables.assignment_badge(assignment),
            "facts": self.facts(),
            "problems": self.problems(),
            "actions": self.actions(),
            "parts": self.parts(),
            "scores": tables.score_table(assignment) if assignment.scores.all() and assignment.is_readable else None,
        }

    def problems(self) -> list[Any]:
        """Return why nothing needs to be done any more, if that is so."""
        assignment = self.record
        is_waiting = assignment.state in (State.ASKED, State.READING)
        return problems_before_declaring(assignment, at=self.at) if is_waiting else []

    def actions(self) -> list[dict[str, Any]]:
        """Return what the assessor can do now."""
        if self.problems():
            return []
        offered = {
            State.ASKED: [("assessment-declare", _("Answer and read the application"), True)],
            State.READING: [
                ("assessment-score", _("Score"), True),
                ("assessment-declare", _("I have found a conflict of interest"), False),
            ],
        }.get(self.record.state, [])
        return [
            {"label": label, "url": reverse(f"portal:{name}", args=[self.record.pk]), "is_primary": is_primary}
            for name, label, is_primary in offered
        ]


class Declare(OneAssessment, ActionPage):
    allowed = can_score_application
    template_name = "portal/assessments/declare.html"
    problems = problems_before_declaring
    form_class = DeclarationForm
    heading = _("Conflict of interest")
    submit_label = _("Declare")
    lead = _(
        "You have one if you, or somebody close to you, work for a party, have advised it, compete with it, or could "
        "gain or lose by the decision. If you are unsure, say so."
    )
    consequences = [
        _("If you answer no, you can read the application and score it."),
        _("If you answer yes, the programme office is told and asks somebody else. You cannot read the application."),
    ]

    def act(self, form: DeclarationForm) -> Assignment:
        if form.cleaned_data["answer"] == "no":
            return declare_no_conflict(self.record, by=self.request.user, at=self.at)
        conflict = form.cleaned_data["conflict"]
        return declare_conflict(self.record, conflict=conflict, by=self.request.user, at=self.at)

    def get_done(self, result: Assignment) -> Any:
        if result.state == State.CONFLICTED:
            return _("Thank you. The programme office has been told, and you need not do anything more.")
        return _("Thank you. You can read the application now.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "facts": self.facts()}


class ScoreApplication(OneAssessment, FormPage):
    allowed = can_score_application
    template_name = "portal/assessments/score.html"
    form_class = ScoreForm
    heading = _("Score the application")
    done = _("Saved. You can go on another time; nobody sees the scores before you hand them in.")

    def form_arguments(self) -> dict[str, Any]:
        criteria = self.record.application.call.rule_set.criteria.all()
        return {**super().form_arguments(), "criteria": criteria}

    def initial(self) -> dict[str, Any]:
        stored = {"advice": self.record.advice}
        for score in self.record.scores.all():
            stored[f"points_{score.criterion_id}"] = score.points
            stored[f"comment_{score.criterion_id}"] = score.comment
        return stored

    def act(self, form: ScoreForm) -> Assignment:
        advice = form.cleaned_data["advice"]
        return save_scores(self.record, scores=form.scores(), advice=advice, by=self.request.user, at=self.at)

    def get_keep(self) -> str:
        return f"assessment-{self.record.pk}"

    def done_url(self, result: Any) -> str:
        goes_on = self.request.POST.get("then") == "hand-in"
        return reverse("portal:assessment-hand-in" if goes_on else "portal:assessment-score", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        problems = problems_before_scoring(self.record, at=self.at)
        lead = self.record.application.reference
        return {**super().context(), "lead": lead, "parts": self.parts(), "problems": problems}


class HandIn(OneAssessment, ActionPage):
    allowed = can_score_application
    template_name = "portal/assessments/hand_in.html"
    action = hand_in_scores
    problems = problems_before_handing_in
    heading = _("Hand in the scores")
    submit_label = _("Hand in")
    done = _("Thank you. Your scores have been handed in.")
    consequences = [
        _("The programme office sees your scores and comments. Other assessors do not."),
        _("You cannot change them any more, unless the office asks you for a second look."),
    ]

    def cancel_url(self) -> str:
        return reverse("portal:assessment-score", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        lead = self.record.application.reference
        return {**super().context(), "lead": lead, "scores": tables.score_table(self.record)}


class AttachmentFile(OneAssessment, FilePage):
    allowed = can_open_assessment

    def get_document(self) -> Document:
        """Return the file with this fingerprint, if it belongs to the version that the assessor may read."""
        assignment, wanted = self.record, self.kwargs["fingerprint"]
        attachments = assignment.submission.content["attachments"] if assignment.is_readable else []
        found = (
            Document.objects.filter(sha256=wanted).first() if any(a["sha256"] == wanted for a in attachments) else None
        )
        if found is None:
            raise Http404
        return found
