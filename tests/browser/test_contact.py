"""A visitor writes to the office: with the script, which solves the sum, and without it, by the link in a letter."""

import re

from playwright.sync_api import expect

MESSAGE = {
    "What your message is about": "A question about the programme",
    "Subject": "Who may apply",
    "Your message": "May a region apply together with two municipalities?",
    "Your e-mail address": "visitor@example.org",
}
RECEIPT = "/en/contact/[0-9a-f-]{36}/"


def test_a_visitor_writes_with_and_without_script_and_the_office_answers(visit, log_in):
    receipt = with_script(visit())
    without_script(visit(java_script_enabled=False))
    answer_it(log_in("sara"))
    reader = visit()
    reader.open(receipt).examine_closely()
    assert "Ja, det får en region." in reader.text


def with_script(reader):
    reader.open_public("/en/contact/")
    reader.press("Send the message")
    assert "Choose what it is about." in reader.text
    reader.examine_closely()
    reader.fill(MESSAGE)
    # Sent as soon as everything is written: the sum may still be going on, and the form then goes by itself.
    reader.page.wait_for_timeout(3_200)  # Nobody writes in less than three seconds.
    reader.press("Send the message")
    expect(reader.page.locator("main")).to_contain_text("We have received your message")
    assert re.fullmatch(RECEIPT, reader.path)
    reader.examine_closely()
    assert not reader.context.cookies()
    return reader.path


def without_script(reader):
    page = reader.page
    page.goto(f"{reader.address}/en/contact/")
    for label, answer in MESSAGE.items():
        field = reader.field(label)
        if label.startswith("What your"):
            field.select_option(label=answer)
        else:
            field.fill(answer + ("m" if "@" in answer else " Thank you."))
    page.wait_for_timeout(3_200)
    page.get_by_role("button", name="Send the message").press("Enter")
    expect(page.locator("main")).to_contain_text("confirm by the link in the letter")
    assert re.fullmatch(RECEIPT, reader.path)


def answer_it(sara):
    sara.open("/office/enquiries/").examine_closely()
    sara.follow(re.compile("Who may apply$"), within="main table").examine_closely()
    sara.follow("Svara").fill({"Ditt svar": "Ja, det får en region."})
    sara.examine_closely()
    sara.press("Skicka svaret")
    assert "Meddelandet är besvarat." in sara.text
