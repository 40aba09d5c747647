"""Applications that were checked and scored, made by the real actions."""

from datetime import timedelta

from samverka.stages.assessments.actions import (
    ask_assessor,
    check_eligibility,
    declare_no_conflict,
    hand_in_scores,
    save_scores,
)
from samverka.stages.assessments.models import eligibility_of
from samverka.stages.assessments.rules import Points
from tests.factories import applications
from tests.factories.remembered import remembered


@remembered
def eligible(cast, at, application=None, **facts):
    """Return an application that Sara found to meet the conditions of its call."""
    application = application or applications.submitted(cast, at, **facts)
    check_eligibility(application, is_eligible=True, findings="Alla villkor är uppfyllda.", by=cast.sara, at=at)
    return application


@remembered
def ineligible(cast, at, application=None, **facts):
    """Return an application that Sara found not to meet the conditions of its call."""
    application = application or applications.submitted(cast, at, **facts)
    check_eligibility(application, is_eligible=False, findings="Bara en part är en kommun.", by=cast.sara, at=at)
    return application


@remembered
def checked(cast, at, application, **facts):
    """Return the application, found to meet the conditions if nobody has looked yet; a new one when there is none."""
    is_checked = application is not None and eligibility_of(application) is not None
    return application if is_checked else eligible(cast, at, application, **facts)


@remembered
def asked(cast, at, application=None, assessor=None, **facts):
    """Return the assignment of an assessor (Eva) who was asked and has not answered."""
    application = checked(cast, at, application, **facts)
    due_on = (at + timedelta(days=14)).date()
    return ask_assessor(application, assessor or cast.eva, due_on=due_on, by=cast.sara, at=at)


@remembered
def reading(cast, at, application=None, assessor=None, **facts):
    """Return the assignment of an assessor (Eva) who has no conflict of interest and reads."""
    assignment = asked(cast, at, application, assessor, **facts)
    return declare_no_conflict(assignment, by=assignment.assessor, at=at)


def points_for(assignment, points):
    """Return the same points on each criterion of the assignment's call, with a comment."""
    criteria = assignment.application.call.rule_set.criteria.all()
    return {criterion.pk: Points(points, f"Om {criterion.code}: tydligt.") for criterion in criteria}


@remembered
def handed_in(cast, at, application=None, assessor=None, points=4, **facts):
    """Return an assignment with `points` on each criterion, handed in."""
    assignment = reading(cast, at, application, assessor, **facts)
    scores = points_for(assignment, points)
    save_scores(assignment, scores=scores, advice="Bevilja gärna.", by=assignment.assessor, at=at)
    return hand_in_scores(assignment, by=assignment.assessor, at=at)


@remembered
def scored(cast, at, application=None, points=(4, 3), **facts):
    """Return an eligible application that Eva and Samuel have scored."""
    application = checked(cast, at, application, **facts)
    for assessor, given in zip((cast.eva, cast.samuel), points, strict=True):
        handed_in(cast, at, application, assessor, given)
    return application
