import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samverka.demo.people import PASSWORD
from samverka.ground.accounts.models import User

OFFICE = "/office/rules/"


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.OFFICE_NEEDS_SECOND_FACTOR = True
    cache.clear()


def code_for(secret):
    """Return what the app would show now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("who", ["sara", "helena", "farid", "maja", "rolf"])
def test_the_office_without_a_second_factor_is_sent_to_set_one_up(cast, log_in, who):
    client = log_in(getattr(cast, who))
    answer = client.get(OFFICE)
    assert answer.url == reverse("mfa_index")
    assert client.post("/office/rules/new/", {}).url == reverse("mfa_index")
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("who", ["ingrid", "nils", "eva"])
def test_partners_and_assessors_are_not_asked(cast, log_in, who):
    client = log_in(getattr(cast, who))
    assert client.get("/portal/organisations/").status_code == 200
    assert client.get(OFFICE).status_code == 404


def test_somebody_without_a_session_is_asked_to_log_in(db):
    assert Client().get(OFFICE).url == f"{reverse('account_login')}?next={OFFICE}"


def test_recovery_codes_alone_are_no_second_factor(cast, log_in):
    cast.sara.authenticator_set.create(type="recovery_codes", data={})
    assert log_in(cast.sara).get(OFFICE).url == reverse("mfa_index")


def test_the_office_gets_in_with_password_and_app(cast):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sara, secret)
    client = Client()

    password = client.post(reverse("account_login"), {"login": cast.sara.email, "password": PASSWORD})
    assert password.url == reverse("mfa_authenticate")
    assert client.get(OFFICE).url.startswith(reverse("account_login"))

    client.post(password.url, {"code": code_for(secret)})
    assert client.get(OFFICE).status_code == 200


def test_the_app_is_set_up_from_its_page(cast, log_in):
    client = log_in(cast.sara)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert client.get(OFFICE).status_code == 200


def test_in_the_demonstration_nobody_is_asked(cast, log_in, settings):
    settings.OFFICE_NEEDS_SECOND_FACTOR = False
    assert log_in(cast.sara).get(OFFICE).status_code == 200


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_speak_the_language_of_the_person_whatever_the_browser_prefers(cast, log_in, language):
    User.objects.filter(pk=cast.ingrid.pk).update(language=language)
    other = {"sv": "en", "en": "sv"}[language]
    page = log_in(cast.ingrid).get("/portal/organisations/", headers={"Accept-Language": other})
    assert f'<html lang="{language}"' in page.content.decode()


def test_public_pages_speak_the_language_of_their_address(cast, log_in):
    page = log_in(cast.ingrid).get("/en/")  # Ingrid reads Swedish elsewhere
    assert '<html lang="en"' in page.content.decode()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_a_session_the_log_in_page_speaks_the_language_of_the_browser(db, language):
    page = Client().get(reverse("account_login"), headers={"Accept-Language": language})
    assert f'<html lang="{language}"' in page.content.decode()
