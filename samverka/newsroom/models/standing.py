"""Texts that are kept once and stand under or above many articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled


class Boilerplate(Titled, models.Model):
    """What the programme or its owner is, as it stands under every press release; changed here, it changes in all."""

    title_sv = models.CharField(_("title in Swedish"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    text_sv = models.TextField(_("text in Swedish"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        ordering = ["title_en", "pk"]
        verbose_name = _("standing text")
        verbose_name_plural = _("standing texts")

    def __str__(self) -> str:
        return self.title


class Series(Titled, models.Model):
    """Blog posts that belong together, with the introduction that stands above each."""

    title_sv = models.CharField(_("title in Swedish"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    text_sv = models.TextField(_("introduction in Swedish"), blank=True)
    text_en = models.TextField(_("introduction in English"), blank=True)

    class Meta:
        ordering = ["title_en", "pk"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title
