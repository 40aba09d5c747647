import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction

from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.models import Article, NamedCase, NewsPage
from samverka.newsroom.models.articles import DEPTH
from tests.factories import news, projects


def graph(answer):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)
    return json.loads(found[1])["@graph"]


def test_a_published_article_is_on_its_page_and_in_the_list(client, cast):
    article = news.published(
        cast, title="Water for all", lead="It runs.", body=[("heading", "How"), ("text", "<p>So.</p>")]
    )
    page = client.get("/en/news/water-for-all/")
    assert page.status_code == 200
    for text in ("Water for all", "It runs.", "<h2>How</h2>", "<p>So.</p>", "Last updated"):
        assert text in page.content.decode()
    listed = client.get("/en/news/").content.decode()
    assert "/en/news/water-for-all/" in listed
    assert "It runs." in listed
    assert client.get("/sv/nyheter/").content.decode().count("water-for-all") == 0
    assert article.get_url() == "/en/news/water-for-all/"


def test_it_is_the_same_for_everybody_without_script_and_cookie(client, cast, log_in):
    news.published(cast, title="One")
    for path in ("/en/news/", "/en/news/one/"):
        answer = client.get(path)
        assert not answer.cookies
        assert "s-maxage=30" in answer["Cache-Control"]
        assert "<script" not in answer.content.decode().replace('<script type="application/ld+json"', "")
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert log_in(cast.maja).get(path).content == answer.content


@pytest.mark.parametrize("case", ["draft", "embargo", "taken back", "restricted", "closed above", "ended"])
def test_what_is_not_public_is_nowhere(client, cast, case):
    article = news.draft(cast, title="Zqsecret", body=[("text", "<p>zqsecret</p>")])
    if case != "draft":
        if case == "embargo":
            article.out_at = timezone.now() + timedelta(hours=1)
        article.save_revision().publish()
        article.refresh_from_db()
    if case in {"taken back", "ended"}:
        article.unpublish(set_expired=case == "ended")
    if case == "restricted":
        PageViewRestriction.objects.create(page=article, restriction_type="login")
    if case == "closed above":
        assert article.depth == DEPTH
        PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")
    gone = client.get("/en/news/zqsecret/")
    assert gone.status_code == (410 if case in {"taken back", "ended"} else 404)
    assert "Zqsecret" not in gone.content.decode()
    for path in ("/en/news/", "/en/news/?q=secret", "/en/search/?q=secret", "/en/", "/en/feed.atom", "/sitemap.xml"):
        assert "zqsecret" not in client.get(path).content.decode().lower(), path


def test_a_former_address_leads_to_the_article_while_it_is_public(client, cast):
    article = news.published(cast, title="One", slug="first")
    for name in ("second", "third"):
        article.slug = name
        article.save_revision().publish()
        article.refresh_from_db()
    for name in ("first", "second"):
        answer = client.get(f"/en/news/{name}/")
        assert (answer.status_code, answer["Location"]) == (301, "/en/news/third/")
    assert client.get("/sv/nyheter/first/").status_code == 404
    article.slug = "first"
    article.save_revision().publish()
    assert client.get("/en/news/first/").status_code == 200
    assert client.get("/en/news/third/")["Location"] == "/en/news/first/"
    article.unpublish()
    assert client.get("/en/news/third/").status_code == 404
    gone = client.get("/en/news/first/")
    assert gone.status_code == 410
    assert "/sv/nyheter/first/" not in gone.content.decode()


def test_what_was_taken_back_before_its_moment_was_never_there(client, cast):
    article = news.published(cast, title="Early", out_at=timezone.now() + timedelta(hours=1))
    article.unpublish()
    type(article).objects.filter(pk=article.pk).update(out_at=timezone.now() + timedelta(minutes=1))
    assert client.get("/en/news/early/").status_code == 404


def test_what_is_closed_for_one_language_leaves_the_other_open(client, cast):
    closed = news.published(cast, title="Closed")
    news.published(cast, language="sv", title="Open")
    PageViewRestriction.objects.create(page=closed.get_parent(), restriction_type="login")
    assert client.get("/en/news/closed/").status_code == 404
    assert client.get("/sv/nyheter/open/").status_code == 200


def test_an_embargo_ends_by_itself(client, cast):
    out_at = timezone.now() + timedelta(hours=1)
    news.published(cast, title="Later", out_at=out_at)
    assert client.get("/en/news/later/").status_code == 404
    with time_machine.travel(out_at + timedelta(seconds=1), tick=False):
        assert client.get("/en/news/later/").status_code == 200


def test_a_newer_draft_does_not_come_out(client, cast):
    article = news.published(cast, title="One", lead="As it is.")
    article.lead = "zqdraft"
    article.title = "Zqdraft"
    article.save_revision()
    assert "zqdraft" not in client.get("/en/news/one/").content.decode().lower()
    assert "/en/news/one/" not in client.get("/en/news/?q=zqdraft").content.decode()


