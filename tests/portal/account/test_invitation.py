from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverka.ground.accounts.actions import hash_of, invite_person
from samverka.ground.accounts.models import Invitation, User
from samverka.ground.outbox.models import Message

GIVEN = {
    "name": "Ove Ärlig", "language": "sv", "password": "ett långt eget ord", "password_again": "ett långt eget ord",
}  # fmt: skip


@pytest.fixture
def token(cast):
    invite_person("ove@elsewhere.example", "Ove Änglund", "sv", by=cast.sara, at=timezone.now())
    return Message.objects.get().body.split("/accounts/invitation/")[1].split("/")[0]


def url_of(token, name="account_invitation"):
    return reverse(name, args=[token])


def test_the_link_opens_a_form_in_the_language_of_the_invited(token, client):
    answer = client.get(url_of(token))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="sv"' in page
    assert "Ove Änglund" in page
    assert "ove@elsewhere.example" in page
    assert "no-store" in answer["Cache-Control"]


def test_choosing_a_password_opens_the_account_and_logs_in(token, client):
    answer = client.post(url_of(token), GIVEN)
    person = User.objects.get(email="ove@elsewhere.example")
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.is_active
    assert person.name == "Ove Ärlig"


@pytest.mark.parametrize(
    "wrong",
    [
        {"password_again": "another long word"},
        {"password": "short", "password_again": "short"},
        {"password": "password1234", "password_again": "password1234"},
        {"password": "ove@elsewhere.example", "password_again": "ove@elsewhere.example"},
        {"name": ""},
        {"language": "de"},
    ],
)
def test_a_mistake_is_said_and_the_link_stays_open(token, client, wrong):
    answer = client.post(url_of(token), {**GIVEN, **wrong})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Invitation.objects.open_at(timezone.now()).exists()
    assert not User.objects.get(email="ove@elsewhere.example").is_active


def test_the_address_cannot_be_exchanged_for_another(token, client):
    client.post(url_of(token), {**GIVEN, "email": "thief@elsewhere.example"})
    assert not User.objects.filter(email="thief@elsewhere.example").exists()


def test_a_used_and_an_unknown_link_get_the_same_answer(token, client):
    client.post(url_of(token), GIVEN)
    pages = []
    for one in (token, "x" * len(token)):
        stranger = Client()
        answer = stranger.get(url_of(one))
        assert answer.status_code == 410
        assert stranger.post(url_of(one), GIVEN).status_code == 410
        text = answer.content.decode().replace(one, "")
        pages.append(text.split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    assert "ove@elsewhere.example" not in pages[0]


def test_a_new_link_goes_to_the_address_of_the_old_one_and_strangers_learn_nothing(token, client):
    long_ago = timezone.now() - timedelta(days=20)
    Invitation.objects.update(expires_at=long_ago, sent_at=long_ago)
    answers = []
    for one in (token, "guessed"):
        assert client.post(url_of(one, "account_invitation_again")).url == url_of(one, "account_invitation_again")
        answers.append(client.get(url_of(one, "account_invitation_again")).content.decode())
    assert answers[0].split("<main")[1] == answers[1].split("<main")[1]
    assert list(Message.objects.values_list("address", flat=True)) == ["ove@elsewhere.example"] * 2
    assert Invitation.objects.exclude(token_hash=hash_of(token)).open_at(timezone.now()).count() == 1


def test_own_name_and_language(cast, log_in):
    client = log_in(cast.ingrid)
    assert "Ingrid Bergsten" in client.get(reverse("account_person")).content.decode()
    client.post(reverse("account_person"), {"name": "Ingrid Ek", "language": "en", "email": "x@y.example"})
    person = User.objects.get(pk=cast.ingrid.pk)
    assert (person.name, person.language, person.email) == ("Ingrid Ek", "en", cast.ingrid.email)
    assert '<html lang="en"' in client.get(reverse("account_person")).content.decode()


def test_own_account_asks_strangers_to_log_in(client, db):
    assert client.get(reverse("account_person")).url.startswith(reverse("account_login"))
