"""The list of news, and one article."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import PLACES, article_rows, public_articles
from samverka.faces.website.comments.shown import talk_under
from samverka.faces.website.finding import Choice, asked, named_terms, words_of
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.faces.website.freshness import FRESH
from samverka.faces.website.linked import Node, owner_node
from samverka.faces.website.news.about import subjects_of
from samverka.faces.website.news.gathered import gathered
from samverka.faces.website.news.parts import head_picture, parts_of, pictures_in
from samverka.faces.website.pictures import PictureShown
from samverka.ground.programme.models import Topic
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.kinds import KINDS, LABELS, ONE_OF, title_now
from samverka.newsroom.lasting import moved_to, withdrawn_on
from samverka.newsroom.models import Article
from samverka.newsroom.words import pages_led_to
from samverka.ui.pages import ListPage, RecordPage

OWN_NAMES = {"sv": "Svenska", "en": "English"}
SCHEMA = {
    "news": "NewsArticle",
    "press": "NewsArticle",
    "blog": "BlogPosting",
    "story": "Article",
    "event": "Event",
    "publication": "Report",
    "guidance": "TechArticle",
}


def lessons_of(story: Any) -> list[tuple[Any, str]]:
    """Return (organisation, what it learned) of a good example; one that is not public any longer has no name."""
    lessons = story.lessons.select_related("organisation")
    return [(one.organisation if one.organisation.is_public else None, one.words) for one in lessons]


# What only articles of a kind have.
BESIDES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "news": lambda article: {},
    "press": lambda article: {
        "contacts": list(article.contacts.all()),
        "about_texts": [one.text for one in article.about_texts.select_related("text")],
        "shows_time": True,
    },
    "blog": lambda article: {"series": article.series},
    "story": lambda article: {"lessons": lessons_of(article)},
    "event": lambda article: {
        "heading": title_now(article.title, article.occasion.called_off_at),
        "occasion": article.occasion,
        "is_open": article.occasion.is_open(timezone.now()),
    },
    "publication": lambda article: {"file_size": article.file_size},
    "guidance": lambda article: {},
}


def topics_of(articles: Any) -> Any:
    """Return the topics that some of the articles have; one is enough, so that no list of all is made for it."""
    return Topic.objects.filter(Exists(articles.order_by().filter(topics=OuterRef("pk"))))


def narrowed(request: HttpRequest, articles: Any) -> Any:
    """Return those of the articles that the address asks for, by words, type and topic."""
    if words := words_of(asked(request, "q")):
        articles = articles.found_by(words)
    if (kind := asked(request, "type")) in LABELS:
        articles = articles.filter(content_type__model=next(model for model in KINDS if KINDS[model] == kind))
    if topic := asked(request, "topic"):
        articles = articles.filter(topics__code=topic)
    return articles


def choices_in_address(request: HttpRequest) -> str:
    """Return what is chosen as it stands in an address, from its question mark."""
    chosen = {name: asked(request, name) for name in ("type", "topic", "q")}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"?{query}" if query else ""


class NewsList(WebsitePage, ListPage):
    """Everything that was published in one language, newest first."""

    template_name = "website/news/list.html"
    heading = _("News")
    lead = _("What happens in the programme and between the partners.")
    rows_each = 20

    def rows(self) -> Any:
        return narrowed(self.request, public_articles(self.at).news())

    def context(self) -> dict[str, Any]:
        here = super().context()
        kinds = [(kind, label) for kind, label in LABELS.items() if kind != "guidance"]
        topics = topics_of(public_articles(self.at))
        return {
            **here,
            "description": self.lead,
            "rows": article_rows(here["page_obj"].object_list),
            "text": asked(self.request, "q"),
            "choices": [
                Choice("type", _("Kind"), _("All kinds"), kinds, asked(self.request, "type")),
                Choice("topic", _("Topic"), _("All topics"), named_terms(topics), asked(self.request, "topic")),
            ],
            "feed_url": f"{reverse('website:news-feed')}{choices_in_address(self.request)}",
            "is_narrowed": any(self.request.GET.values()),
            "places": [(LABELS[kind], reverse(f"website:{name}")) for kind, name in PLACES.items()],
        }


def shared(picture: PictureShown | None) -> dict[str, Any]:
    """Return what is shown where somebody shares the address: the picture of the article, where it has one."""
    if picture is None:
        return {}
    width, height = picture.width, picture.height
    return {"og_image": absolute(picture.address), "og_image_width": width, "og_image_height": height}


def image_node(picture: PictureShown | None) -> Node:
    """Return the picture of an article, with who made it."""
    if picture is None:
        return {}
    return {
        "@type": "ImageObject",
        "url": absolute(picture.address),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.alt,
        "creditText": picture.credit,
    }


def happening(occasion: Any) -> Node:
    """Return when and where an event is."""
    modes = {
        (True, True): "MixedEventAttendanceMode",
        (False, True): "OnlineEventAttendanceMode",
        (True, False): "OfflineEventAttendanceMode",
    }
    place = occasion.place.text
    there: list[Node] = [{"@type": "Place", "name": place, "address": place}] if place else []
    online = [{"@type": "VirtualLocation", "url": occasion.online_url}] if occasion.online_url else []
    mode = modes.get((bool(place), bool(occasion.online_url)))
    return {
        "startDate": occasion.starts_at,
        "endDate": occasion.ends_at,
        "location": [*there, *online],
        "eventAttendanceMode": f"https://schema.org/{mode}" if mode else "",
        "eventStatus": f"https://schema.org/{'EventCancelled' if occasion.is_called_off else 'EventScheduled'}",
    }


class Moved(Exception):
    """The article has another name now."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class Withdrawn(Exception):
    """The article was public, and no longer is since a day."""

    def __init__(self, day: datetime) -> None:
        super().__init__(str(day))
        self.day = day


