"""What the office has announced to the newsroom: one decision, or all grants of a call."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision


class Announcement(models.Model):
    """One press of the button. Its drafts are articles; a second press finds them by it.

    `decision` is empty where it is about all grants of the call.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="+", verbose_name=_("call"))
    decision = models.OneToOneField(
        Decision, models.CASCADE, null=True, blank=True, related_name="announcement", verbose_name=_("decision")
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("announcement")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(decision=None), name="call_announced_to_newsroom_once"
            )
        ]

    def __str__(self) -> str:
        about: Any = self.decision or self.call
        return str(about)
