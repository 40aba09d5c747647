"""Formatted words as the public reads them: a few tags, and links to where a thing is public today.

Wagtail's own way of drawing them asks everything that its pages for editors have registered, and so would load those
pages into every process. What is not named here is not drawn, whoever wrote it.
"""

from collections.abc import Iterable
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from samverka.newsroom.addresses import address
from samverka.newsroom.models import Article

TAGS = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote"}
SCHEMES = {"", "http", "https", "mailto", "tel"}


class Drawing(HTMLParser):
    """Draws the tags that it knows, each with its end, and the text between all tags."""

    def __init__(self, pages: dict[int, str]) -> None:
        super().__init__()
        self.pages = pages
        self.drawn: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Draw the beginning of a part."""
        if tag == "br":
            self.drawn.append("<br>")
            return
        beginning = link_to(dict(attrs), self.pages) if tag == "a" else f"<{tag}>" if tag in TAGS else ""
        if beginning:
            self.drawn.append(beginning)
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Draw the end of what is open, and of all that was begun in it."""
        while tag in self.open:
            ended = self.open.pop()
            self.drawn.append(f"</{ended}>")
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        """Draw text as text."""
        self.drawn.append(escape(data))

    def close(self) -> None:
        """End what is still open."""
        super().close()
        self.drawn += [f"</{tag}>" for tag in reversed(self.open)]


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
    linked = Linked()
    linked.feed("".join(sources))
    if not linked.numbers:
        return {}
    articles = Article.objects.public(at).filter(pk__in=linked.numbers)
    lists = Page.objects.filter(pk__in=linked.numbers, content_type__model="newshome")
    found = {
        number: address(language, slug)[2]
        for number, language, slug in articles.values_list("pk", "locale__language_code", "slug")
    }
    return found | {
        number: address(language)[2] for number, language in lists.values_list("pk", "locale__language_code")
    }


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
    mark = ' rel="external"' if leads_away else ""
    return f'<a href="{escape(href)}"{mark}>'
