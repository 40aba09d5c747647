import pytest

from samverka.ground.programme.models import Country, Goal, Topic
from samverka.stages.networks.actions import join_network, make_network
from tests.factories import news, projects


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at)


def told(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_news_stands_in_the_streams_of_what_it_names(client, cast, case, at):
    network = make_network(cast.programme, "Nät", "Net", by=None, at=at)
    join_network(case.partnership, network, by=None, at=at)
    terms = [
        ("countries", Country.objects.filter(code="BW")),
        ("topics", Topic.objects.filter(code="human_rights")),
        ("goals", Goal.objects.filter(code="6")),
        ("networks", [network]),
    ]
    facts = {"organisations": [cast.exempelby, cast.exempelby], "terms": terms}
    news.published(cast, title="Found here", **facts)
    news.published(cast, language="sv", title="Hittad här", **facts)
    draft = news.draft(cast, title="Not here", organisations=[cast.exempelby])
    draft.topics = Topic.objects.filter(code="human_rights")
    draft.save()
    pages = ("topics/human_rights/", "goals/6/", "countries/BW/", "networks/net/", "")
    for page in (*pages, f"organisations/{cast.exempelby.slug}/"):
        text = told(client, f"/en/{page}")
        assert text.count(">Found here</a>") == 1, page
        assert "Not here" not in text
        assert "Hittad här" not in text
    assert "Found here" not in told(client, "/en/goals/5/")
    assert "Found here" not in told(client, f"/en/organisations/{cast.sekao.slug}/")
    assert "Hittad här" in told(client, f"/sv/organisationer/{cast.exempelby.slug}/")


def test_the_search_of_the_site_finds_news_in_any_spelling(client, cast, case):
    news.published(cast, title="Rent vatten i Älvsborg", body=[("text", "<p>Kranar i <b>Ňova</b>.</p>")])
    for words in ("alvsborg VATTEN", "nova", "ňova"):
        text = told(client, f"/en/search/?q={words}")
        assert "News (1)" in text, words
        assert "/en/news/rent-vatten-i-alvsborg/" in text
    assert "News (" not in told(client, "/en/search/?q=nothing-of-it")
    assert "News (1)" not in told(client, "/sv/sok/?q=alvsborg")


def test_the_start_page_shows_the_three_newest(client, cast):
    for number in range(5):
        news.published(cast, title=f"Number {number}")
    text = told(client, "/en/")
    assert [number for number in range(5) if f">Number {number}</a>" in text] == [2, 3, 4]
    assert 'href="/en/news/">All news</a>' in text
