"""A reader subscribes, confirms from the letter, changes it, gets a digest, and ends it from the mail."""

import re

from playwright.sync_api import expect

READER = "reader@newsletter.example"


def link_in(visitor, words):
    """Return the address of this site that stands in a letter after some words."""
    text = visitor.page.locator(".letter").inner_text()
    return re.search(rf"{re.escape(words)}\s+https?://[^/]+(/\S+)", text)[1]


def test_a_subscription_from_the_first_letter_to_the_last(visit, server):
    reader = visit().open_public("/en/newsletter/")
    reader.page.get_by_text("Only about some topics, goals or countries").focus()
    reader.page.keyboard.press("Enter")
    reader.examine_closely()
    reader.press("Subscribe")
    expect(reader.page.get_by_role("alert")).to_contain_text("Write your e-mail address.")
    expect(reader.field("News")).to_be_checked()
    reader.fill({"Your e-mail address": READER})
    reader.choose("Once a month, on the first")
    reader.page.wait_for_timeout(3_200)  # Nobody writes in less than three seconds.
    reader.press("Subscribe")
    assert reader.path == "/en/newsletter/look-in-your-mail/"
    assert not reader.context.cookies()

    letters = visit().open("/demo/mailbox/")
    letters.page.get_by_role("row", name=READER).get_by_role("link").first.click()
    reader.open(link_in(letters, "Confirm it here:")).examine_closely()
    reader.press("Yes, send me news")
    expect(reader.page.get_by_role("status")).to_contain_text("It is confirmed")
    assert READER not in reader.text
    reader.choose("Press releases", "Once a month, on the first").examine_closely()
    reader.press("Save")
    expect(reader.page.get_by_role("status")).to_contain_text("Saved.")
    expect(reader.field("Press releases")).to_be_checked()

    server.run("-m", "tests.browser.newsletter", "The well is open again")
    letters.open("/demo/mails/")
    letters.page.get_by_role("row", name=READER).get_by_role("link").first.click()
    letters.examine()
    assert "The well is open again" in letters.text
    reader.open(link_in(letters, "Unsubscribe:")).examine_closely()
    reader.press("Unsubscribe")
    assert "You get no more mails from us" in reader.text
    assert not reader.context.cookies()


def test_a_newsletter_from_the_first_word_to_the_numbers(log_in):
    maja = log_in("maja")
    maja.open("/office/newsletter/").examine_closely()
    maja.follow("Skriv ett nyhetsbrev")
    maja.fill({"Ämne på svenska": "Vår", "Inledande ord på svenska": "Hej, alla läsare!"})
    maja.examine_closely()
    maja.press("Spara")
    expect(maja.page.get_by_role("heading", name="Förhandsvisning: svenska")).to_be_visible()
    assert "Hej, alla läsare!" in maja.text
    maja.examine_closely()
    maja.follow("Skicka")
    maja.press("Skicka det")
    maja.page.get_by_role("table").get_by_role("link").first.click()
    maja.examine_closely()
    assert "Nyhetsbrev, svenska" in maja.text
    maja.open("/office/newsletter/digest/").examine_closely()
