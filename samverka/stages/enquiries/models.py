"""What somebody wrote to the office."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Programme
from samverka.stages.enquiries.states import MOVES, State

HANDLERS = (Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR)
ASIDE = (State.UNCONFIRMED, State.QUARANTINED)
WAITING = (State.RECEIVED, *ASIDE)
PERSONAL = ("name", "email", "subject", "text", "answer", "origin", "fingerprint")


class Kind(models.TextChoices):
    """What it is about, in the words of the form."""

    QUESTION = "question", _("A question about the programme")
    PRESS = "press", _("A question from the press")
    ACCESSIBILITY = "accessibility", _("Something on the site that I cannot use")
    PRIVACY = "privacy", _("What is kept about me")
    WEBSITE = "website", _("Something else about this site")


class Doubt(models.TextChoices):
    """Why a message waits before it is one to be answered, for the office."""

    NO_SUM = "no_sum", _("The sender’s browser solved no sum")
    QUICK = "quick", _("Sent more quickly than anybody writes")
    FLOOD = "flood", _("One of many within an hour")
    LINKS = "links", _("Many links")
    REPEATED = "repeated", _("The same text has come before")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Reads over the enquiries."""

    def visible_to(self, user: Any) -> "EnquiryQuerySet":
        """Return the enquiries that `user` may read: they hold what strangers wrote, so not all of the office."""
        return self.filter(programme__in=user.programmes_as(*HANDLERS))

    def by_urgency(self) -> "EnquiryQuerySet":
        """Return what is to be answered first, the nearest day at the top; then what waits; then the settled."""
        rank = models.Case(When(state=State.RECEIVED, then=0), When(state__in=ASIDE, then=1), default=Value(2))
        return self.order_by(rank, F("settled_at").desc(nulls_last=True), "answer_due_on", "pk")


class Enquiry(models.Model):
    """One message. Text, name and address are erased a set time after it was settled."""

    MOVES = MOVES

    key = models.UUIDField(unique=True, help_text=_("Opens the receipt; a repeat makes no second."))
    confirm_key = models.UUIDField(default=uuid.uuid4, unique=True, help_text=_("Only in the letter to the address."))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    kind = models.CharField(_("what it is about"), max_length=20, choices=Kind)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("message"), blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    doubts = models.JSONField(default=list)
    origin = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("Salted hash of the network; kept for a day.")
    )
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, help_text=_("Hash of the text."))
    received_at = models.DateTimeField()
    answer_due_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    erased_at = models.DateTimeField(null=True)
    letters = models.ManyToManyField(Message, related_name="+", help_text=_("Erased with the message."))

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("enquiry")
        indexes = [
            models.Index(fields=["state", "answer_due_on"], name="enquiry_waiting"),
            models.Index(fields=["settled_at"], name="enquiry_settled", condition=Q(erased_at=None)),
        ]

    def __str__(self) -> str:
        # Kept in the record of changes for good, so nothing that somebody wrote stands here.
        return self.reference

    @property
    def reference(self) -> str:
        """Return what people call the message in letters and on the telephone."""
        return f"{self.received_at:%Y}-{self.pk:04}"

    def is_late(self, today: date) -> bool:
        """Tell whether the day has passed by which an answer was promised."""
        return self.state == State.RECEIVED and self.answer_due_on < today

    @property
    def doubts_in_words(self) -> list[Any]:
        """Return why the message had to wait."""
        return [Doubt(one).label for one in self.doubts]