def test_the_other_language_is_the_translation_or_its_list(client, cast):
    article = news.published(cast, title="Water")
    alone = client.get("/en/news/water/").content.decode()
    assert '<link rel="alternate" hreflang="sv"' not in alone
    assert '<a href="/sv/nyheter/" hreflang="sv" lang="sv">Svenska</a>' in alone
    news.published(cast, language="sv", title="Vatten", slug="vatten", translation_key=article.translation_key)
    page = client.get("/en/news/water/").content.decode()
    assert '<link rel="alternate" hreflang="sv" href="http://127.0.0.1:8000/sv/nyheter/vatten/">' in page
    assert '<a href="/sv/nyheter/vatten/" hreflang="sv" lang="sv">Svenska</a>' in page
    back = client.get("/sv/nyheter/vatten/").content.decode()
    assert '<a href="/en/news/water/" hreflang="en" lang="en">English</a>' in back
    assert "/sv/nyheter/water/" not in page + back


def test_links_that_lead_away_say_so_and_the_source_is_named(client, cast):
    text = '<p><a href="https://other.example/x?a=1&amp;b=2">there</a></p>'
    news.published(cast, title="One", body=[("text", text)], source_name="The town", source_url="https://town.example/")
    page = client.get("/en/news/one/").content.decode()
    heard = '<span class="visually-hidden"> (another site)</span></a>'
    assert f'<a href="https://other.example/x?a=1&amp;b=2" rel="external">there{heard}' in page
    assert f'<a href="https://town.example/" rel="external">The town{heard}' in page


def test_what_is_typed_is_text(client, cast):
    bad = "<script>alert(1)</script>"
    news.published(
        cast,
        title=f"T {bad}",
        slug="t",
        lead=bad,
        body=[("heading", bad), ("quote", {"words": bad, "name": bad, "role": bad})],
    )
    for path in ("/en/news/t/", "/en/news/"):
        assert "<script>" not in client.get(path).content.decode()


def test_machines_read_what_it_is(client, cast):
    news.published(cast, title="One", lead="A lead.")
    answer = client.get("/en/news/one/")
    [article] = [node for node in graph(answer) if node["@type"] == "NewsArticle"]
    assert (article["headline"], article["description"], article["inLanguage"]) == ("One", "A lead.", "en")
    assert article["datePublished"] <= article["dateModified"]


def test_it_names_what_is_public_and_nothing_else(client, cast, at):
    case = projects.public_case(cast, at)
    article = news.published(
        cast,
        title="One",
        organisations=[cast.exempelby, cast.annanby],
        terms=[
            ("countries", Country.objects.filter(code="BW")),
            ("topics", Topic.objects.filter(code="child_rights_and_youth_participation")),
            ("goals", Goal.objects.filter(code="4")),
        ],
    )
    NamedCase.objects.create(article=article, case=case)
    page = client.get("/en/news/one/").content.decode()
    for address in (
        f"/en/organisations/{cast.exempelby.slug}/",
        f"/en/cases/{case.reference}/",
        "/en/topics/child_rights_and_youth_participation/",
        "/en/goals/4/",
    ):
        assert f'href="{address}' in page, address
    assert "Annanby" not in page
    type(case).objects.filter(pk=case.pk).update(shown="no_place")
    assert case.reference not in client.get("/en/news/one/").content.decode()


def test_the_list_is_narrowed_by_words_type_and_topic(client, cast):
    topic = Topic.objects.filter(code="child_rights_and_youth_participation")
    news.published(cast, title="Älvar och vatten", terms=[("topics", topic)])
    news.published(cast, title="Other")

    def listed(query):
        return re.findall(
            r'timeline-title"><a href="/en/news/([\w-]+)/', client.get(f"/en/news/{query}").content.decode()
        )

    assert len(listed("")) == 2
    assert listed("?q=ALVAR+vatten") == listed("?topic=child_rights_and_youth_participation") == ["alvar-och-vatten"]
    assert len(listed("?type=news")) == 2
    assert listed("?q=nothing") == []
    assert client.get("/en/news/?type=%00&topic='&page=x&q=%22%20OR%20(").status_code == 200


def test_a_long_list_asks_as_little_as_a_short_one(queries_of, cast):
    news.published(cast, title="One")
    few = queries_of("/en/news/")
    for number in range(12):
        news.published(cast, title=f"Number {number}")
    assert queries_of("/en/news/") == few <= 15
    assert queries_of("/en/news/one/") <= 15


def test_what_is_published_without_a_date_keeps_its_first(cast):
    article = news.published(cast, title="One")
    first = article.out_at
    assert first is not None
    article.lead = "New."
    article.save_revision().publish()
    assert Article.objects.get(pk=article.pk).out_at == first
    assert NewsPage.objects.get(pk=article.pk).lead == "New."


def preview(editor, article):
    return editor.get(f"/newsroom/pages/{article.pk}/view_draft/")


def test_the_preview_is_the_public_page_with_the_draft(client, cast, log_in):
    article = news.published(cast, title="One", lead="As it is.")
    article.lead = "As it will be."
    article.save_revision()
    answer = preview(log_in(cast.maja), article)
    assert answer.status_code == 200
    assert "As it will be." in answer.content.decode()
    assert 'class="site-head"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "As it is." in client.get("/en/news/one/").content.decode()


def test_a_preview_speaks_the_language_of_the_article_and_leaves_no_copy(cast, log_in, settings, tmp_path):
    settings.COPIES_MAX_BYTES = 1_000_000
    article = news.draft(cast, language="sv", title="Ett utkast")
    answer = preview(log_in(cast.peter), article)
    assert '<html lang="sv">' in answer.content.decode()
    assert [one for one in tmp_path.rglob("*") if one.is_file() and b"Ett utkast" in one.read_bytes()] == []
