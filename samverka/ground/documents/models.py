"""A file that somebody sent in, or that Samverka made."""

import uuid

from django.conf import settings
from django.db import models


def stored_name(document: "Document", filename: str) -> str:
    """Return where the file lies: by its number, never by the name that a person gave it."""
    number = document.number.hex
    return f"{number[:2]}/{number}"


class Document(models.Model):
    """A private file. Who may see it is decided by the record it belongs to."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to=stored_name)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["stored_at", "id"]

    def __str__(self) -> str:
        return self.name
