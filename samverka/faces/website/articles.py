"""Articles as rows of lists: plain values, read in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverka.faces.website.pictures import PictureShown, with_files
from samverka.faces.website.rows import addresses
from samverka.ground.common.bilingual import current_language
from samverka.newsroom.kinds import KINDS, ONE_OF, title_now
from samverka.newsroom.models import Article
from samverka.ui.templatetags.ui import day_text

# The kinds that have a list of their own, by the name of its address.
PLACES = {"story": "stories", "event": "events", "publication": "publications", "guidance": "guidance"}

# So many rows of a list show their picture: a browser loads those that are far below too, each with a request.
MOST_PICTURES = 3


@dataclass
class ArticleRow:
    """What a list shows of an article."""

    number: int
    title: str
    url: str
    lead: str
    out_at: datetime
    kind: str
    is_demonstration: bool
    changed_at: datetime
    first_at: datetime
    source: str
    starts_at: datetime | None = None
    called_off_at: datetime | None = None
    picture: PictureShown | None = None

    @property
    def kind_text(self) -> str:
        """Return its kind and day as one line, as the other rows of a stream have kind and years."""
        return f"{self.label}, {day_text(localdate(self.shown_at))}"

    @property
    def shown_at(self) -> datetime:
        """Return its date: of an event, when that begins."""
        return self.starts_at or self.out_at

    @property
    def full_title(self) -> str:
        """Return the title as it stands alone: what is made up says so in it."""
        return f"{gettext('Demonstration')}: {self.title}" if self.is_demonstration else self.title

    @property
    def label(self) -> Any:
        """Return what kind of article it is."""
        return ONE_OF[self.kind]


def public_articles(at: datetime) -> Any:
    """Return the public articles in the language of the page, the newest first."""
    return Article.objects.public(at).written_in(current_language()).order_by("-out_at", "-pk")


def article_rows(articles: Any, *, most_pictures: int = MOST_PICTURES) -> list[ArticleRow]:
    """Return the rows of these articles, in their order; the first pictures in one more query, where there are any."""
    address = addresses("website:article")
    words = ("pk", "title", "slug", "lead", "out_at", "content_type__model", "is_demonstration")
    moments = ("last_published_at", "first_published_at", "source_name")
    occasion = ("eventpage__occasion__starts_at", "eventpage__occasion__called_off_at")
    columns = (*words, *moments, *occasion, "picture", "picture_alt", "picture__credit")
    rows, pictures = [], []
    for number, title, slug, lead, out_at, model, is_demo, changed_at, *more in articles.values_list(*columns):
        (first_at, source, starts_at, off_at), shown = more[:4], more[4:]
        kind, changed = KINDS[model], max(filter(None, (changed_at, out_at, off_at)))
        named = title_now(title, off_at)
        facts = (number, named, address(slug), lead, out_at, kind, is_demo, changed, first_at, source)
        rows.append(ArticleRow(*facts, starts_at, off_at))
        pictures.append(shown)
    having = [place for place, (picture, _alt, _credit) in enumerate(pictures) if picture][:most_pictures]
    wanted = [(pictures[place][0], "wide", PictureShown(*pictures[place][1:])) for place in having]
    for place, picture in zip(having, with_files(wanted), strict=True):
        rows[place].picture = picture
    return rows


def articles_about(kind: str, code: str, at: datetime) -> Any:
    """Return the public articles that have a word; none for a kind of word that articles do not have."""
    fields = {"country": "countries__code", "goal": "goals__code", "topic": "topics__code", "network": "networks__slug"}
    articles = public_articles(at)
    return articles.filter(**{fields[kind]: code}) if kind in fields else articles.none()
