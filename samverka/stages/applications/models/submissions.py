"""What was submitted: frozen, with the hash of its content."""

import uuid

from django.conf import settings
from django.db import models

from samverka.stages.applications.models.applications import Application


class Submission(models.Model):
    """A version of an application as it was submitted. Never altered; later documents name the version they rest on."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.application.reference}, {self.number}"
