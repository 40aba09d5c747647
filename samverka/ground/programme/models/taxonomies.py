"""The words by which cases and organisations are sorted. Loaded from the package; shared by all programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Named


class Term(Named, models.Model):
    """A word of a list, with a code that never changes."""

    code = models.CharField(max_length=50, unique=True)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Country(Term):
    """A country by its two-letter code; Kosovo has XK, which ISO leaves to its users."""

    class RegionGroup(models.TextChoices):
        AFRICA = "africa", _("Africa")
        ASIA = "asia", _("Asia")
        EUROPE = "europe", _("Europe")
        LATIN_AMERICA = "latin_america", _("Latin America")

    alpha3 = models.CharField(max_length=3)
    dac_code = models.CharField(max_length=5, blank=True)
    is_dac_recipient = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    region_group = models.CharField(max_length=20, choices=RegionGroup)

    class Meta(Term.Meta):
        ordering = ["name_en"]
        verbose_name_plural = "countries"


class Sector(Term):
    """A purpose code of the OECD's development assistance committee."""


class ProjectArea(Term):
    """The field of municipal work that a case is about."""

    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+")


class Topic(Term):
    """A subject that runs across project areas."""


class Tag(Term):
    """A word that the office gives to cases beside the fixed lists. Some are shipped, others made when needed."""

    class Meta(Term.Meta):
        ordering = ["name_en", "code"]


class CoreArea(Term):
    """One of the four marks of local democracy that a case must address at least one of."""


class Goal(Term):
    """One of the 17 global goals."""

    colour = models.CharField(max_length=7)


class Target(Term):
    """One of the 169 targets under the global goals, with a short label of our own."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets")


class OrganisationType(Term):
    """What kind of body an organisation is; rules say which kinds may apply."""

    can_apply = models.BooleanField(default=False, help_text=_("By the widest wording; a rule set may allow fewer."))
    iati_type = models.CharField(max_length=2)
