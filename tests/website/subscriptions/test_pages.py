"""The pages of a subscriber: from the form to the end, without cookie, script and log-in."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html

from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Topic
from samverka.newsroom.subscriptions import links
from samverka.newsroom.subscriptions.models import Subscription
from samverka.newsroom.subscriptions.rules import MOST_AN_HOUR
from samverka.newsroom.subscriptions.states import State
from tests.conftest import NOW
from tests.factories.subscriptions import subscribed
from tests.walking import Form

READER = "reader@elsewhere.example"


@pytest.fixture
def clock(cast):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def client(clock):
    return Client(enforce_csrf_checks=True)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def asked(client, clock, path="/en/newsletter/", seconds=10, headers=None, **values):
    """Return the answer to the form, filled in and sent as people do."""
    form = Form(path, client.get(path).content)
    form.fields.setdefault("email", [""])
    clock.shift(timedelta(seconds=seconds))
    return client.post(path, {**form.fields, "email": READER, **values}, headers=headers)


def link_in_letter():
    return re.search(r"https?://[^/]+(/\S+)", Message.objects.filter(address=READER).first().body)[1]


def test_from_the_form_to_the_end(client, clock):
    answer = asked(client, clock, kinds=["letter", "news"], frequency="daily")
    assert (answer.status_code, answer["Location"]) == (302, "/en/newsletter/look-in-your-mail/")
    assert "letter is on its way" in text_of(client.get(answer["Location"]))
    path = link_in_letter()
    assert client.get(path).status_code == client.head(path).status_code == 200
    assert Subscription.objects.get().state == State.WAITING  # Programs open links before people do.
    answer = client.post(path)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert "It is confirmed" in text_of(page)
    assert "r…@elsewhere.example" in text_of(page)
    form = Form(answer["Location"], page.content)
    assert (form.fields["kinds"], form.fields["frequency"]) == (["letter", "news"], ["daily"])
    answer = client.post(form.action, {**form.fields, "kinds": ["press"], "frequency": "monthly", "language": "sv"})
    assert "Saved" in text_of(client.get(answer["Location"]))
    choice = Subscription.objects.get().choice
    assert (choice.kinds, choice.wants_letter, choice.frequency, choice.language) == (["press"], False, "monthly", "sv")
    assert client.get(path)["Location"].endswith("?done=confirmed")  # The letter leads on, once it is used.
    end = html.fromstring(page.content).xpath("//main//a[contains(@href, 'unsubscribe')]/@href")[0]
    assert "no more mails go to r…@" in text_of(client.get(end))
    assert Subscription.objects.get().state == State.ACTIVE
    assert "You get no more mails" in text_of(client.post(end))
    assert Subscription.objects.get().state == State.ENDED
    assert client.post(path).status_code == 410
    assert client.get(answer["Location"]).status_code == 410


def test_in_swedish(client, clock):
    page = client.get("/sv/nyhetsbrev/")
    assert "Vad vill du få?" in text_of(page)
    assert asked(client, clock, "/sv/nyhetsbrev/")["Location"] == "/sv/nyhetsbrev/titta-i-din-e-post/"
    path = link_in_letter()
    assert path.startswith("/sv/nyhetsbrev/bekrafta/")
    mine = client.get(client.post(path)["Location"])
    assert "Det är bekräftat" in text_of(mine)
    assert Subscription.objects.get().choice.language == "sv"
    assert client.get("/sv/nyheter/").content.count(b"/sv/nyhetsbrev/") == 2


def test_a_mail_program_ends_it_with_one_post_and_a_get_never_does(client):
    [one] = subscribed(NOW, READER)
    path = links.address_of(links.UNSUBSCRIBE, "sv", one.key).split("/", 3)[3]
    for _ in range(2):
        assert client.get(f"/{path}").status_code == 200
        assert Subscription.objects.get().state == State.ACTIVE
    elsewhere = {"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):  # They ask more than once.
        answer = Client(enforce_csrf_checks=True).post(
            f"/{path}", "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded", headers=elsewhere
        )
        assert (answer.status_code, answer.cookies.output()) == (200, "")
        assert Subscription.objects.get().state == State.ENDED
    Subscription.objects.all().delete()
    assert client.post(f"/{path}").status_code == 200  # As true when the address has been erased.


def test_nobody_learns_whether_an_address_is_known(client, clock):
    subscribed(NOW, "known@elsewhere.example")
    answers = [asked(client, clock, email=email) for email in ("known@elsewhere.example", "new@elsewhere.example")]
    seen = [(one.status_code, one["Location"], one.content, sorted(one.headers)) for one in answers]
    assert seen[0] == seen[1]
    assert Message.objects.count() == 2


def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost(client, clock):
    topic = Topic.objects.first()
    answer = asked(client, clock, email="no address", kinds=[], topics=[topic.code])
    assert answer.status_code == 422
    assert text_of(answer).count("Choose at least one thing that you want to get.") == 2
    page = html.fromstring(answer.content)
    assert page.xpath("//input[@name='email']/@value") == ["no address"]
    assert page.xpath("//details[@open]//input[@checked]/@value") == [topic.code]
    assert page.xpath("string(//title)").startswith("Error:")
    for wrong in ({"kinds": ["all"]}, {"frequency": "hourly"}, {"language": "xx"}, {"countries": ["XX"]}):
        assert asked(client, clock, **wrong).status_code == 422
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"seconds": 1}, "quicker than anybody writes"),
        ({"seconds": 90_000}, "open for more than a day"),
        ({"slip": "forged"}, ""),
        ({"headers": {"Origin": "https://other.example"}}, "another site"),
    ],
)
def test_programs_and_other_sites_are_turned_away_with_a_sentence(client, clock, more, sentence):
    answer = asked(client, clock, **more)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert READER in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_flood_is_told_to_wait(client, clock):
    for number in range(MOST_AN_HOUR):
        assert asked(client, clock, email=f"{number}@elsewhere.example").status_code == 302
    answer = asked(client, clock)
    assert answer.status_code == 429
    assert "no more are taken right now" in text_of(answer)
    assert READER in answer.content.decode()
    assert Subscription.objects.count() == MOST_AN_HOUR


def test_a_link_that_has_expired_says_so_and_one_that_we_did_not_make_leads_nowhere(client, clock, settings):
    asked(client, clock)
    path = link_in_letter()
    clock.shift(timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS))
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        assert "Nothing has changed" in text_of(answer)
    assert Subscription.objects.get().state == State.WAITING
    for place in ("confirm", "mine", "unsubscribe"):
        assert client.get(f"/en/newsletter/{place}/{'0' * 32}:{'A' * 43}/").status_code == 404


def test_the_pages_leave_no_trace_and_are_kept_by_no_cache(client, clock):
    [one] = subscribed(NOW, READER)
    paths = ["/en/newsletter/"]
    paths += [f"/en/newsletter/{what}/{links.sealed(what, one.key)}/" for what in (links.MINE, links.UNSUBSCRIBE)]
    for path in paths:
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"], path
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert not answer.wsgi_request.session.accessed
        assert READER not in answer.content.decode()
        assert b"<script src" not in answer.content
        assert b"style=" not in answer.content


def test_the_form_costs_the_same_however_many_subscribe(client, django_assert_max_num_queries):
    subscribed(timezone.now(), *(f"{number}@elsewhere.example" for number in range(50)))
    client.get("/en/newsletter/")
    with django_assert_max_num_queries(10):
        client.get("/en/newsletter/")
