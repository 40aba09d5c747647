"""The application itself, the organisations in it, and their signatures."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.folding import fold
from samverka.ground.programme.models import CoreArea, Goal, ProjectArea, Target, Topic
from samverka.stages.applications.states import MOVES, State
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Mandate, Organisation, organisations_of


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Reads over the applications."""

    def of_organisations(self, numbers: list[int]) -> "ApplicationQuerySet":
        """Return the applications that any of the organisations is a partner in."""
        return self.filter(pk__in=Partner.objects.filter(organisation__in=numbers).values("application"))

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Return the applications that `user` may see.

        Everybody in a partner organisation sees its applications; the office sees those of its programmes once they
        have been submitted. Assessors see what they are asked to read through their assignment, not here.
        """
        own = models.Q(pk__in=Partner.objects.filter(organisation__in=organisations_of(user)).values("application"))
        # Nearly everybody is not of the office, and asks on every page.
        if not (numbers := user.office_programmes):
            return self.filter(own)
        return self.filter(own | models.Q(call__programme__in=numbers, first_submitted_at__isnull=False))

    def found_by(self, text: str) -> "ApplicationQuerySet":
        """Return the applications with every word of `text` in reference, title or the parties' names of any kind."""
        found = self
        for word in fold(text).split():
            parties = Partner.objects.filter(organisation__search_text__contains=word).values("application")
            found = found.filter(models.Q(search_text__contains=word) | models.Q(pk__in=parties))
        return found

    def submitted(self) -> "ApplicationQuerySet":
        """Return the applications that are with the office."""
        return self.filter(state=State.SUBMITTED)

    def for_rows(self) -> "ApplicationQuerySet":
        """Read what a row of a list shows: the parties and the budget out of the content, none of the long texts."""
        shown = ("reference", "title", "state", "submitted_at", "settled_at")
        call = ("title_sv", "title_en", "programme__currency")
        columns = [*shown, *(f"call__{name}" for name in call)]
        parts = {
            name: KeyTransform(part, "content") for name, part in (("parties", "organisations"), ("costs", "budget"))
        }
        rows: ApplicationQuerySet = self.select_related("call__programme").only(*columns).annotate(**parts)
        return rows

    def with_parties(self) -> "ApplicationQuerySet":
        """Read along what lists and rules ask for: call, rule set, parties, and who has signed."""
        partners = Partner.objects.select_related("organisation__country", "organisation__type")
        together = self.select_related(
            "call__programme__home_country", "call__programme__owner", "call__rule_set__case_type"
        )
        signatures = Signature.objects.select_related("signed_by")
        return together.prefetch_related(
            models.Prefetch("partners", partners), models.Prefetch("signatures", signatures)
        )


class Application(models.Model):
    """What two or more organisations ask for together. Its reference number follows the case to the archive."""

    MOVES = MOVES

    # Read along by `for_rows`, as they stand in the content.
    parties: list[dict[str, Any]]
    costs: list[dict[str, Any]]

    key = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text=_("Sent with the form: a repeat makes no second.")
    )
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary_sv = models.TextField(_("summary in Swedish"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    objective = models.TextField(_("objective"), blank=True)
    mutual_learning = models.TextField(_("what each side can learn"), blank=True)
    areas = models.ManyToManyField(ProjectArea, blank=True, verbose_name=_("project areas"))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    core_areas = models.ManyToManyField(CoreArea, blank=True, verbose_name=_("core areas"))
    goals = models.ManyToManyField(Goal, blank=True, verbose_name=_("global goals"))
    targets = models.ManyToManyField(Target, blank=True, verbose_name=_("targets"))
    completion_due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text=_("When the decision was announced."))
    changed_at = models.DateTimeField()
    content = models.JSONField(
        default=dict, help_text=_("All that was written, as it reads now; kept by the actions with every change.")
    )
    content_hash = models.CharField(max_length=64, help_text=_("What a signature is given on."))
    search_text = models.TextField(
        blank=True, help_text=_("Reference, title and parties, folded; kept by the actions.")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["call", "state"], name="application_call_state")]

    def __str__(self) -> str:
        return self.title or self.reference

    @property
    def programme_id(self) -> int:
        """Return the number of the programme of the call."""
        return self.call.programme_id

    @property
    def organisations(self) -> list[Organisation]:
        """Return the partners' organisations, the applicant first; reads `partners` once if prefetched."""
        return [partner.organisation for partner in self.partners.all()]

    @property
    def applicant(self) -> Organisation:
        """Return the organisation that applies in law, and gets the grant."""
        return self.organisations[0]

    @property
    def deadline(self) -> datetime:
        """Return the moment until which it can be submitted: the call's last, or the one set with a return."""
        return self.completion_due_at or self.call.closes_at

    @property
    def valid_signatures(self) -> list["Signature"]:
        """Return the signatures on the content as it is now; one on an earlier content does not count."""
        return [one for one in self.signatures.all() if one.content_hash == self.content_hash]

    @property
    def unsigned(self) -> list[Organisation]:
        """Return the parties whose signature on the present content is missing."""
        signed = {one.organisation_id for one in self.valid_signatures}
        return [one for one in self.organisations if one.pk not in signed]


class Partner(models.Model):
    """An organisation in an application. The one in position 0 is the applicant."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="partner_once"),
            models.UniqueConstraint(fields=["application"], condition=models.Q(position=0), name="one_applicant"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Signature(models.Model):
    """A person with a mandate signed this content for an organisation. It counts as long as the content is the same."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation", "content_hash"], name="signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.signed_by}"
