"""Reports, the costs in them, their files, and the versions that were sent in."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.documents.models import Document
from samverka.stages.organisations.models import organisations_of
from samverka.stages.projects.models import AccountingYear, Case, CaseLine, CaseParty
from samverka.stages.reports.states import MOVES, State


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads over the reports."""

    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Return the reports that `user` may see: partners their own, the office those that were sent in once."""
        numbers = user.office_programmes
        own = CaseParty.objects.filter(organisation__in=organisations_of(user)).values("case")
        sent = models.Q(year__case__programme__in=numbers, submitted_at__isnull=False)
        return self.filter(models.Q(year__case__in=own) | sent)


class Report(models.Model):
    """The report of one accounting year."""

    MOVES = MOVES

    year = models.OneToOneField(AccountingYear, models.PROTECT, related_name="report")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    done = models.TextField(_("what was done"), blank=True)
    individual_results = models.TextField(_("results for individuals"), blank=True)
    organisational_results = models.TextField(_("results in the organisations"), blank=True)
    societal_results = models.TextField(_("results in society"), blank=True)
    deviations = models.TextField(_("what differed from the plan, and why"), blank=True)
    version = models.PositiveIntegerField(default=0, help_text=_("How often it was saved."))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    public_language = models.CharField(
        _("what it says about results"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("The language in which everybody may read it; empty while nobody has cleared it."),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["year__report_due_on", "pk"]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def programme_id(self) -> int:
        """Return the number of the programme of the case."""
        return self.year.case.programme_id

    @property
    def case(self) -> Case:
        """Return the case that the report is about."""
        return self.year.case

    @property
    def latest_version(self) -> "ReportVersion | None":
        """Return the version that was sent in last, if one was; reads `versions` once if prefetched."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def total_cost(self) -> int:
        """Return the sum of the costs written so far; reads `costs` once if prefetched."""
        return sum(cost.amount or 0 for cost in self.costs.all())


class ReportedCost(models.Model):
    """What one budget line cost. An empty amount has not been filled in; zero is written as zero."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="costs")
    line = models.ForeignKey(CaseLine, models.PROTECT, related_name="costs")
    amount = models.BigIntegerField(_("cost"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["line__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="cost_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount}"


class ReportDocumentQuerySet(models.QuerySet["ReportDocument"]):
    """Reads over the files of reports."""

    def visible_to(self, user: Any) -> "ReportDocumentQuerySet":
        """Return the files that `user` may fetch: those of the reports the person may see."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def public(self, at: datetime | None = None) -> "ReportDocumentQuerySet":
        """Return the files that everybody may fetch at the moment `at` (default: now).

        Somebody cleared each of them, its report is accepted, and the public sees the case with its place: what a file
        tells of that, nobody can know.
        """
        cases = Case.objects.public(at).with_place()
        return self.filter(is_public=True, report__state=State.ACCEPTED, report__year__case__in=cases)


class ReportDocument(models.Model):
    """A file that belongs to a report, such as the auditor's certificate."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False, help_text=_("Whether everybody may fetch it."))

    objects = ReportDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)


class ReportVersion(models.Model):
    """A report as it was sent in: frozen, with the hash of its content."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"
