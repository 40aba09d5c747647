"""How many questions the fullest article asks the database: few, however much stands in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.models import AboutText, Boilerplate, Contact, NamedCase, NamedPartnership, PressRelease
from samverka.stages.networks.models import Network
from samverka.stages.partnerships.models import Partnership
from tests.factories import decisions, news, projects
from tests.factories.pictures import picture

MOST = 15


@pytest.fixture
def records(cast, at):
    """Return a public case and an announced decision without one."""
    case = projects.public_case(cast, at, amount=300_000_00)
    return case, decisions.announced(cast, at, amount=200_000_00)


def full(cast, records, times, slug):
    """Publish a press release in both languages that has everything an article can have, so many times."""
    case, decision = records
    rows = [{"case": case, "decision": None, "recipient": cast.exempelby}]
    rows += [{"case": None, "decision": decision, "recipient": None}]
    home = news.draft(cast, title=f"Linked {slug}").get_parent()
    block = [
        ("heading", "A heading"),
        ("text", f'<p><a linktype="page" id="{home.pk}">here</a></p>'),
        ("quote", {"words": "So.", "name": "Somebody", "role": ""}),
        ("picture", {"picture": picture(f"{slug} in it", 900, 900), "alt": "A pump", "caption": ""}),
        ("awards", {"awards": rows}),
        ("case", case),
        ("organisation", cast.exempelby),
        ("organisation", cast.sekao),
        ("figure", {"what": "sum", "query": "country=BW", "words": "granted"}),
        ("figure", {"what": "count", "query": "", "words": "cases"}),
    ]
    standing = Boilerplate.objects.create(title_sv="Om", title_en="About", text_sv="Text.", text_en="Text.")
    article = news.draft(
        cast,
        PressRelease,
        organisations=[cast.exempelby, cast.sekao],
        title=slug,
        slug=slug,
        body=block * times,
        picture=picture(f"{slug} above"),
        picture_alt="A well",
        override_reason="A test of the page.",
        source_name="The town",
    )
    article.accepted_differences = "\n".join(map(str, article.problems(timezone.now())))
    article.contacts = [Contact(name="A", role="B") for _time in range(times)]
    article.about_texts = [AboutText(text=standing)]
    article.named_cases = [NamedCase(case=case)]
    article.named_partnerships = [NamedPartnership(partnership=one) for one in Partnership.objects.all()[:times]]
    article.countries = Country.objects.filter(code__in=["BW", "KE"])
    article.topics, article.goals = Topic.objects.all()[:2], Goal.objects.all()[:2]
    article.networks = Network.objects.all()[:2]
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    news.published(cast, language="sv", title=slug, slug=slug, translation_key=article.translation_key)
    return f"/en/news/{slug}/"


def test_the_fullest_article_asks_little_and_no_more_for_more_parts(client, cast, records):
    for times in (1, 3):
        path = full(cast, records, times, f"release-{times}")
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            text = client.get(path).content.decode()
        for part in ("<picture", "Together", "A pump", "Svenska", "Press contacts", "What it is about"):
            assert part in text, part
        asked = [one["sql"] for one in caught]
        assert len(asked) <= MOST, "\n".join(asked)


def told(cast, title):
    """Publish an article with a picture about a topic and an organisation."""
    shown = {"picture": picture(title, 400, 300), "picture_alt": "A well"}
    topics = [("topics", Topic.objects.filter(code="human_rights"))]
    return news.published(cast, title=title, terms=topics, organisations=[cast.exempelby], **shown)


def test_a_list_shows_few_pictures_and_the_feed_all(client, cast):
    for number in range(5):
        told(cast, f"Number {number}")
    assert client.get("/en/news/").content.decode().count("<picture") == 3
    assert client.get("/en/").content.decode().count("<picture") == 3
    assert client.get("/en/news.atom").content.decode().count('rel="enclosure"') == 5


def test_pages_on_which_articles_stand_ask_as_little_for_many(queries_of, cast, records):
    paths = ["/en/", "/en/search/?q=water", f"/en/organisations/{cast.exempelby.slug}/", "/en/news.atom"]
    paths += [f"/en/news/{query}" for query in ("", "?type=news", "?topic=human_rights", "?q=water", "?page=2")]
    told(cast, "Water 0")
    few = {path: queries_of(path) for path in paths}
    for number in range(1, 24):
        told(cast, f"Water {number}")
    many = {path: queries_of(path) for path in paths}
    # The search counts only what it does not show in full.
    assert many == {**few, "/en/search/?q=water": few["/en/search/?q=water"] + 1}
    assert max(many.values()) <= MOST
