"""The parts that partners fill in: activities, team, budget, attachments; each section with a version of its own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.documents.models import Document
from samverka.ground.programme.models import CostCategory
from samverka.stages.applications.models.applications import Application
from samverka.stages.organisations.models import Organisation


class Section(models.TextChoices):
    """The sections of an application, in the order in which they are written. Each is saved on its own."""

    SUMMARY = "summary", _("Title and summary")
    FOCUS = "focus", _("Areas and goals")
    ACTIVITIES = "activities", _("Activities")
    TEAM = "team", _("Team")
    BUDGET = "budget", _("Budget")
    ATTACHMENTS = "attachments", _("Attachments")


# What of the content each section holds.
PARTS: dict[str, tuple[str, ...]] = {
    Section.SUMMARY: (
        "title",
        "summary_sv",
        "summary_en",
        "starts_on",
        "ends_on",
        "objective",
        "mutual_learning",
    ),
    Section.FOCUS: ("areas", "topics", "core_areas", "goals", "targets"),
    Section.ACTIVITIES: ("activities",),
    Section.TEAM: ("team",),
    Section.BUDGET: ("budget",),
    Section.ATTACHMENTS: ("attachments",),
}


class SectionVersion(models.Model):
    """How often a section was saved, and by whom last: what tells two people that they write at the same time."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="section_versions")
    section = models.CharField(max_length=20, choices=Section)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="section_once")]

    def __str__(self) -> str:
        return f"{self.application}: {self.section} {self.version}"


# Rows may be saved half filled: what is missing in them is said before signing, not before saving.


class Activity(models.Model):
    """Something the partners will do."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="activities")
    title = models.CharField(_("what"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    participants = models.CharField(_("who takes part"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """A person in the team of one of the organisations; needs no account."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("project manager")
        OFFICIAL = "official", _("civil servant")
        POLITICIAN_MAJORITY = "majority", _("elected politician, majority")
        POLITICIAN_OPPOSITION = "opposition", _("elected politician, opposition")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        RESEARCHER = "researcher", _("researcher or expert")

    application = models.ForeignKey(Application, models.CASCADE, related_name="team")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    unit = models.CharField(_("unit"), max_length=150, blank=True, help_text=_("Where in the organisation."))
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """A cost in one accounting year: how many, of what, at what price. The amount is computed, never stored."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(_("accounting year"))
    category = models.ForeignKey(
        CostCategory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cost category")
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    unit_amount = models.BigIntegerField(_("amount each"), default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["year", "position", "pk"]

    def __str__(self) -> str:
        return self.description

    @property
    def amount(self) -> int:
        """Return the cost of the line in the smallest unit."""
        return self.quantity * self.unit_amount


class Attachment(models.Model):
    """A file that belongs to an application."""

    class Kind(models.TextChoices):
        LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
        OTHER = "other", _("other")

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)
