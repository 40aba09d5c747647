"""Rules as data: caps, guide amounts, who may apply, what is paid, how it is scored; dated, and frozen once in use."""

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Named
from samverka.ground.programme.models.owners import CaseType, Programme
from samverka.ground.programme.models.taxonomies import Country, OrganisationType

# Kinds of role, which are rows of an app above this one.
RULE_MAKERS = ("officer", "head")
RULE_READERS = (*RULE_MAKERS, "finance", "editor", "auditor")


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Reads over the rule sets."""

    def of_programmes(self, numbers: list[int]) -> "RuleSetQuerySet":
        """Return the rule sets of the programmes with these numbers."""
        return self.filter(programme__in=numbers)

    def visible_to(self, user: Any) -> "RuleSetQuerySet":
        """Return the rule sets of the programmes in whose office `user` works."""
        return self.of_programmes(user.programmes_as(*RULE_READERS))


class RuleSet(Named, models.Model):
    """The rules for one case type from one day to another. A call points at one; a case keeps it for life."""

    key = models.UUIDField(null=True, unique=True, help_text=_("Sent with the form: a repeat makes no second."))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rule_sets")
    case_type = models.ForeignKey(CaseType, models.PROTECT, related_name="rule_sets", verbose_name=_("case type"))
    name_sv = models.CharField(_("name in Swedish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    source = models.CharField(
        _("source"), max_length=300, help_text=_("The decision or guideline that the rules come from, with its date.")
    )
    valid_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    is_frozen = models.BooleanField(default=False, help_text=_("Set when a call that uses it opens."))
    countries = models.ManyToManyField(Country, verbose_name=_("eligible partner countries"))
    applicant_types = models.ManyToManyField(
        OrganisationType, related_name="+", verbose_name=_("kinds of organisation that may apply")
    )
    partner_types = models.ManyToManyField(
        OrganisationType, related_name="+", verbose_name=_("kinds of organisation that may be partner")
    )
    max_years = models.PositiveSmallIntegerField(_("longest period, in years"), default=3)
    min_team_each = models.PositiveSmallIntegerField(_("smallest team of each organisation"), default=1)
    assessors_needed = models.PositiveSmallIntegerField(_("assessors for each application"), default=2)
    report_days = models.PositiveSmallIntegerField(
        _("days for a report"), default=60, help_text=_("Days after an accounting year in which its report is due.")
    )
    reports_early = models.BooleanField(
        _("reports may come early"),
        default=False,
        help_text=_("Whether a report may be sent in before its accounting year has ended."),
    )
    appeal_text_sv = models.TextField(_("how to ask for a review, in Swedish"))
    appeal_text_en = models.TextField(_("how to ask for a review, in English"))

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "pk"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def limits_read(self) -> list["Limit"]:
        """Return the limits with their categories; read once for each page."""
        return list(self.limits.select_related("category"))


class CostCategory(Named, models.Model):
    """A kind of cost that is paid under a rule set."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="categories")
    code = models.SlugField()
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "cost categories"
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="category_once")]

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """An amount that a budget should not, or must not, exceed.

    It applies where all that it names fits: region group, number of parties (from `parties_from`), cost category.
    """

    class Scope(models.TextChoices):
        CASE = "case", _("the whole case")
        YEAR = "year", _("each year")

    class Kind(models.TextChoices):
        MAXIMUM = "maximum", _("maximum: a budget above it cannot be submitted")
        GUIDE = "guide", _("guide amount: a budget above it gets a warning")

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="limits")
    scope = models.CharField(_("applies to"), max_length=10, choices=Scope)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    amount = models.BigIntegerField(_("amount"), help_text=_("In the smallest unit of the programme's currency."))
    region_group = models.CharField(_("region"), max_length=20, choices=Country.RegionGroup, blank=True)
    parties_from = models.PositiveSmallIntegerField(_("from how many parties"), default=2)
    category = models.ForeignKey(
        CostCategory, models.CASCADE, null=True, blank=True, related_name="limits", verbose_name=_("cost category")
    )
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.amount}"


class Criterion(Named, models.Model):
    """A question that assessors answer with points."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="criteria")
    code = models.SlugField()
    name_sv = models.CharField(_("name in Swedish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    guidance_sv = models.TextField(_("guidance in Swedish"), blank=True)
    guidance_en = models.TextField(_("guidance in English"), blank=True)
    max_points = models.PositiveSmallIntegerField(_("most points"), default=5)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="criterion_once")]

    def __str__(self) -> str:
        return self.name
