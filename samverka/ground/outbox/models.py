"""A message as it was, or will be, sent."""

from typing import Any

from django.conf import settings
from django.db import models

# Kinds of role, which are rows of an app above this one.
MESSAGE_READERS = ("officer", "head", "auditor")


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads over the messages."""

    def unsent(self) -> "MessageQuerySet":
        """Return the messages that have not left yet."""
        return self.filter(sent_at=None)

    def sent(self) -> "MessageQuerySet":
        """Return the messages that have left."""
        return self.exclude(sent_at=None)

    def waiting(self) -> "MessageQuerySet":
        """Return the messages that nothing has gone wrong with, and that have not left yet."""
        return self.unsent().filter(failure="")

    def failed(self) -> "MessageQuerySet":
        """Return the messages that the mail server did not take at the last try."""
        return self.unsent().exclude(failure="")

    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Return the messages that `user` may read: letters speak of money and people, so not all of the office.

        They are those of the programmes in which `user` may, and those of no programme: about log-ins, and about
        organisations, which the programmes share.
        """
        numbers = user.programmes_as(*MESSAGE_READERS)
        if not numbers:
            return self.none()
        return self.filter(models.Q(programme_id__in=numbers) | models.Q(programme_id=None))


class Message(models.Model):
    """One message to one address, in the language of the person who reads it."""

    address = models.EmailField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages")
    sender = models.CharField(max_length=200)
    # The number of a programme, which is a row of an app above this one; empty for a letter that belongs to none.
    programme_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    written_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [models.Index(fields=["sent_at"], name="message_sent")]

    def __str__(self) -> str:
        return self.subject
