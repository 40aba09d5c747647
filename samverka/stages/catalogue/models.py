"""The index of what is public, kept in the database so that every process reads the same one."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.stages.projects.models import Case

OLDEST = timedelta(hours=1)


# Each is one look into an index.
_LAST_CHANGED = models.Subquery(Case.objects.order_by("-changed_at").values("changed_at")[:1])
_LAST_MADE = models.Subquery(Case.objects.order_by("-pk").values("pk")[:1])


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads over the editions."""

    def newest(self, kind: str) -> "Edition | None":
        """Return the newest edition of a kind without its arrays; nothing before the first."""
        columns = ("kind", "token", "stamp", "made_at", "valid_until", "embargo_ended_at", "read")
        light = self.filter(kind=kind).order_by("-pk").only(*columns)
        return light.annotate(changed=_LAST_CHANGED, made=_LAST_MADE).first()


class Edition(models.Model):
    """The catalogue as it was at one moment. It is built whole, and an older one is dropped when a new one stands.

    There is one for the cases, and one for the partnerships, of which each has what its cases have. A record is known
    in it by its *place*: 0 for the newest, as lists show them. The orders are arrays of 32-bit numbers:
    `numbers[place]` is the record's primary key, `by_title_sv[0]` the place of the first title; by moments the newest
    comes first.
    """

    class Kind(models.TextChoices):
        CASES = "cases", _("Cases")
        PARTNERSHIPS = "partnerships", _("Partnerships")

    # Read along by `newest`.
    changed: datetime | None
    made: int | None

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CASES)
    token = models.UUIDField(default=uuid.uuid4, help_text="What a process knows the edition by that it has loaded.")
    stamp = models.CharField(max_length=64, help_text="What was public when it was built; another one means rebuild.")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, help_text="When the next embargo ends.")
    embargo_ended_at = models.DateTimeField(null=True, help_text="When the last embargo of a public case ended.")
    read = models.PositiveIntegerField(default=0, help_text="How many cases were read to build it.")
    numbers = models.BinaryField()
    by_title_sv = models.BinaryField()
    by_title_en = models.BinaryField()
    by_amount = models.BinaryField()
    by_changed = models.BinaryField()
    by_published = models.BinaryField(help_text="Of partnerships only those that have a case to date them by.")

    partnerships = models.BinaryField(help_text="Of cases: the primary key of the partnership by place, 0 for none.")

    objects = EditionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"

    def is_of_today(self, at: datetime) -> bool:
        """Tell of an edition read by `newest` whether no case was changed, published or hidden since it was built."""
        return self.stamp == stamp_of(self.changed, self.made) and (self.valid_until is None or at < self.valid_until)

    def is_good(self, at: datetime) -> bool:
        """Tell of an edition read by `newest` whether it need not be built anew.

        What else than cases it holds, such as the names of networks, may be as old as an hour.
        """
        return self.is_of_today(at) and at < self.made_at + OLDEST


def stamp_of(changed: Any, made: Any) -> str:
    """Return what changes with every public fact of a case: when one last changed, and the number of the newest."""
    return f"{changed} {made}"


class Posting(models.Model):
    """The places of the records that have one value: a country, a year, a word. `places` is a Roaring bitmap.

    Of a value the names are what it is called; of a word, how it is written.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="postings")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    places = models.BinaryField()
    amounts = models.BinaryField(default=bytes, help_text="Of money: an amount for each place, 64-bit, in their order.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "facet", "value"], name="posting_once")]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"
