"""Who can be asked, and how applications rank by what their assessors scored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role, User
from samverka.ground.programme.models import Criterion, Programme
from samverka.stages.applications.models import Application, BudgetLine, Partner, Submission
from samverka.stages.assessments.models import Assignment, current_submission, eligibility_of
from samverka.stages.assessments.states import State
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Membership


def assessors_of(programme: Programme | int, on: date) -> QuerySet[User]:
    """Return the people who assess for the programme on `on` and can log in, by name."""
    roles = Role.objects.held_on(on).filter(kind=Role.Kind.ASSESSOR, programme=programme)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")


def assessors_left_out(application: Application, on: date) -> list[tuple[User, Any]]:
    """Return the programme's assessors who cannot be asked about the application on `on`, each with the reason."""
    asked = {one.assessor_id for one in assignments_on(application)}
    parties = application.organisations
    members = Membership.objects.held_on(on).filter(organisation__in=parties).select_related("organisation")
    theirs = {membership.user_id: membership.organisation.name for membership in members}
    found: list[tuple[User, Any]] = []
    for person in assessors_of(application.call.programme_id, on):
        if person.pk in asked:
            found.append((person, _("has been asked already")))
        elif person.pk in theirs:
            found.append((person, _("belongs to %(organisation)s") % {"organisation": theirs[person.pk]}))
    return found


def assignments_on(application: Application) -> list[Assignment]:
    """Return the assignments on the version that counts; reads `assignments` once if prefetched."""
    submission = current_submission(application)
    if submission is None:
        return []
    return [one for one in application.assignments.all() if one.submission_id == submission.pk]


def handed_in(application: Application) -> list[Assignment]:
    """Return the assignments on the version that counts whose scores are handed in."""
    return [one for one in assignments_on(application) if one.state == State.SUBMITTED]


# --- Scores ----------------------------------------------------------------------------------------------------------


def share_of_points(assignment: Assignment, criteria: Iterable[Criterion]) -> Fraction:
    """Return the weighted points as a share of the most that could be given, from 0 to 100, exactly.

    Sum of points × weight over sum of most points × weight: a criterion with twice the weight counts twice.
    """
    points = {score.criterion_id: score.points or 0 for score in assignment.scores.all()}
    most = sum(criterion.max_points * criterion.weight for criterion in criteria)
    given = sum(points.get(criterion.pk, 0) * criterion.weight for criterion in criteria)
    return Fraction(100 * given, most) if most else Fraction(0)


def mean(shares: list[Fraction]) -> Fraction | None:
    """Return the mean, exactly; nothing when there is nothing to take it of."""
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def spread(shares: list[Fraction]) -> Fraction | None:
    """Return how far the highest is above the lowest; nothing when there are fewer than two."""
    return max(shares) - min(shares) if len(shares) > 1 else None


# --- Ranking ---------------------------------------------------------------------------------------------------------


@dataclass
class Standing:
    """Where one application stands in its call; `waits_for` says why it is not ranked."""

    application: Application
    requested: int
    asked: int
    shares: list[Fraction] = field(default_factory=list)
    waits_for: Any = ""

    @property
    def mean(self) -> Fraction | None:
        """Return the mean of the assessors' shares of points."""
        return mean(self.shares)

    @property
    def spread(self) -> Fraction | None:
        """Return how far the assessors are apart."""
        return spread(self.shares)


def ranking(call: Call) -> tuple[list[Standing], list[Standing]]:
    """Return the ranked applications of the call, best first and ties by reference, and those not ranked.

    Takes the same number of queries for any number of applications.
    """
    criteria = list(call.rule_set.criteria.all())
    needed = call.rule_set.assessors_needed
    standings = [_standing(application, criteria, needed) for application in _with_scores(call)]
    ranked = [one for one in standings if not one.waits_for]
    ranked.sort(key=lambda one: (-(one.mean or 0), one.application.reference))
    apart = sorted((one for one in standings if one.waits_for), key=lambda one: one.application.reference)
    return ranked, apart


def requested_amounts(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return the applications with the sum of their budget lines beside them, as `requested`."""
    line = F("quantity") * F("unit_amount")
    lines = BudgetLine.objects.filter(application=OuterRef("pk")).order_by().values("application")
    total = lines.annotate(total=Sum(line, output_field=BigIntegerField())).values("total")
    return applications.annotate(requested=Coalesce(Subquery(total, output_field=BigIntegerField()), 0))


def _with_scores(call: Call) -> QuerySet[Application]:
    submissions = Submission.objects.select_related("eligibility").defer("content")
    partners = Partner.objects.select_related("organisation__country")
    return requested_amounts(call.applications.submitted().defer("content")).prefetch_related(
        Prefetch("submissions", submissions), Prefetch("partners", partners), "assignments__scores"
    )


def _standing(application: Any, criteria: list[Criterion], needed: int) -> Standing:
    scored = handed_in(application)
    asked = [one for one in assignments_on(application) if one.state != State.CONFLICTED]
    shares = [share_of_points(assignment, criteria) for assignment in scored]
    standing = Standing(application, application.requested, len(asked), shares)
    check = eligibility_of(application)
    if check is None:
        standing.waits_for = _("Not checked yet")
    elif not check.is_eligible:
        standing.waits_for = _("Does not meet the conditions")
    elif len(scored) < needed:
        words = _("%(scored)s of %(needed)s assessors have scored")
        standing.waits_for = words % {"scored": len(scored), "needed": needed}
    return standing
