"""Organisations, their names and aliases, and the people who act for them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Named, localised
from samverka.ground.programme.models import Country, OrganisationType


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads over the organisations."""

    def public(self) -> "OrganisationQuerySet":
        """Return the organisations that the public sees: those with a public part in a case or a partnership."""
        return self.filter(is_public=True)

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Return the organisations whose page inside the portal `user` may open: the office all, others their own."""
        if user.is_in_office:
            return self
        return self.filter(pk__in=organisations_of(user))


class Organisation(Named, models.Model):
    """A municipality, a region or another body. Its number and slug stay; its names change."""

    slug = models.SlugField(max_length=120, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    short_sv = models.CharField(_("short name in Swedish"), max_length=100, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=100, blank=True)
    search_text = models.TextField(blank=True, help_text=_("All names, folded; kept by the actions."))
    type = models.ForeignKey(OrganisationType, models.PROTECT, related_name="organisations", verbose_name=_("kind"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="organisations", verbose_name=_("country"))
    code = models.CharField(_("official code"), max_length=20, blank=True)
    identifier = models.CharField(
        _("identifier in open data"), max_length=100, blank=True, help_text=_("Such as SE-ON-212000-0000.")
    )
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    website = models.URLField(blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    is_public = models.BooleanField(default=False)
    is_fictional = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))
    changed_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_en", "pk"]
        indexes = [models.Index(fields=["country", "code"], name="organisation_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """Return what people call the place, such as “Lund”, in the language of the page; or its name."""
        return localised(self, "short").text or self.name


class OrganisationName(models.Model):
    """A name that an organisation has, had, or is called by mistake."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        FORMER = "former", _("former name")
        ALIAS = "alias", _("also called")
        MISSPELLING = "misspelling", _("misspelling met in sources")
        CODE = "code", _("official code")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    spelling = models.CharField(max_length=200, db_index=True, help_text=_("In one case, accents kept."))
    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=10, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "spelling"], name="name_once")]

    def __str__(self) -> str:
        return self.text


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads over the memberships."""

    def held_on(self, day: date) -> "MembershipQuerySet":
        """Return the memberships in force on `day`."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Membership(models.Model):
    """A person works, or holds an office, in an organisation."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        OFFICIAL = "official", _("official")
        POLITICIAN = "politician", _("elected politician")
        CONTROLLER = "controller", _("finance controller")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    kind = models.CharField(_("role"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=150, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "kind", "starts_on"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Reads over the mandates."""

    def held_on(self, day: date) -> "MandateQuerySet":
        """Return the mandates in force on `day`."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Mandate(models.Model):
    """The right to sign for an organisation, from one day to another, resting on a decision of its own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    rests_on = models.CharField(_("rests on"), max_length=200, help_text=_("The decision or rule of delegation."))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


def organisations_of(user: Any, *kinds: str) -> list[int]:
    """Return the numbers of the organisations that `user` belongs to today, as one of `kinds` or in any way.

    Read once for each page: almost every permission asks.
    """
    if not hasattr(user, "_memberships"):
        held = Membership.objects.filter(user=user).held_on(timezone.localdate())
        user._memberships = list(held.values_list("organisation_id", "kind"))
    return sorted({number for number, kind in user._memberships if not kinds or kind in kinds})