class ArticlePage(WebsitePage, RecordPage):
    """One article. Its other languages are articles of their own, under names of their own."""

    template_name = "website/news/article.html"
    records = Article.objects
    by = {"slug": "slug"}
    og_type = "article"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the article, with where it is now, or with the sentence that stands in its place."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Moved as moved:
            return redirect("website:article", moved.slug, permanent=True)
        except Withdrawn as gone:
            # Its name leads nowhere in another language.
            facts = {"heading": _("This article was withdrawn"), "day": gone.day, "now": self.at, "alternates": []}
            response = render(request, "website/news/withdrawn.html", facts, status=410)
            patch_cache_control(response, public=True, max_age=FRESH)
            return response

    def get_records(self) -> Any:
        # Its kind comes in the same query, and so does the series of a blog post.
        return Article.objects.written_in(get_language() or "en").select_related(
            *KINDS, "blogpost__series", "eventpage__occasion"
        )

    def find(self) -> Any:
        """Return the article; in the preview, the draft that the newsroom put on the request."""
        draft = getattr(self.request, "draft", None)
        if draft is not None:
            return draft
        try:
            article: Any = super().find()
        except Http404:
            language, slug = get_language() or "en", self.kwargs["slug"]
            if now := moved_to(language, slug, self.at):
                raise Moved(now) from None
            if day := withdrawn_on(language, slug):
                raise Withdrawn(day) from None
            raise
        return next(getattr(article, kind) for kind in KINDS if hasattr(article, kind))

    def context(self) -> dict[str, Any]:
        article = self.record
        known = gathered(article, self.at, is_draft=hasattr(self.request, "draft"))
        files = pictures_in(article, known)
        texts = (block.value for block in known.blocks if block.kind == "text")
        pages, translations = pages_led_to(texts, self.at, article.translation_key)
        picture = head_picture(article, files)
        return {
            **super().context(),
            **shared(picture),
            **self.in_other_languages(translations),
            "lead": article.lead,
            "description": article.search_description or article.lead,
            "breadcrumbs": [self.list_of_it()],
            "picture": picture,
            "parts": parts_of(known, pages, files),
            "kind": ONE_OF[article.kind],
            # Read once, for the frame and for machines.
            "programme": programme_shown_first(),
            "subjects": subjects_of(known),
            "changed_at": article.changed_at,
            "talk": talk_under(article, self.at, self.request.GET.get("page")),
            **BESIDES[article.kind](article),
        }

    def list_of_it(self) -> tuple[Any, str]:
        """Return the name and address of the list in which it stands."""
        kind = self.record.kind
        if kind in PLACES:
            return LABELS[kind], reverse(f"website:{PLACES[kind]}")
        return NewsList.heading, reverse("website:news")

    def in_other_languages(self, translations: dict[str, str]) -> dict[str, Any]:
        """Return where the same article stands in the other languages.

        Where nobody has translated it, readers are led to the list of that language, and machines to nothing.
        """
        here = self.request.path
        found = {get_language() or "en": here, **translations}
        others = [(code, OWN_NAMES[code], path) for code, path in found.items() if path != here]
        for code in OWN_NAMES:
            if code not in found:
                with override(code):
                    others.append((code, OWN_NAMES[code], self.list_of_it()[1]))
        standard = [("x-default", absolute(found["en"]))] if "en" in found else []
        all_of_it = [(code, absolute(path)) for code, path in found.items()]
        return {"alternates": others, "languages": [*all_of_it, *standard]}

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the article."""
        article, programme = self.record, here["programme"]
        publisher = owner_node(programme.owner) if programme else {}
        node = {
            "@type": SCHEMA[article.kind],
            "@id": f"{here['canonical']}#article",
            "description": article.lead,
            "inLanguage": get_language(),
            "url": here["canonical"],
            "image": image_node(here["picture"]),
            "about": [{"@type": "Thing", "name": one.name} for one in here["subjects"]],
        }
        if article.kind == "event":
            return [{**node, "name": article.title, **happening(article.occasion), "organizer": publisher}]
        written = {
            "headline": article.title,
            "datePublished": article.out_at,
            "dateModified": article.changed_at,
            "publisher": publisher,
            "author": {"@type": "Person", "name": article.author} if article.kind == "blog" else publisher,
            "isBasedOn": article.source_url,
        }
        return [{**node, **written}]
