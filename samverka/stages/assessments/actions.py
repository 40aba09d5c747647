"""Checking applications, asking assessors, and what assessors do.

The record of changes stands at the check and the assignment, not at the application: partners read the history of
their application, and must not learn from it who was asked or what was found before the decision.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import LostRace, Problem, Refused, refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.applications.models import Application
from samverka.stages.assessments import notices
from samverka.stages.assessments.models import Assignment, EligibilityCheck, Score, current_submission
from samverka.stages.assessments.permissions import (
    can_ask_assessor,
    can_check_eligibility,
    can_reopen_assessment,
    can_score_application,
)
from samverka.stages.assessments.rules import (
    Points,
    problems_before_asking,
    problems_before_checking,
    problems_before_declaring,
    problems_before_handing_in,
    problems_before_reopening,
    problems_before_scoring,
    problems_with_scores,
)
from samverka.stages.assessments.states import State


@transaction.atomic
def check_eligibility(
    application: Application, *, is_eligible: bool, findings: str, by: User, at: datetime
) -> EligibilityCheck:
    """Record whether the submitted version meets the conditions of the call, or correct what was recorded.

    Who: programme officer, head. A finding can be corrected until the decision is announced; a repeat of the same
    finding changes nothing. Tells nobody: applicants hear of it in the decision.
    """
    require(can_check_eligibility(by, application))
    refuse_if(problems_before_checking(application, at=at))
    if not is_eligible and not findings.strip():
        raise Refused([Problem(_("Write which condition is not met, and why."), "findings")])
    submission = current_submission(application)
    found: dict[str, Any] = {"is_eligible": is_eligible, "findings": findings}
    check, is_new = EligibilityCheck.objects.get_or_create(
        submission=submission, defaults={**found, "checked_by": by, "checked_at": at}
    )
    if not is_new and (check.is_eligible, check.findings) == (is_eligible, findings):
        return check
    if not is_new:
        check.is_eligible, check.findings, check.checked_by, check.checked_at = is_eligible, findings, by, at
        check.save()
    what = gettext_noop("Eligibility checked") if is_new else gettext_noop("Eligibility corrected")
    record(what, check, by=by, at=at, **found)
    return check


@transaction.atomic
def ask_assessor(application: Application, assessor: User, *, due_on: date, by: User, at: datetime) -> Assignment:
    """Ask `assessor` to score the application by `due_on`. Who: programme officer, head. Tells the assessor.

    An assessor who was already asked about this version is not asked twice: the first assignment is returned.
    """
    require(can_ask_assessor(by, application))
    refuse_if(problems_before_asking(application, assessor, due_on=due_on, at=at))
    assignment, is_new = Assignment.objects.get_or_create(
        submission=current_submission(application),
        assessor=assessor,
        defaults={"application": application, "due_on": due_on, "asked_by": by, "asked_at": at},
    )
    if is_new:
        record(gettext_noop("Assessor asked"), assignment, by=by, at=at, assessor=assessor.name, due_on=due_on)
        post(notices.assessor_asked(assignment), at=at)
    return assignment


@transaction.atomic
def declare_no_conflict(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """Declare that no conflict of interest exists: from asked to reading. Who: the assessor. Tells nobody."""
    require(can_score_application(by, assignment))
    if assignment.state == State.READING:
        return assignment
    refuse_if(problems_before_declaring(assignment, at=at))
    move(assignment, State.READING, declared_at=at)
    record(gettext_noop("No conflict of interest declared"), assignment, by=by, at=at)
    return assignment


@transaction.atomic
def declare_conflict(assignment: Assignment, *, conflict: str, by: User, at: datetime) -> Assignment:
    """Declare a conflict of interest: from asked or reading to conflicted; the application is closed to the assessor.

    Who: the assessor. Tells the person of the office who asked.
    """
    require(can_score_application(by, assignment))
    if assignment.state == State.CONFLICTED:
        return assignment
    refuse_if(problems_before_declaring(assignment, at=at))
    if not conflict.strip():
        raise Refused([Problem(_("Write in a few words what the conflict of interest is."), "conflict")])
    move(assignment, State.CONFLICTED, declared_at=at, conflict=conflict)
    record(gettext_noop("Conflict of interest declared"), assignment, by=by, at=at, reason=conflict)
    post(notices.conflict_declared(assignment), at=at)
    return assignment


@transaction.atomic
def save_scores(
    assignment: Assignment, *, scores: Mapping[int, Points], advice: str, by: User, at: datetime
) -> Assignment:
    """Keep scores by the number of their criterion, complete or not. Who: the assessor, while reading. Tells nobody."""
    require(can_score_application(by, assignment))
    refuse_if([*problems_before_scoring(assignment, at=at), *problems_with_scores(assignment, dict(scores))])
    # Asks for the state once more, so that nothing is written after the scores were handed in from another window.
    if not Assignment.objects.filter(pk=assignment.pk, state=State.READING).update(advice=advice):
        raise LostRace([Problem(_("The scores have been handed in from another window. Load the page again."))])
    assignment.advice = advice
    for number, given in scores.items():
        Score.objects.update_or_create(
            assignment=assignment,
            criterion_id=number,
            defaults={"points": given.points, "comment": given.comment},
        )
    record(gettext_noop("Scores saved"), assignment, by=by, at=at)
    return assignment


@transaction.atomic
def hand_in_scores(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """Hand in scores that are complete: from reading to submitted. Who: the assessor. Tells nobody."""
    require(can_score_application(by, assignment))
    if assignment.state == State.SUBMITTED:
        return assignment
    refuse_if(problems_before_handing_in(assignment, at=at))
    move(assignment, State.SUBMITTED, submitted_at=at)
    record(gettext_noop("Scores handed in"), assignment, by=by, at=at)
    return assignment


@transaction.atomic
def reopen_assessment(assignment: Assignment, *, reason: str, by: User, at: datetime) -> Assignment:
    """Ask for a second look: from submitted back to reading, scores kept. Who: officer, head. Tells the assessor."""
    require(can_reopen_assessment(by, assignment))
    refuse_if(problems_before_reopening(assignment, at=at))
    move(assignment, State.READING, submitted_at=None)
    record(gettext_noop("Assessment reopened"), assignment, by=by, at=at, reason=reason)
    post(notices.assessment_reopened(assignment, reason), at=at)
    return assignment
