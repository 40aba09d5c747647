"""The kinds of article, each with what only it has."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from samverka.newsroom.models.articles import Article
from samverka.newsroom.panels import WORDS, tabs


class NewsPage(Article):
    """A piece of news: something happened in the programme."""

    kind: ClassVar[str] = "news"
    edit_handler = tabs(WORDS)

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
