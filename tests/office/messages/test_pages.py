import pytest
from django.urls import reverse

from samverka.faces.office.messages.tables import without_secret_links
from samverka.ground.accounts.actions import invite_person
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message


@pytest.fixture
def letters(cast, at):
    """Keep three letters: one sent, one on the way, one that the mail server did not take."""
    given = [Letter(f"{name}@x.example", "en", f"About {name}", "Hello.\n\nYours") for name in ("sent", "way", "lost")]
    sent, way, lost = post(given, at=at)
    Message.objects.filter(pk=sent.pk).update(sent_at=at)
    Message.objects.filter(pk=lost.pk).update(failure="550 no such box", attempts=8)
    return sent, way, lost


@pytest.mark.parametrize(("state", "shown"), [("sent", "sent"), ("waiting", "way"), ("failed", "lost")])
def test_the_list_is_narrowed_by_what_became_of_them(cast, log_in, letters, state, shown):
    page = log_in(cast.peter).get(reverse("office:messages"), {"state": state}).content.decode()
    assert [name for name in ("sent", "way", "lost") if f"About {name}" in page] == [shown]


def test_the_list_is_searched_by_address_and_subject(cast, log_in, letters):
    page = log_in(cast.rolf).get(reverse("office:messages"), {"q": "LOST@x"}).content.decode()
    assert "About lost" in page
    assert "About sent" not in page


def test_a_message_is_shown_as_it_was_sent(cast, log_in, letters):
    page = log_in(cast.rolf).get(reverse("office:message", args=[letters[2].pk])).content.decode()
    assert "<p>Yours</p>" in page
    assert "550 no such box" in page


@pytest.mark.parametrize("who", ["ingrid", "farid", "maja", "eva", "stranger"])
def test_only_officers_head_and_auditor_read_them(cast, log_in, letters, who):
    client = log_in(getattr(cast, who))
    assert client.get(reverse("office:messages")).status_code == 404
    assert client.get(reverse("office:message", args=[letters[0].pk])).status_code == 404


def test_a_link_that_opens_an_account_is_not_shown_to_the_office(cast, log_in, at):
    invite_person("kim@elsewhere.example", "Kim", "en", by=cast.sara, at=at)
    message = Message.objects.get()
    secret = message.body.split("/accounts/invitation/")[1].split("/")[0]
    page = log_in(cast.helena).get(reverse("office:message", args=[message.pk])).content.decode()
    assert secret not in page
    assert "Hello Kim" in page


def test_other_links_stay():
    text = "See http://127.0.0.1:8000/en/calls/one/ and https://x.example/accounts/password/reset/key/1-abc/ now."
    assert "/en/calls/one/" in without_secret_links(text)
    assert "abc" not in without_secret_links(text)
    assert without_secret_links(text).endswith("now.")
