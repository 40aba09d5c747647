"""The public pages as a stranger meets them, with a browser that never was here before."""

import pytest
from playwright.sync_api import expect

PAGES = ["/en/", "/en/calls/", "/en/cases/", "/en/organisations/", "/en/accessibility/"]


@pytest.mark.parametrize("path", PAGES)
def test_public_page(visit, path):
    visit().open_public(path)


def test_swedish_page(visit):
    reader = visit(locale="sv-SE").open_public("/")
    assert reader.path == "/sv/"
    expect(reader.page.locator("html")).to_have_attribute("lang", "sv")
    reader.follow("Utlysningar", within="header")
    assert reader.path == "/sv/utlysningar/"
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Utlysningar")


@pytest.mark.parametrize("locale", ["en-GB", "sv-SE"])
def test_log_in_page(visit, locale):
    visit(locale=locale).open("/accounts/login/").examine_closely()


def test_keyboard_skips_to_the_content(visit):
    reader = visit().open("/en/")
    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()
