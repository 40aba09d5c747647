"""Good examples: what two sides did together, and what each of them learned."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from samverka.newsroom.models.articles import Article
from samverka.stages.organisations.models import Organisation


class Story(Article):
    """What came of a partnership, told from both sides."""

    kind: ClassVar[str] = "story"

    results = models.TextField(
        _("what came of it"), blank=True, help_text=_("What is different now, and how one can see it.")
    )

    class Meta:
        verbose_name = _("good example")
        verbose_name_plural = _("good examples")

    def own_words(self) -> list[str]:
        """Return the results and what each side learned."""
        return [self.results, *(one.words for one in self.lessons.all())]


class Lesson(Orderable):
    """What one side learned."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="lessons")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    words = models.TextField(_("what it learned"))

    class Meta(Orderable.Meta):
        verbose_name = _("what one side learned")

    def __str__(self) -> str:
        return str(self.organisation)
