"""Whom and what an article names: organisations, partnerships and cases, in whose streams it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from samverka.newsroom.models.articles import Article
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case


class NamedOrganisation(models.Model):
    """An organisation that an article is about."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="named_organisations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.organisation)


class NamedPartnership(models.Model):
    """A partnership that an article is about."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="named_partnerships")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.partnership)


class NamedCase(models.Model):
    """A case that an article is about."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="named_cases")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", verbose_name=_("case"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.case)
