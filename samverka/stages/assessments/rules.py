"""What must be true before an application is checked, assessors are asked, and scores are handed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Criterion
from samverka.stages.applications.models import Application
from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.assessments.models import Assignment, eligibility_of
from samverka.stages.assessments.states import State
from samverka.stages.organisations.models import Membership


@dataclass(frozen=True)
class Points:
    """What an assessor gives on one criterion; `points` is None as long as nothing is chosen."""

    points: int | None
    comment: str = ""


def problems_before_checking(application: Application, *, at: datetime) -> list[Problem]:
    """Return why eligibility cannot be recorded; empty when it can, for the first time or once more."""
    return list(_problems_with_stage(application))


def problems_before_assessing(application: Application, *, at: datetime) -> list[Problem]:
    """Return why no assessor can work on the application."""
    found = list(_problems_with_stage(application))
    check = eligibility_of(application)
    if found:
        return found
    if check is None:
        return [Problem(_("Check first whether the application meets the conditions of the call."))]
    if not check.is_eligible:
        return [Problem(_("The application does not meet the conditions of the call, so it is not assessed."))]
    return []


def problems_before_asking(application: Application, assessor: Any, *, due_on: date, at: datetime) -> list[Problem]:
    """Return why `assessor` (a person) cannot be asked to score the application by `due_on`."""
    found = problems_before_assessing(application, at=at)
    if not assessor.is_active or not assessor.has_role(Role.Kind.ASSESSOR, programme=application.call.programme_id):
        found.append(Problem(_("%(name)s is not an assessor of this programme.") % {"name": assessor.name}, "assessor"))
    for organisation in own_parties(application, assessor, on=today(at)):
        found.append(
            Problem(
                _("%(name)s belongs to %(organisation)s, which is one of the parties. Ask somebody else.")
                % {"name": assessor.name, "organisation": organisation},
                "assessor",
            )
        )
    if due_on < today(at):
        found.append(Problem(_("The day has already passed. Choose a later one."), "due_on"))
    return found


def own_parties(application: Application, person: Any, *, on: date) -> list[str]:
    """Return the names of the parties of the application that `person` belongs to on `on`."""
    parties = [partner.organisation_id for partner in application.partners.all()]
    memberships = Membership.objects.held_on(on).filter(user=person, organisation__in=parties)
    return sorted({membership.organisation.name for membership in memberships.select_related("organisation")})


def problems_before_declaring(assignment: Assignment, *, at: datetime) -> list[Problem]:
    """Return why the assessor need not declare anything any more."""
    return list(_problems_with_need(assignment, at))


def problems_before_scoring(assignment: Assignment, *, at: datetime) -> list[Problem]:
    """Return why the assessor cannot write scores now."""
    if assignment.state == State.ASKED:
        return [Problem(_("Say first whether you have a conflict of interest."))]
    if assignment.state == State.CONFLICTED:
        return [Problem(_("You have declared a conflict of interest, so you do not score this application."))]
    if assignment.state == State.SUBMITTED:
        return [Problem(_("You have handed in your scores. Ask the office if you need to change them."))]
    return list(_problems_with_need(assignment, at))


def problems_with_scores(assignment: Assignment, scores: dict[int, Points]) -> list[Problem]:
    """Return what is wrong with scores keyed by the number of their criterion; half of them may be missing."""
    criteria = {criterion.pk: criterion for criterion in criteria_of(assignment.application)}
    found = []
    for number, given in scores.items():
        criterion = criteria.get(number)
        if criterion is None:
            found.append(Problem(_("One of the criteria does not belong to this call. Load the page again.")))
        elif given.points is not None and not 0 <= given.points <= criterion.max_points:
            text = _("%(criterion)s: give from 0 to %(most)s points.")
            found.append(
                Problem(text % {"criterion": criterion.name, "most": criterion.max_points}, f"points_{number}")
            )
    return found


def problems_before_handing_in(assignment: Assignment, *, at: datetime) -> list[Problem]:
    """Return what is missing before the scores can be handed in, as a checklist for the assessor."""
    found = problems_before_scoring(assignment, at=at)
    return found or list(_problems_with_completeness(assignment))


def problems_before_reopening(assignment: Assignment, *, at: datetime) -> list[Problem]:
    """Return why the assessor cannot be asked for a second look."""
    if assignment.state != State.SUBMITTED:
        return [Problem(_("The assessor has not handed in anything yet."))]
    return list(_problems_with_need(assignment, at))


def criteria_of(application: Application) -> Iterable[Criterion]:
    """Return the criteria of the application's call, in their order."""
    return application.call.rule_set.criteria.all()


def _problems_with_completeness(assignment: Assignment) -> Iterator[Problem]:
    scores = {score.criterion_id: score for score in assignment.scores.all()}
    for criterion in criteria_of(assignment.application):
        score = scores.get(criterion.pk)
        has_points = score is not None and score.points is not None
        has_comment = score is not None and bool(score.comment.strip())
        words = {
            (False, False): _("%(criterion)s: points and a comment are missing."),
            (False, True): _("%(criterion)s: points are missing."),
            (True, False): _("%(criterion)s: a comment is missing."),
        }.get((has_points, has_comment))
        if words:
            yield Problem(words % {"criterion": criterion.name})


def _problems_with_need(assignment: Assignment, at: datetime) -> Iterator[Problem]:
    """Yield why the assessor's work is not needed any more, or rests on a version that no longer counts."""
    yield from problems_before_assessing(assignment.application, at=at)
    check = eligibility_of(assignment.application)
    if check and check.submission_id != assignment.submission_id:
        yield Problem(_("The partners have sent in a new version since. The office asks you again if it needs you."))


def _problems_with_stage(application: Application) -> Iterator[Problem]:
    if application.state == ApplicationState.WITHDRAWN:
        yield Problem(_("The partners have withdrawn the application."))
    elif application.state != ApplicationState.SUBMITTED:
        yield Problem(_("The application is with the partners, who are completing it. Wait until it is sent in again."))
    elif application.settled_at:
        yield Problem(_("The decision has been announced, so nothing can be changed here any more."))
