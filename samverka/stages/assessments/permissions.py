"""Who may check, ask, declare, score and see scores."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.applications.models import Application
from samverka.stages.assessments.models import Assignment
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import organisations_of

OFFICERS = (Role.Kind.OFFICER, Role.Kind.HEAD)
READERS = (*OFFICERS, Role.Kind.AUDITOR)


def has_no_part_in(user: Any, application: Application) -> bool:
    """Tell whether `user` belongs to none of the parties: the office, too, keeps its hands off its own applications."""
    parties = {partner.organisation_id for partner in application.partners.all()}
    return parties.isdisjoint(organisations_of(user))


def can_check_eligibility(user: Any, application: Application) -> bool:
    """Programme officers and the head check the applications of their programme in which they have no part."""
    return bool(user.has_role(*OFFICERS, programme=application.call.programme_id)) and has_no_part_in(user, application)


def can_ask_assessor(user: Any, application: Application) -> bool:
    """Those who check applications also ask assessors."""
    return can_check_eligibility(user, application)


def can_reopen_assessment(user: Any, assignment: Assignment) -> bool:
    """Those who ask an assessor may ask for a second look."""
    return can_ask_assessor(user, assignment.application)


def can_see_scores(user: Any, application: Application) -> bool:
    """Officers, the head and the auditor see who was asked and what was scored; assessors do not see each other's."""
    return bool(user.has_role(*READERS, programme=application.call.programme_id)) and has_no_part_in(user, application)


def can_see_ranking(user: Any, call: Call) -> bool:
    """Those who see the scores see them ranked."""
    return bool(user.has_role(*READERS, programme=call.programme_id))


def can_see_assessments(user: Any) -> bool:
    """Assessors have a list of what they are asked to assess."""
    return bool(user.has_role(Role.Kind.ASSESSOR))


def can_open_assessment(user: Any, assignment: Assignment) -> bool:
    """An assignment is opened by its assessor alone; the office has a page of its own for it."""
    return bool(assignment.assessor_id == user.pk)


def can_score_application(user: Any, assignment: Assignment) -> bool:
    """Only the assessor who was asked declares, scores and hands in."""
    return can_open_assessment(user, assignment)
