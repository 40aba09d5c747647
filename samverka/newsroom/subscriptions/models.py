"""Subscribers and their choices, what is sent to them, and what became of each mail."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import localised
from samverka.ground.outbox.models import Message
from samverka.newsroom.models import Article
from samverka.newsroom.permissions import can_edit_news
from samverka.newsroom.subscriptions.states import (
    ISSUE_MOVES,
    MOVES,
    NEWSLETTER_MOVES,
    IssueState,
    NewsletterState,
    State,
)
from samverka.stages.calls.models import Call


class Frequency(models.TextChoices):
    """How often somebody is written to."""

    DAILY = "daily", _("On each day with something new")
    WEEKLY = "weekly", _("Once a week, on Mondays")
    MONTHLY = "monthly", _("Once a month, on the first")


class Kind(models.TextChoices):
    """What somebody is written to about; the newsletter comes when the office has written one."""

    LETTER = "letter", _("The newsletter, when the office has written one")
    NEWS = "news", _("News")
    PRESS = "press", _("Press releases")
    BLOG = "blog", _("Blog posts")
    STORY = "story", _("Good examples")
    EVENT = "event", _("Events")
    PUBLICATION = "publication", _("Publications")
    CALLS = "calls", _("Calls for applications that have opened")


class Choice(models.Model):
    """What somebody wants to get; all who want the same share the row, and get the same words.

    Of `topics`, `countries` and `goals` (codes) an article has at least one; where none is chosen, all will do.
    `covered_until` is the moment up to which what became public has been gone through; `next_at` is empty for those
    who want nothing but the newsletter.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    wants_letter = models.BooleanField(default=False)
    kinds = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    goals = models.JSONField(default=list)
    covered_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.get_frequency_display()}"

    @property
    def all_kinds(self) -> list[str]:
        """Return the kinds as the form has them, the newsletter among them."""
        return [*([Kind.LETTER] if self.wants_letter else []), *self.kinds]


def fingerprint_of(wanted: dict[str, Any]) -> str:
    """Return the same text for the same wishes, in whatever order they were chosen."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads over the subscriptions."""

    def active(self) -> "SubscriptionQuerySet":
        """Return those that letters go to."""
        return self.filter(state=State.ACTIVE)


class Subscription(models.Model):
    """One address and what it wants. It is erased some days after it has ended, or was not confirmed."""

    MOVES = MOVES

    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text=_("Stands, sealed, in the links of each mail."))
    email = models.EmailField(_("e-mail address"), unique=True, help_text=_("In small letters."))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="subscriptions")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    bounces = models.PositiveSmallIntegerField(default=0, help_text=_("Mails that came back for good."))
    origin = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("Salted hash of the network; kept for a day.")
    )
    letters = models.ManyToManyField(Message, related_name="+", help_text=_("Erased with the subscription or before."))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["choice", "state", "id"], name="subscription_of_choice"),
            models.Index(fields=["state", "asked_at"], name="subscription_by_age"),
        ]

    def __str__(self) -> str:
        # Nothing that says whose it is may stand in the record of changes.
        return f"{self.pk}"


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    """Reads over the newsletters."""

    def visible_to(self, user: Any) -> "NewsletterQuerySet":
        """Return all of them to whoever edits news, and none to others."""
        return self.all() if can_edit_news(user) else self.none()


class Newsletter(models.Model):
    """What the office writes to all who want the newsletter: a few words, and articles that are public."""

    MOVES = NEWSLETTER_MOVES

    state = models.CharField(max_length=10, choices=NewsletterState, default=NewsletterState.DRAFT)
    subject_sv = models.CharField(_("subject in Swedish"), max_length=150, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    words_sv = models.TextField(_("opening words in Swedish"), blank=True, max_length=3_000)
    words_en = models.TextField(_("opening words in English"), blank=True, max_length=3_000)
    articles = models.ManyToManyField(Article, blank=True, related_name="+", verbose_name=_("articles"))
    begun_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True, help_text=_("The planned moment of sending."))
    sent_at = models.DateTimeField(null=True)

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return localised(self, "subject").text or gettext("Newsletter %(number)s") % {"number": self.pk}


class IssueQuerySet(models.QuerySet["Issue"]):
    """Reads over the issues."""

    def visible_to(self, user: Any) -> "IssueQuerySet":
        """Return all of them to whoever edits news, and none to others."""
        return self.all() if can_edit_news(user) else self.none()


class Issue(models.Model):
    """One mail to many: a digest for those of one choice, or a newsletter in one language.

    `subject`, `text` and `html` are as they were last composed; `reached` is the number of the last subscription that
    was gone through.
    """

    MOVES = ISSUE_MOVES

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, null=True, related_name="issues")
    choice = models.ForeignKey(Choice, models.PROTECT, null=True, related_name="issues")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=IssueState, default=IssueState.SENDING, db_index=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reached = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    numbers = models.JSONField(
        null=True, help_text=_("What became of its mails, once it is forgotten to whom they went.")
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "until"], name="one_digest_for_each_time"),
            models.UniqueConstraint(fields=["newsletter", "language"], name="one_issue_for_each_language"),
        ]

    def __str__(self) -> str:
        return self.subject or gettext("Mail %(number)s") % {"number": self.pk}

    @property
    def readers(self) -> SubscriptionQuerySet:
        """Return the active subscriptions that it is for."""
        active = Subscription.objects.active()
        if self.choice_id:
            return active.filter(choice=self.choice_id)
        return active.filter(choice__wants_letter=True, choice__language=self.language)


class Piece(models.Model):
    """Something in an issue: an article or a call. `left_out` says why it does not leave."""

    class Reason(models.TextChoices):
        """Why something is not sent though it was chosen."""

        NOT_PUBLIC = "not_public", _("It is not public any longer.")
        OF_HIDDEN = "of_hidden", _("It names a case that the public may not read.")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pieces")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    call = models.ForeignKey(Call, models.CASCADE, null=True, related_name="+")
    left_out = models.CharField(max_length=12, choices=Reason, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.article or self.call)


class Delivery(models.Model):
    """One mail to one subscriber, made the moment before it is handed over. The subscriber may be erased since."""

    class State(models.TextChoices):
        """What became of it."""

        IN_HAND = "in_hand", _("Being handed over")
        SENT = "sent", _("Taken by the mail server")
        AGAIN = "again", _("To be tried again")
        REFUSED = "refused", _("Refused by the mail server")
        UNKNOWN = "unknown", _("Not known: the sending was cut off")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State, default=State.IN_HAND)
    attempts = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(help_text=_("When it was last handed over, or tried."))
    bounced_at = models.DateTimeField(null=True)
    is_for_good = models.BooleanField(default=False, help_text=_("Nobody gets mail at this address."))
    status = models.CharField(max_length=20, blank=True, help_text=_("What the mail server answered, as a number."))
    diagnosis = models.CharField(max_length=300, blank=True, help_text=_("What it said, without addresses."))

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["issue", "subscription"], name="nobody_gets_it_twice")]
        indexes = [
            models.Index(F("issue"), F("state"), name="delivery_by_state"),
            models.Index(fields=["issue"], name="delivery_bounced", condition=Q(bounced_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
