"""Logging in with a passkey that an authenticator of the browser holds."""

import pytest
from playwright.sync_api import expect

from samverka.demo.people import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def amina(log_in):
    """Return a person whom no other test needs: from now on she has a second factor."""
    amina = log_in("amina")
    authenticator = amina.context.new_cdp_session(amina.page)
    authenticator.send("WebAuthn.enable")
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return amina


def test_passkey(amina):
    amina.follow("Amina Wanjiru", within="header").follow("Second step and passkeys").examine_closely()
    # Whoever finds an unlocked screen cannot add a key.
    amina.follow("Add a passkey").fill({"Password": PASSWORD}).press("Confirm")
    amina.fill({"Name": "Laptop"}).choose("Passwordless").press("Add")
    amina.open("/portal/").press("Log out", within="header")
    assert "sessionid" not in {cookie["name"] for cookie in amina.context.cookies()}

    amina.open("/accounts/login/").press("Log in with a passkey")
    assert amina.path == "/portal/"
    expect(amina.page.locator("header")).to_contain_text("Amina Wanjiru")
