import pytest
from django.urls import reverse

from samverka.faces.office.messages.tables import without_secret_links
from samverka.ground.accounts.actions import give_role, invite_person, post_invitation
from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message
from samverka.ground.outbox.permissions import can_see_message
from samverka.ground.programme.models import Programme
from tests.factories import applications


@pytest.fixture
def letters(cast, at):
    """Keep three letters: one sent, one on the way, one that the mail server did not take."""
    given = [Letter(f"{name}@x.example", "en", f"About {name}", "Hello.\n\nYours") for name in ("sent", "way", "lost")]
    sent, way, lost = post(given, at=at)
    Message.objects.filter(pk=sent.pk).update(sent_at=at)
    Message.objects.filter(pk=lost.pk).update(failure="550 no such box", attempts=8)
    return sent, way, lost


@pytest.fixture
def elsewhere(cast):
    """Return another programme, in whose office nobody of the cast works."""
    return Programme.objects.create(
        owner=cast.programme.owner,
        slug="elsewhere",
        name_en="Elsewhere",
        sender="Elsewhere <post@elsewhere.example>",
        reference_prefix="ELSE",
        home_country=cast.programme.home_country,
    )


@pytest.mark.parametrize("who", ["sara", "helena", "rolf"])
def test_the_letters_of_another_programme_are_not_found(cast, log_in, elsewhere, at, who):
    given = [
        Letter("a@x.example", "en", "Grant of another", "Hello", None, elsewhere),
        Letter("b@x.example", "en", "Grant of ours", "Hello", None, cast.programme),
        Letter("c@x.example", "en", "Password of somebody", "Hello"),
    ]
    another, ours, _shared = post(given, at=at)
    client = log_in(getattr(cast, who))
    page = client.get(reverse("office:messages")).content.decode()
    assert [text for text in ("Grant of another", "Grant of ours", "Password of") if text in page] == [
        "Grant of ours",
        "Password of",
    ]
    assert client.get(reverse("office:message", args=[another.pk])).status_code == 404
    assert client.get(reverse("office:message", args=[ours.pk])).status_code == 200
    assert not can_see_message(getattr(cast, who), another)


def test_letters_carry_the_programme_that_writes_and_its_sender(cast, elsewhere, at):
    message = post([Letter("a@x.example", "en", "One", "Hello", None, elsewhere)], at=at)[0]
    assert (message.programme_id, message.sender) == (elsewhere.pk, elsewhere.sender)


def test_an_invitation_belongs_to_the_programme_that_invites_also_when_it_is_renewed(cast, log_in, elsewhere, at):
    officer = User.objects.create_user("olga@elsewhere.example", name="Olga", language="en")
    give_role(officer, "officer", elsewhere, by=None, at=at)
    person = invite_person("kim@elsewhere.example", "Kim", "en", by=officer, at=at)
    post_invitation(person, by=None, at=at)
    assert list(Message.objects.values_list("programme_id", flat=True)) == [elsewhere.pk] * 2
    assert "Your invitation" not in log_in(cast.sara).get(reverse("office:messages")).content.decode()


def test_a_letter_about_a_case_belongs_to_the_programme_of_its_call(cast, at):
    applications.submitted(cast, at)
    assert set(Message.objects.values_list("programme_id", flat=True)) == {cast.programme.pk}


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
