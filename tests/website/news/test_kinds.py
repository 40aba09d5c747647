from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from samverka.demo.newsroom import write_the_news
from samverka.ground.common.refusals import Refused
from samverka.ground.programme.models import Topic
from samverka.newsroom.models import AboutText, Article, BlogPost, Boilerplate, Contact, PressRelease, Series
from tests.factories import news, projects

ATOM = "{http://www.w3.org/2005/Atom}"


def told(client, path):
    return client.get(path).content.decode()


def release(cast, **facts):
    about = Boilerplate.objects.create(title_sv="Om", title_en="About us", text_sv="Sv.", text_en="In few words.")
    contact = Contact(name="Anna Ask", role="press officer", telephone="08-12 34", email="press@place.example")
    return news.published(
        cast, PressRelease, title="One", contacts=[contact], about_texts=[AboutText(text=about)], **facts
    )


def test_a_press_release_has_its_moment_with_the_zone_contacts_and_standing_texts(client, cast):
    release(cast, out_at=datetime.fromisoformat("2026-02-03T08:30:00+01:00"))
    page = told(client, "/en/news/one/")
    for part in (
        "3 February 2026",
        "08:30 CET",
        "Anna Ask",
        "press officer",
        'href="tel:08-1234"',
        "Press contacts (1)",
    ):
        assert part in page, part
    assert 'href="mailto:press@place.example"' in page
    assert "In few words." in page
    Boilerplate.objects.update(text_en="Other words.")
    assert "Other words." in told(client, "/en/news/one/")


def test_a_release_under_embargo_is_nowhere(client, cast):
    release(cast, out_at=timezone.now() + timedelta(hours=2))
    assert client.get("/en/news/one/").status_code == 404
    assert "/news/one/" not in told(client, "/en/news.atom") + told(client, "/en/news/?type=press")


def test_a_blog_post_has_its_author_and_the_introduction_of_its_series(client, cast):
    series = Series.objects.create(title_sv="Fält", title_en="From the field", text_sv="Sv.", text_en="Students write.")
    news.published(cast, BlogPost, title="One", author="Bo Berg", author_role="student", series=series)
    page = told(client, "/en/news/one/")
    for part in ("Bo Berg, student", "Series: From the field", "Students write.", '"BlogPosting"', '"name":"Bo Berg"'):
        assert part in page, part


def entries(client, path):
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    return [(one.find(f"{ATOM}title").text, one.find(f"{ATOM}id").text) for one in root.findall(f"{ATOM}entry")]


def test_the_feed_is_of_one_language_type_and_topic(client, cast):
    topic = Topic.objects.filter(code="human_rights")
    first = news.published(cast, title="News <&>", terms=[("topics", topic)], is_demonstration=True)
    release(cast)
    news.published(cast, language="sv", title="Nyhet")
    assert {title for title, _id in entries(client, "/en/news.atom")} == {"Demonstration: News <&>", "One"}
    assert [title for title, _id in entries(client, "/sv/nyheter.atom")] == ["Nyhet"]
    assert [title for title, _id in entries(client, "/en/news.atom?type=press")] == ["One"]
    [(title, identity)] = entries(client, "/en/news.atom?topic=human_rights")
    assert title == "Demonstration: News <&>"
    first.slug, first.out_at = "another", timezone.now() - timedelta(days=9)
    first.save_revision().publish()
    assert entries(client, "/en/news.atom?topic=human_rights") == [(title, identity)]
    assert 'href="/en/news.atom?type=press"' in told(client, "/en/news/?type=press")


def test_the_demonstration_has_news_in_both_languages_and_a_draft_that_the_check_stops(cast, at):
    projects.public_case(cast, at)
    write_the_news(cast, at)
    write_the_news(cast, at)
    public = Article.objects.public()
    assert [public.written_in(language).count() for language in ("en", "sv")] == [8, 8]
    assert all(one.get_translations().count() == 1 for one in public)
    draft = PressRelease.objects.get()
    with pytest.raises(Refused) as stopped:
        draft.get_latest_revision().publish()
    assert "7,300,000" in str(stopped.value)
