"""The feed of the news: all of one language, or one type or topic of it."""

from datetime import datetime

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import get_language

from samverka.faces.website.articles import article_rows, public_articles
from samverka.faces.website.feed.atom import AtomFeed
from samverka.faces.website.feed.views import NEWEST, tag
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.faces.website.linked import owner_node
from samverka.faces.website.news.views import NewsList, choices_in_address, narrowed
from samverka.faces.website.pictures import PictureShown
from samverka.ground.programme.queries import programme_shown_first


def enclosed(picture: PictureShown) -> Enclosure:
    """Return the picture of an article as readers of feeds fetch it."""
    name = picture.address.rpartition("/")[2]
    return Enclosure(absolute(picture.address), str(storages["pictures"].size(name)), "image/webp")


def identity(request: HttpRequest) -> str:
    """Return the identity of a feed: what is narrowed is a feed of its own."""
    first = datetime(2026, 1, 1)  # noqa: DTZ001 - a day in an identity, not a moment
    return tag(f"{get_language()}/news{choices_in_address(request)}", first)


class NewsFeed(WebsitePage):
    """The fifty newest of what the address asks for. An entry keeps its identity whatever happens to its address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = programme_shown_first()
        author = owner_node(programme.owner)["name"] if programme else "Samverka"
        feed = AtomFeed(
            title=f"{NewsList.heading} – {programme.name if programme else 'Samverka'}",
            link=absolute(f"{reverse('website:news')}"),
            description=str(NewsList.lead),
            language=get_language(),
            author_name=author,
            feed_url=absolute(request.get_full_path()),
            feed_guid=identity(request),
        )
        articles = narrowed(request, public_articles(self.at).news())[:NEWEST]
        for row in article_rows(articles, most_pictures=NEWEST):
            feed.add_item(
                title=row.full_title,
                link=absolute(row.url),
                description=row.lead,
                unique_id=tag(f"article/{row.number}", row.first_at),
                pubdate=row.out_at,
                updateddate=row.changed_at,
                categories=[row.label],
                author_name=row.source or author,
                enclosures=[enclosed(row.picture)] if row.picture else [],
            )
        return feed.answer()
