"""Formatted words as the public reads them: a few tags, and links to where a thing is public today.

Wagtail's own way of drawing them asks everything that its pages for editors have registered, and so would load those
pages into every process. What is not named here is not drawn, whoever wrote it.
"""

from collections.abc import Iterable
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from samverka.newsroom.addresses import address
from samverka.newsroom.models import Article
from samverka.ui.templatetags.ui import another_site

TAGS = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote"}
SCHEMES = {"", "http", "https", "mailto", "tel"}
EXTERNAL = ' rel="external">'


class Drawing(HTMLParser):
    """Draws the tags that it knows, each with its end, and the text between all tags."""

    def __init__(self, pages: dict[int, str]) -> None:
        super().__init__()
        self.pages = pages
        self.drawn: list[str] = []
        # What is open, each with what stands at its end.
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Draw the beginning of a part."""
        if tag == "br":
            self.drawn.append("<br>")
            return
        beginning = link_to(dict(attrs), self.pages) if tag == "a" else f"<{tag}>" if tag in TAGS else ""
        if beginning:
            self.drawn.append(beginning)
            self.open.append((tag, f"{another_site()}</a>" if EXTERNAL in beginning else f"</{tag}>"))

    def handle_endtag(self, tag: str) -> None:
        """Draw the end of what is open, and of all that was begun in it."""
        while any(tag == one for one, _end in self.open):
            ended, end = self.open.pop()
            self.drawn.append(end)
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        """Draw text as text."""
        self.drawn.append(escape(data))

    def close(self) -> None:
        """End what is still open."""
        super().close()
        self.drawn += [end for _tag, end in reversed(self.open)]


class Linked(HTMLParser):
    """Finds the numbers of the pages that are linked."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the number of a link to a page."""
        said = dict(attrs)
        if tag == "a" and said.get("linktype") == "page":
            self.numbers.update(number_in(said))


def drawn(source: str, pages: dict[int, str]) -> SafeString:
    """Return words as they are stored, as HTML; `pages` has the addresses of the pages that they link, by number."""
    drawing = Drawing(pages)
    drawing.feed(source)
    drawing.close()
    return mark_safe("".join(drawing.drawn))  # noqa: S308 - only the tags above, and escaped text


def linked_pages(sources: Iterable[str], at: datetime) -> dict[int, str]:
    """Return the addresses of the linked pages that are public at the moment `at`: articles, and lists of them."""
    return pages_led_to(sources, at)[0]


def pages_led_to(
    sources: Iterable[str], at: datetime, key: UUID | None = None
) -> tuple[dict[int, str], dict[str, str]]:
    """Return the addresses of the linked pages by number, and of an article's translations by language, in one query.

    `key` is what the translations of the article share.
    """
    linked = Linked()
    linked.feed("".join(sources))
    if not linked.numbers and key is None:
        return {}, {}
    is_article = Exists(Article.objects.public(at).filter(pk=OuterRef("pk")))
    wanted = Q(pk__in=linked.numbers) | (Q(translation_key=key) if key else Q(pk__in=()))
    pages = Page.objects.filter(wanted).annotate(is_article=is_article)
    pages = pages.filter(Q(is_article=True) | Q(content_type__model="newshome"))
    links, translations = {}, {}
    columns = ("pk", "locale__language_code", "slug", "is_article", "translation_key")
    for number, language, slug, is_one, own_key in pages.values_list(*columns):
        path = address(language, slug if is_one else "")[2]
        if number in linked.numbers:
            links[number] = path
        if own_key == key:
            translations[language] = path
    return links, translations


def number_in(said: dict[str, str | None]) -> list[int]:
    """Return the number of the page that a link leads to, as a list of one or none."""
    number = said.get("id") or ""
    return [int(number)] if number.isascii() and number.isdigit() else []


def link_to(said: dict[str, str | None], pages: dict[int, str]) -> str:
    """Return the beginning of a link; nothing for one that leads nowhere public. One that leads away says so."""
    if said.get("linktype") == "page":
        href = next((pages[number] for number in number_in(said) if number in pages), "")
    else:
        href = (said.get("href") or "").strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if not href or parts.scheme.lower() not in SCHEMES:
        return ""
    leads_away = parts.netloc and not f"{href}/".startswith(f"{settings.SITE_ADDRESS}/")
    return f'<a href="{escape(href)}"{EXTERNAL if leads_away else ">"}'
