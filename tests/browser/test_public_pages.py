"""The public pages as a stranger meets them, with a browser that never was here before."""

import pytest
from playwright.sync_api import expect

PAGES = ["/en/", "/en/calls/", "/en/cases/", "/en/organisations/", "/en/news/", "/en/accessibility/"]


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


# One page of each kind; what a list leads to is found by following its first link of that kind.
KINDS = ["/sv/", "/sv/oppna-data/", "/sv/karta/", "/sv/siffror/", "/sv/rattelser/", "/sv/utlysningar/", "/en/goals/"]
KINDS += ["/en/search/?q=vatten", "/en/cases/?country=KE&goal=4&area=-", "/en/countries/KE/", "/en/figures/rows/"]
LISTS = ["/en/cases/", "/en/partnerships/", "/en/organisations/"]
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_wider_than_a_telephone(visit):
    """Whoever has to scroll sideways loses the beginning of each line."""
    visitor = visit()
    page = visitor.page
    paths = list(KINDS)
    for start in LISTS:
        page.goto(visitor.address + start)
        links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        paths += [start, next(one for one in links if one.startswith(start) and "?" not in one and one != start)]
    wide = []
    for path in paths:
        page.goto(visitor.address + path)
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 800})
            if (excess := page.evaluate(EXCESS)) > 0:
                wide.append((path, width, excess))
    assert wide == []


def test_a_long_word_breaks_before_it_leaves_the_screen(visit):
    visitor = visit(viewport={"width": 320, "height": 800})
    word = "Kommunalförbundssamverkansorganisationsutveckling" * 2
    for path, place in (("/en/countries/KE/", "h1"), ("/en/cases/?country=KE", ".chips a"), ("/en/cases/", "th a")):
        visitor.page.goto(visitor.address + path)
        visitor.page.locator(place).last.evaluate("(element, word) => { element.textContent = word }", word)
        assert visitor.page.evaluate(EXCESS) <= 0, path


@pytest.mark.parametrize("path", ["/en/figures/", "/sv/karta/"])
def test_figures_and_map_to_the_eye_and_the_ear(visit, path):
    visit().open(path).examine_closely()


@pytest.mark.parametrize("path", ["/en/", "/en/figures/", "/en/map/", "/en/cases/"])
def test_a_printed_page_names_its_site_and_has_nothing_to_press(visit, path):
    page = visit().open(path).page
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text(path)
    expect(page.locator(".site-head .brand")).to_be_visible()
    for left_out in ("button, input, select", ".site-nav a", ".site-tools a", ".foot-report", ".pager a"):
        assert page.locator(left_out).filter(visible=True).count() == 0, left_out
