"""Every feed of the site, read by the program that most readers of feeds are built on."""

import calendar
from datetime import datetime

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode

from samverka.ground.programme.models import Topic
from samverka.newsroom.kinds import KINDS, LABELS, MODELS
from samverka.newsroom.models import Article, BlogPost, EventPage, Guidance
from samverka.stages.projects.models import Case
from tests.factories import news
from tests.factories.corrections import corrected
from tests.factories.pictures import picture
from tests.website.public_addresses import patterns

ODD = "Ť & <b>å</b> “ї” ]]> \u202eרם\u202c 🜚 e\u0301 \u2028 \ufffe\x08 \"'"
TOPIC = "human_rights"
ARTICLES = {f"news-feed?type={kind}" for kind in LABELS} - {"news-feed?type=guidance"}


@pytest.fixture
def newsroom(cast, at, catalogue, calls):
    """Return a case of an organisation, with articles of every kind in both languages, all with odd letters."""
    for language in ("en", "sv"):
        for kind in MODELS:
            facts = {"occasion": news.occasion(at)} if kind is EventPage else {}
            facts |= {"author": ODD} if kind is BlogPost else {"page_owner": ODD} if kind is Guidance else {}
            topics = [("topics", Topic.objects.filter(code=TOPIC))]
            wanted = {"title": f"{kind.kind} {ODD}", "slug": f"{kind.kind}-1", "lead": ODD, "source_name": ODD}
            shown = {"picture": picture(f"{language} {kind.kind}", 400, 300), "picture_alt": ODD}
            news.published(cast, kind, language, topics, **wanted, **shown, **facts)
    Case.objects.filter(reference="CAT-A1").update(title_en=ODD, summary_en=ODD, title_sv=ODD)
    corrected(cast, at, title_en=ODD, before_en=ODD)
    return Case.objects.get(reference="CAT-A1").parties.first().organisation


def feeds(organisation):
    """Return the address of every feed by its name and what it is narrowed by."""
    names = {name.partition(":")[2] for name, pattern in patterns() if str(pattern.pattern).endswith(".atom")}
    assert names >= {"feed", "news-feed", "cases-atom", "partnerships-atom", "corrections-feed"}
    found = {name: reverse(f"website:{name}") for name in names}
    of_it = [("news-feed", {"type": kind}) for kind in LABELS]
    of_it += [("news-feed", {"topic": TOPIC}), ("news-feed", {"q": "ї å"})]
    of_it += [(name, {"home": organisation.slug}) for name in ("cases-atom", "partnerships-atom")]
    of_it += [("cases-atom", {"country": "RS"}), ("cases-atom", {"q": "zqnothing"}), ("news-feed", {"q": "zqnothing"})]
    return found | {f"{name}?{urlencode(query)}": f"{reverse(f'website:{name}')}?{urlencode(query)}"
                    for name, query in of_it}  # fmt: skip


def feeds_in_both_languages(organisation):
    """Yield (language, name, address)."""
    for language in ("en", "sv"):
        with translation.override(language):
            yield from ((language, *feed) for feed in feeds(organisation).items())


def parsed(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert feed.bozo is False, f"{path}: {feed.get('bozo_exception')}"
    assert feed.version == "atom10"
    return feed


def moment_of(entry, name):
    """Return a moment, which has to say its zone: what it is read as is what it says."""
    moment = datetime.fromisoformat(entry[name])
    assert moment.tzinfo is not None
    assert calendar.timegm(entry[f"{name}_parsed"]) == int(moment.timestamp())
    return moment


def test_every_feed_is_read_without_complaint(client, newsroom):
    now, own = timezone.now(), {}
    for language, name, path in feeds_in_both_languages(newsroom):
        feed = parsed(client, path)
        own[path] = feed.feed.id
        moment_of(feed.feed, "updated")
        assert feed.feed.title
        assert feed.feed.language == language
        assert [one.href for one in feed.feed.links if one.rel == "self"] == [f"http://127.0.0.1:8000{path}"]
        ids = [entry.id for entry in feed.entries]
        assert len({*ids}) == len(ids)
        for entry in feed.entries:
            assert entry.title
            assert entry.link.startswith("http://127.0.0.1:8000/")
            assert moment_of(entry, "published") <= moment_of(entry, "updated") <= now
        assert len(ids) >= (name in ARTICLES)
        again = parsed(client, path)
        assert (again.feed.id, again.feed.updated) == (feed.feed.id, feed.feed.updated)
        assert [entry.id for entry in again.entries] == ids
    assert len({*own.values()}) == len(own)


def test_an_entry_of_the_news_keeps_its_identity_when_it_is_renamed(client, newsroom):
    before = [entry.id for entry in parsed(client, "/en/news.atom").entries]
    assert len(before) == len(KINDS) - 1
    for article in Article.objects.public().written_in("en"):
        article.title, article.slug = "Renamed", f"renamed-{article.pk}"
        article.save()
    feed = parsed(client, "/en/news.atom")
    assert [entry.id for entry in feed.entries] == before
    assert {entry.title for entry in feed.entries} == {"Renamed"}
    assert {*before}.isdisjoint(entry.id for entry in parsed(client, "/sv/nyheter.atom").entries)


def test_letters_that_no_feed_may_hold_are_left_out(client, newsroom):
    [entry] = parsed(client, "/en/news.atom?type=press").entries
    assert entry.title == f"press {ODD.replace(chr(8), '').replace(chr(0xFFFE), '')}".strip()
