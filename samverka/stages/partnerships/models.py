"""Partnerships and their parties."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.models import Organisation


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Reads over the partnerships."""

    def public(self) -> "PartnershipQuerySet":
        """Return the partnerships that the public sees."""
        return self.filter(is_public=True)

    def visible_to(self, user: Any) -> "PartnershipQuerySet":
        """Return the partnerships whose page in the office `user` may open: those of its programmes."""
        return self.filter(programme__in=user.office_programmes)


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


class SteeringMemberQuerySet(models.QuerySet["SteeringMember"]):
    """Reads over the members of steering groups."""

    def visible_to(self, user: Any) -> "SteeringMemberQuerySet":
        """Return the members that `user` may keep: those of the partnerships of its programmes."""
        return self.filter(partnership__programme__in=user.office_programmes)

    def public(self, on: date) -> "SteeringMemberQuerySet":
        """Return those whom everybody may read of on that day: they have agreed to it, and have not left."""
        has_begun = Q(starts_on=None) | Q(starts_on__lte=on)
        has_not_ended = Q(ends_on=None) | Q(ends_on__gte=on)
        return self.filter(has_begun, has_not_ended, is_public=True, partnership__is_public=True)


class SteeringMember(models.Model):
    """A person in the steering group of a partnership; needs no account."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice chair")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="steering_group")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    party = models.CharField(
        _("political party"),
        max_length=10,
        blank=True,
        help_text=_("Of a politician: its letters, such as S."),
    )
    is_public = models.BooleanField(_("has agreed to be named on the public site"), default=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = SteeringMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation", "name"], name="steering_member_once")
        ]

    def __str__(self) -> str:
        return self.name
