"""One row for each thing a person, or the system, did."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

# Kinds of role, which are rows of an app above this one. The record also tells of drafts that the office does not see.
EVENT_READERS = ("auditor", "head")


class EventQuerySet(models.QuerySet["Event"]):
    """Reads over the audit record."""

    def about(self, subject: models.Model) -> "EventQuerySet":
        """Return what was done to `subject`, newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)).select_related("by")

    def visible_to(self, user: Any) -> "EventQuerySet":
        """Return what `user` may read of the record of changes: what was done in the programmes in which `user` may.

        What was done to the people and organisations that the programmes share belongs to none, and is read in each.
        """
        numbers = user.programmes_as(*EVENT_READERS)
        if not numbers:
            return self.none()
        return self.filter(models.Q(programme_id__in=numbers) | models.Q(programme_id=None))


class Event(models.Model):
    """Somebody did something to a record. Triggers in the database refuse to change or delete a row."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The number of a programme, which is a row of an app above this one; empty for what belongs to none.
    programme_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=200, help_text="An English sentence without its end, translated when shown.")
    subject_kind = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_text = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return gettext(self.what)

    @property
    def note(self) -> str:
        """Return what of the details is worth reading beside it: the reason given, or whom or what it was about."""
        return next((str(self.details[name]) for name in ("reason", "person", "name") if self.details.get(name)), "")
