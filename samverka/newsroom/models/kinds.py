"""The kinds of article, each with what only it has."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from samverka.newsroom.models.articles import Article
from samverka.newsroom.models.standing import Boilerplate, Series


class NewsPage(Article):
    """A piece of news: something happened in the programme."""

    kind: ClassVar[str] = "news"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class PressRelease(Article):
    """News for journalists: with its moment, whom to ask, and what the programme is in a few standing words."""

    kind: ClassVar[str] = "press"

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")


class Contact(Orderable):
    """Whom journalists can ask."""

    release = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("contact")

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class AboutText(Orderable):
    """A standing text under a press release."""

    release = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="about_texts")
    text = models.ForeignKey(Boilerplate, models.PROTECT, related_name="+", verbose_name=_("standing text"))

    class Meta(Orderable.Meta):
        verbose_name = _("standing text")

    def __str__(self) -> str:
        return str(self.text)


class BlogPost(Article):
    """What somebody thinks or has seen, under that person's name; it may belong to a series."""

    kind: ClassVar[str] = "blog"

    author = models.CharField(_("author"), max_length=150)
    author_role = models.CharField(_("role"), max_length=150, blank=True)
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    takes_comments = models.BooleanField(
        _("open for comments"), default=True, help_text=_("Closed, what has been written stays and nothing is added.")
    )
    comment_days = models.PositiveSmallIntegerField(
        _("close after so many days"),
        default=30,
        null=True,
        blank=True,
        help_text=_("Counted from the date of the post. Empty: never."),
    )

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")
