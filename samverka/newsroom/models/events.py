"""Events: the occasion, kept once for both languages, the page in each, and who comes."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled, localised
from samverka.ground.outbox.models import Message
from samverka.newsroom.models.articles import Article
from samverka.newsroom.permissions import can_edit_news


class OccasionQuerySet(models.QuerySet["Occasion"]):
    """Reads over the occasions."""

    def visible_to(self, user: Any) -> "OccasionQuerySet":
        """Return the occasions whose participants `user` may see: all for editors, none for others."""
        return self.all() if user.is_authenticated and can_edit_news(user) else self.none()

    def counted(self) -> "OccasionQuerySet":
        """Add how many have a place, and how many wait."""
        coming, waiting = (
            Count("registrations", Q(registrations__state=one), distinct=True)
            for one in (Registration.State.COMING, Registration.State.WAITING)
        )
        return self.annotate(coming=coming, waiting=waiting)


class Occasion(Titled, models.Model):
    """When and where something happens, and how many can come. It holds as soon as it is saved, for both pages."""

    title_sv = models.CharField(_("title in Swedish"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place_sv = models.CharField(_("place in Swedish"), max_length=200, blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    online_url = models.CharField(
        _("address where it is held online"), max_length=500, blank=True, validators=[URLValidator(["https", "http"])]
    )
    takes_registrations = models.BooleanField(_("people register on this site"), default=False)
    places = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("How many can come. Empty: as many as like to.")
    )
    closes_at = models.DateTimeField(
        _("last moment to register"), null=True, blank=True, help_text=_("Empty: until it begins.")
    )
    days_kept = models.PositiveIntegerField(
        _("days for which participants are kept"),
        default=30,
        help_text=_("After the end. Then their names and addresses are erased, and the letters to them."),
    )
    called_off_at = models.DateTimeField(_("called off"), null=True, editable=False)
    called_off_reason_sv = models.TextField(_("reason in Swedish"), blank=True, editable=False)
    called_off_reason_en = models.TextField(_("reason in English"), blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")

    def __str__(self) -> str:
        return f"{self.title} ({self.starts_at:%Y-%m-%d})"

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        moments: list[datetime | None] = [self.starts_at, self.ends_at]
        if None not in moments and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("It ends before it begins. Change one of the two.")})

    @property
    def place(self) -> Any:
        """Return where it is, in the language in force."""
        return localised(self, "place")

    @property
    def last_moment(self) -> datetime:
        """Return until when people can register."""
        return min(self.closes_at or self.starts_at, self.starts_at)

    @property
    def erased_on(self) -> datetime:
        """Return when the participants are erased."""
        return self.ends_at + timedelta(days=self.days_kept)

    @property
    def is_called_off(self) -> bool:
        """Tell whether it does not take place after all."""
        return self.called_off_at is not None

    def is_open(self, at: datetime) -> bool:
        """Tell whether people can register at the moment `at`."""
        return self.takes_registrations and not self.is_called_off and at < self.last_moment


class EventPage(Article):
    """An event as it is told in one language."""

    kind: ClassVar[str] = "event"

    occasion = models.ForeignKey(
        Occasion,
        models.PROTECT,
        related_name="+",
        verbose_name=_("occasion"),
        help_text=_("When and where: kept once under Occasions, for both languages."),
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def changed_at(self) -> datetime | None:
        """Return when what the public reads was last changed: also when it was called off."""
        return max(filter(None, (super().changed_at, self.occasion.called_off_at)), default=None)

    def own_words(self) -> list[str]:
        """Return where it is."""
        return [self.occasion.place_sv, self.occasion.place_en] if self.occasion_id else []


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads over the registrations."""

    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """Return the registrations that `user` may read: all for editors, none for others."""
        return self.all() if user.is_authenticated and can_edit_news(user) else self.none()


class Registration(models.Model):
    """One person who registered: has a place, waits for one, or has cancelled. Erased some time after the event.

    `key` stands in the letters to the person, and nowhere else.
    """

    class State(models.TextChoices):
        """Whether the person comes."""

        COMING = "coming", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")

    MOVES: ClassVar[dict[Any, set[Any]]] = {
        State.WAITING: {State.COMING, State.CANCELLED},
        State.COMING: {State.CANCELLED},
    }

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="registrations")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=20, choices=State)
    registered_at = models.DateTimeField(db_index=True)
    origin = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("Salted hash of the network; kept for a day.")
    )
    letters = models.ManyToManyField(Message, related_name="+", editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "email"],
                condition=~Q(state="cancelled") & ~Q(email=""),
                name="registered_once_for_occasion",
            )
        ]

    def __str__(self) -> str:
        # In the record of changes, which is never erased, nobody is named.
        return f"{self.occasion}, {self.pk}"
