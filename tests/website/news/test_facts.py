from datetime import timedelta

import pytest
from django.utils import timezone

from samverka.newsroom.models import NewsPage
from samverka.stages.projects.models import Case
from tests.factories import decisions, news, projects


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at, amount=300_000_00)


def row(**facts):
    return {"case": None, "decision": None, "recipient": None, **facts}


def page(client, language="en"):
    path = {"en": "/en/news/one/", "sv": "/sv/nyheter/one/"}[language]
    return client.get(path).content.decode().replace("\xa0", " ")


def test_awards_are_shown_as_they_are_now_and_linked(client, cast, case):
    news.published(cast, title="One", body=[("awards", {"awards": [row(case=case)]})], announced_total=300_000_00)
    text = page(client)
    for part in (f'href="/en/cases/{case.reference}/"', f'href="/en/organisations/{cast.exempelby.slug}/"', "Botswana"):
        assert part in text, part
    assert text.count("SEK 300,000") == 2
    case.commitments.update(amount=250_000_00)
    assert page(client).count("SEK 250,000") == 2


def test_no_sum_is_said_where_an_amount_is_not_known(client, cast, case):
    news.published(cast, title="One", body=[("awards", {"awards": [row(case=case)]})])
    assert "Together" in page(client)
    case.commitments.all().delete()
    assert "Together" not in page(client)
    assert "SEK 0" not in page(client)


def test_an_announced_decision_is_shown_before_it_has_a_case(client, cast, at):
    decision = decisions.announced(cast, at, amount=200_000_00)
    news.published(cast, title="One", body=[("awards", {"awards": [row(decision=decision)]})])
    assert "SEK 200,000" in page(client)
    assert "/en/cases/" not in page(client).split("<main")[1]


HIDING = [
    {"shown": "no_place"},
    {"shown": "nothing"},
    {"published_at": None},
    {"embargo_until": timezone.now() + timedelta(days=900)},
    {"withdrawn_at": timezone.now() - timedelta(days=1), "withdrawn_reason_sv": "x", "withdrawn_reason_en": "x"},
]


@pytest.mark.parametrize("facts", HIDING, ids=lambda facts: next(iter(facts)) + str(facts.get("shown", "")))
def test_facts_that_are_no_longer_public_leave_a_neutral_sentence(client, cast, case, facts):
    body = [("awards", {"awards": [row(case=case)]}), ("case", case)]
    news.published(cast, title="One", body=body)
    assert case.title_en in page(client)
    Case.objects.filter(pk=case.pk).update(**facts)
    text = page(client).split("<main")[1]
    for secret in (case.title_en, case.reference, "300,000", "Sekao", "Botswana"):
        assert secret not in text, secret
    assert "The case is not public any longer." in text
    assert "1 more is not public." in text


def test_an_organisation_is_shown_while_it_is_public(client, cast, case):
    news.published(cast, title="One", body=[("organisation", cast.sekao)])
    cast.sekao.refresh_from_db()
    assert "Sekao Town Council" in page(client)
    type(cast.sekao).objects.filter(pk=cast.sekao.pk).update(is_public=False)
    assert "Sekao" not in page(client)


def test_a_figure_is_counted_when_it_is_read_and_opens_to_its_cases(client, cast, case):
    figures = [
        ("figure", {"what": "count", "query": "country=BW", "words": "cases in Botswana"}),
        ("figure", {"what": "sum", "query": "country=BW", "words": "granted"}),
        ("figure", {"what": "count", "query": "country=KE", "words": "in Kenya"}),
    ]
    news.published(cast, title="One", body=figures)
    text = page(client)
    assert '<a href="/en/cases/?country=BW">cases in Botswana</a></dt><dd>1</dd>' in text
    assert "SEK 300,000" in text
    assert '<a href="/en/cases/?country=KE">in Kenya</a></dt><dd>0</dd>' in text


def test_a_record_that_is_gone_breaks_no_page(client, cast, case):
    news.published(cast, title="One", body=[("awards", {"awards": [row(case=case)]}), ("case", case)])
    raw = [
        {"type": "awards", "value": {"awards": [{"type": "item", "value": row(case=999_999)}]}},
        {"type": "case", "value": 999_999},
        {"type": "organisation", "value": 999_999},
    ]
    import json

    NewsPage.objects.update(body=json.dumps(raw))
    assert client.get("/en/news/one/").status_code == 200
    assert "1 more is not public." in page(client)
