"""Networks and the partnerships in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Named
from samverka.ground.programme.models import Programme
from samverka.stages.partnerships.models import Partnership


class Network(Named, models.Model):
    """A group of partnerships around a theme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="networks")
    slug = models.SlugField(max_length=120, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name


class NetworkMembership(models.Model):
    """A partnership in a network, from one year to another where the years are known."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="network_memberships")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["network", "partnership"], name="network_membership_once")]

    def __str__(self) -> str:
        return f"{self.network}: {self.partnership}"
