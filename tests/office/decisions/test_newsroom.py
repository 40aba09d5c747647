import pytest
from django.urls import reverse

from samverka.newsroom.models import Article
from tests.factories import decisions


def url(name, *args):
    return reverse(f"office:{name}", args=args)


@pytest.fixture
def decision(cast, at):
    return decisions.announced(cast, at)


def test_from_the_button_to_the_drafts(cast, decision, log_in):
    reference, peter = decision.application.reference, log_in(cast.peter)
    button = url("decision-newsroom", reference)
    assert button in peter.get(url("decision", reference)).content.decode()
    assert peter.get(button).status_code == 200

    page = peter.post(button, {"out_at": "2026-03-09T08:00"}, follow=True)
    assert page.status_code == 200
    articles = list(Article.objects.all())
    assert len(articles) == 4
    assert {one.out_at.isoformat() for one in articles} == {"2026-03-09T07:00:00+00:00"}
    for article in articles:
        assert f"/newsroom/pages/{article.pk}/edit/" in page.content.decode()

    again = peter.post(button, {"out_at": ""}, follow=True).content.decode()
    assert Article.objects.count() == 4
    assert articles[0].title in again
    [warning] = peter.get(button).context["problems"]
    assert warning.is_warning


def test_who_does_not_get_into_the_newsroom_gets_no_link(cast, decision, log_in):
    reference = decision.application.reference
    log_in(cast.peter).post(url("decision-newsroom", reference))
    page = log_in(cast.farid).get(url("decision", reference)).content.decode()
    assert Article.objects.first().title in page
    assert "/newsroom/" not in page


def test_a_moment_that_is_none_is_told(cast, decision, log_in):
    answer = log_in(cast.sara).post(url("decision-newsroom", decision.application.reference), {"out_at": "soon"})
    assert answer.status_code == 422
    assert not Article.objects.exists()


def test_the_grants_of_a_call_are_announced_from_its_ranking(cast, decision, log_in):
    call, sara = decision.application.call, log_in(cast.sara)
    button = url("decisions-newsroom", call.slug)
    assert button in sara.get(url("ranking", call.slug)).content.decode()
    assert button not in log_in(cast.maja).get(url("ranking", call.slug)).content.decode()
    assert sara.get(button).status_code == 200
    assert sara.post(button).url == url("ranking", call.slug)
    assert Article.objects.count() == 4


def test_what_cannot_be_announced_has_no_button(cast, at, log_in):
    no = decisions.rejected(cast, at)
    sara, reference = log_in(cast.sara), no.application.reference
    assert url("decision-newsroom", reference) not in sara.get(url("decision", reference)).content.decode()
    assert sara.post(url("decision-newsroom", reference)).status_code == 409
    assert not Article.objects.exists()
