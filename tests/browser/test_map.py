"""The map by keyboard: from country to country in the order of the list, and from a country to its page."""

from playwright.sync_api import expect


def test_the_map_is_a_light_page(visit):
    visit().open_public("/en/map/")


def test_the_map_by_keyboard(visit):
    reader = visit().open("/en/map/")
    page, keyboard = reader.page, reader.page.keyboard
    listed = page.get_by_role("table").get_by_role("rowheader").get_by_role("link").all_text_contents()
    page.get_by_role("link", name="The same as a list").focus()
    keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sweden", exact=True)).to_be_focused()
    for country in listed:
        keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip().startswith(f"{country}: ")
    number = page.evaluate("document.activeElement.textContent").split(": ")[1].split()[0]
    with page.expect_navigation():
        keyboard.press("Enter")
    assert reader.path.startswith("/en/countries/")
    assert reader.page.locator(".figure dd").first.inner_text() == number


def test_the_drawing_is_really_drawn(visit):
    """The shapes come from a file of their own: without it the links would be empty."""
    page = visit().open("/en/map/").page
    sizes = page.locator(".map-country use").evaluate_all("uses => uses.map(use => use.getBBox().width)")
    assert sizes
    assert min(sizes) > 3
