"""The pages of the log-in library, drawn with our templates: in both languages, and with nothing the policy forbids."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse

from samverka.demo.people import PASSWORD
from samverka.ground.accounts.models import User
from samverka.ground.outbox.models import Message

SIGNED_OUT = ["account_login", "account_reset_password", "account_reset_password_done", "account_signup"]
SIGNED_IN = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "account_person",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
]
WITH_SECOND_STEP = [
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
]
# A word in capitals after the first, as the log-in library writes its English.
TITLE_CASE = re.compile(r"<(?:h[12]|label|button|legend)\b[^>]*>\s*([A-Z][\w-]+(?: [\w-]+)* [A-Z]\w+)")
HEADINGS = {
    "account_login": {"sv": "Logga in", "en": "Log in"},
    "account_reset_password": {"sv": "Har du glömt lösenordet?", "en": "Forgotten your password?"},
    "account_reset_password_done": {"sv": "Titta i din e-post", "en": "Look in your mailbox"},
    "account_email": {"sv": "Dina e-postadresser", "en": "Your e-mail addresses"},
    "account_change_password": {"sv": "Byt lösenord", "en": "Change your password"},
    "account_reauthenticate": {"sv": "Är det du?", "en": "Is it you?"},
    "mfa_index": {"sv": "Tvåstegsinloggning", "en": "Second step at log-in"},
    "mfa_add_webauthn": {"sv": "Lägg till en nyckel", "en": "Add a passkey"},
    "mfa_view_recovery_codes": {"sv": "Återställningskoder", "en": "Recovery codes"},
    "mfa_generate_recovery_codes": {"sv": "Gör nya återställningskoder", "en": "Make new recovery codes"},
    "mfa_deactivate_totp": {"sv": "Stäng av autentiseringsappen", "en": "Turn off the authenticator app"},
    "mfa_reauthenticate": {"sv": "Är det du?", "en": "Is it you?"},
}


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    """Forget how often each person has tried: the library lets nobody try without end."""
    cache.clear()


def forbidden_in(page):
    """Return what the policy would block: script and style that stand in the page itself, and pictures as data."""
    scripts = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "application/json" not in tag]
    return scripts + re.findall(r"<style|\sstyle=|\son[a-z]+=\"|src=\"data:|javascript:", page)


def check(answer, language):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert "ui/samverka.css" in page
    assert page.count("<h1") == 1
    assert TITLE_CASE.findall(page) == []
    assert forbidden_in(page) == []
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    return page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", SIGNED_OUT)
def test_pages_before_log_in(client, cast, name, language):
    answer = client.get(reverse(name), headers={"Accept-Language": language})
    page = check(answer, language)
    if name in HEADINGS:
        assert HEADINGS[name][language] in page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_about_ones_own_account(cast, log_in, name, language):
    User.objects.filter(pk=cast.ingrid.pk).update(language=language)
    client = log_in(cast.ingrid)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = check(client.get(reverse(name)), language)
    if name in HEADINGS:
        assert HEADINGS[name][language] in page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", WITH_SECOND_STEP)
def test_pages_about_the_second_step(cast, log_in, name, language):
    User.objects.filter(pk=cast.ingrid.pk).update(language=language)
    activate_totp(cast.ingrid)
    client = log_in(cast.ingrid)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = check(client.get(reverse(name)), language)
    assert HEADINGS[name][language] in page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_pages_about_a_passkey(cast, log_in, name, language):
    User.objects.filter(pk=cast.ingrid.pk).update(language=language)
    key = Authenticator.objects.create(
        user=cast.ingrid, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    client = log_in(cast.ingrid)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    check(client.get(reverse(name, args=[key.pk])), language)


def test_the_second_step_is_asked_for_after_the_password(client, cast):
    activate_totp(cast.ingrid)
    asked = {"login": cast.ingrid.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), asked, follow=True, headers={"Accept-Language": "en"})
    assert "Second step at log-in" in check(answer, "en")


def activate_totp(person):
    """Give the person an authenticator app and recovery codes."""
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)


def test_log_in_leads_on_and_a_wrong_password_does_not(client, cast):
    wrong = client.post(reverse("account_login"), {"login": cast.ingrid.email, "password": "wrong"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    right = client.post(reverse("account_login"), {"login": cast.ingrid.email, "password": PASSWORD})
    assert right.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.ingrid.pk)


def test_a_forgotten_password_is_replaced_by_letter_in_the_language_of_the_person(client, cast):
    client.post(reverse("account_reset_password"), {"email": cast.ingrid.email}, headers={"Accept-Language": "en"})
    letter = Message.objects.get()
    assert (letter.address, letter.language) == (cast.ingrid.email, "sv")
    link = re.search(r"https?://\S+?(/accounts/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    check(form, "en")
    chosen = {"password1": "ett nytt långt ord", "password2": "ett nytt långt ord"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert User.objects.get(pk=cast.ingrid.pk).check_password("ett nytt långt ord")


def test_a_stranger_who_asks_for_a_new_password_learns_nothing(client, cast):
    known, unknown = (
        client.post(reverse("account_reset_password"), {"email": email})
        for email in (cast.ingrid.email, "nobody@nowhere.example")
    )
    assert known.url == unknown.url
    assert list(Message.objects.values_list("address", flat=True)) == [
        "nobody@nowhere.example", cast.ingrid.email,
    ]  # fmt: skip
