"""The slips that have been used, for as long as they could be used once more."""

from django.db import models


class SpentSlip(models.Model):
    """A slip that something was sent with. It says nothing about who or what."""

    key = models.UUIDField(unique=True)
    spent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.key)
