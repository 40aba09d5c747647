"""Partnerships and their parties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.models import Organisation


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Reads over the partnerships."""

    def public(self) -> "PartnershipQuerySet":
        """Return the partnerships that the public sees."""
        return self.filter(is_public=True)


class Partnership(Titled, models.Model):
    """Two or more organisations that work together for years."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="partnerships")
    slug = models.SlugField(max_length=160, unique=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    parties_key = models.CharField(
        max_length=200, help_text=_("The numbers of the parties, sorted: one partnership each.")
    )
    is_public = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["title_en", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "parties_key"], name="partnership_once")]

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    """An organisation in a partnership, from one day to another where the days are known."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parties")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["partnership", "organisation"], name="party_once")]

    def __str__(self) -> str:
        return str(self.organisation)
