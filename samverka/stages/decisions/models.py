"""Decisions, the days on which reports are due, and the letters that told of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import localised
from samverka.ground.documents.models import Document
from samverka.stages.applications.models import Application, Submission
from samverka.stages.calls.models import Call
from samverka.stages.decisions.states import MOVES, State
from samverka.stages.organisations.models import Organisation, organisations_of


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads over the decisions."""

    def of_call(self, call: Call) -> "DecisionQuerySet":
        """Return the decisions on the applications of `call`."""
        return self.filter(application__call=call)

    def announced(self) -> "DecisionQuerySet":
        """Return the decisions that the parties know of."""
        return self.filter(state=State.ANNOUNCED)

    def granted(self) -> int:
        """Return the sum of all grants among these, in whatever state the decision is: prepared money is spoken for."""
        grants = self.filter(outcome=Decision.Outcome.APPROVED)
        return int(grants.aggregate(total=models.Sum("amount"))["total"] or 0)

    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Return the decisions that `user` may see: partners announced ones, the office those of its programmes."""
        numbers = user.office_programmes
        own = Application.objects.of_organisations(organisations_of(user))
        return self.filter(
            models.Q(application__call__programme__in=numbers) | models.Q(application__in=own, state=State.ANNOUNCED)
        )


class Decision(models.Model):
    """What was decided on an application, resting on one submitted version of it."""

    MOVES = MOVES

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("grant")
        REJECTED = "rejected", _("no grant")

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.PREPARED)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    amount = models.BigIntegerField(_("amount"), default=0)
    currency = models.CharField(max_length=3)
    reasons_sv = models.TextField(_("reasons in Swedish"), blank=True)
    reasons_en = models.TextField(_("reasons in English"), blank=True)
    conditions_sv = models.TextField(_("conditions in Swedish"), blank=True)
    conditions_en = models.TextField(_("conditions in English"), blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-prepared_at", "pk"]

    def __str__(self) -> str:
        return self.application.reference

    @property
    def programme_id(self) -> int:
        """Return the number of the programme that decides."""
        return self.application.programme_id

    @property
    def is_grant(self) -> bool:
        """Tell whether money was granted."""
        return self.outcome == self.Outcome.APPROVED

    @property
    def reasons(self) -> str:
        """Return the reasons in the language of the page."""
        return localised(self, "reasons").text

    @property
    def conditions(self) -> str:
        """Return the conditions in the language of the page."""
        return localised(self, "conditions").text


class ReportDate(models.Model):
    """The day on which the report of one accounting year is due: part of the decision, so it differs by case."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="report_dates")
    year = models.PositiveSmallIntegerField(_("accounting year"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    due_on = models.DateField(_("report due"))

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["decision", "year"], name="report_date_once")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.year}"


class Letter(models.Model):
    """The letter about a decision to one organisation, as it was sent."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "organisation"], name="letter_once")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.organisation}"
