"""Agreements and the signatures under them."""

from typing import Any

from django.conf import settings
from django.db import models

from samverka.ground.documents.models import Document
from samverka.stages.agreements.states import MOVES, State
from samverka.stages.applications.models import Application
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.models import Organisation, organisations_of


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Reads over the agreements."""

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Return the agreements that `user` may see: partners once they are offered, the office its programmes'."""
        numbers = user.office_programmes
        own = Application.objects.of_organisations(organisations_of(user))
        offered = models.Q(decision__application__in=own) & ~models.Q(state=State.DRAFT)
        return self.filter(models.Q(decision__application__call__programme__in=numbers) | offered)


class Agreement(models.Model):
    """The text that the parties sign, kept as data and as the PDF made from it, with one hash over the content."""

    MOVES = MOVES

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="agreement")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "pk"]

    def __str__(self) -> str:
        return self.decision.application.reference

    @property
    def programme_id(self) -> int:
        """Return the number of the programme that grants the money."""
        return self.decision.programme_id

    @property
    def reference(self) -> str:
        """Return the number of the case, which is also the agreement's."""
        return self.decision.application.reference

    @property
    def parties(self) -> list[Organisation]:
        """Return the organisations that sign, the one with the grant first; the owner signs beside them."""
        return self.decision.application.organisations

    def signatories(self) -> list[tuple[Organisation | None, "AgreementSignature | None"]]:
        """Return each party that must sign, the owner last and as `None`, with its signature where there is one."""
        signed = {signature.organisation_id: signature for signature in self.signatures.all()}
        rows: list[tuple[Organisation | None, AgreementSignature | None]] = []
        rows += [(party, signed.get(party.pk)) for party in self.parties]
        return [*rows, (None, signed.get(None))]


class AgreementSignature(models.Model):
    """One party's signature; no organisation means the programme owner's."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="agreement_signature_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(organisation=None), name="owner_signature_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.signed_by}"
