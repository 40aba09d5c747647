"""Checks of eligibility, assignments of assessors, and their scores."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Criterion
from samverka.stages.applications.models import Application, Submission
from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.assessments.states import MOVES, READABLE, State


def current_submission(application: Application) -> Submission | None:
    """Return the version of the application that counts, the one submitted last; reads `submissions` if prefetched."""
    return max(application.submissions.all(), key=lambda submission: submission.number, default=None)


def eligibility_of(application: Application) -> "EligibilityCheck | None":
    """Return the office's finding on the version that counts, if there is one."""
    submission = current_submission(application)
    return getattr(submission, "eligibility", None)


class EligibilityCheck(models.Model):
    """The office's finding on whether a submitted version meets the conditions of the call."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="eligibility")
    is_eligible = models.BooleanField(_("outcome"), choices=[(True, _("eligible")), (False, _("not eligible"))])
    findings = models.TextField(_("findings"), blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_is_eligible_display()}"

    @property
    def programme_id(self) -> int:
        """Return the number of the programme that checks."""
        return self.submission.application.programme_id


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads over the assignments."""

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """Return the assignments that `user` may see: assessors their own, the office those of its programmes."""
        numbers = user.office_programmes
        return self.filter(models.Q(assessor=user) | models.Q(application__call__programme__in=numbers))

    def unfinished(self) -> "AssignmentQuerySet":
        """Return the assignments that wait for their assessor: still needed, and not handed in."""
        return self.filter(
            state__in=[State.ASKED, State.READING],
            application__state=ApplicationState.SUBMITTED,
            application__settled_at=None,
            submission__eligibility__is_eligible=True,
        )

    def readable_by(self, user: Any) -> "AssignmentQuerySet":
        """Return the assignments whose application `user` may read as assessor: own ones, without a conflict."""
        return self.filter(assessor=user, state__in=READABLE)


class Assignment(models.Model):
    """An assessor is asked to score one submitted version of an application."""

    MOVES = MOVES

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("assessor")
    )
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    due_on = models.DateField(_("answer by"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    conflict = models.TextField(_("conflict of interest"), blank=True)
    advice = models.TextField(_("advice to the office"), blank=True)
    submitted_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "assessor"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.assessor}"

    @property
    def programme_id(self) -> int:
        """Return the number of the programme that asks."""
        return self.application.programme_id

    @property
    def is_readable(self) -> bool:
        """Tell whether the assessor has ruled out a conflict, and so may read the application."""
        return self.state in READABLE


class Score(models.Model):
    """Points of one assessor on one criterion. Unwritten until chosen: no score is not zero."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
