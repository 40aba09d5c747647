"""The public catalogue as a resident walks through it, from a misspelt name to a correction that everybody can read."""

import re

from playwright.sync_api import expect


def test_from_a_misspelt_partner_to_a_correction(visit, log_in, server):
    reader = visit()
    narrow_to_francistown(reader)
    read_the_case(reader)
    download_the_rows(reader)
    look_at_the_map_by_keyboard(visit())
    report_an_error(reader)
    correct_it(log_in)
    reader.open_public("/en/corrections/")
    assert "Lund has worked there since 2019." in reader.text
    assert "resident@example.org" not in reader.text
    assert not reader.context.cookies()


def narrow_to_francistown(reader):
    reader.open_public("/en/cases/")
    reader.field("Search words").fill("Fransistwon")
    reader.page.locator("main").get_by_role("button", name="Show").first.press("Enter")
    expect(reader.page.get_by_text("No match for “fransistwon”. Showing results for Francistown.")).to_be_visible()
    reader.examine_closely()
    for facet, value in (("Country", "Botswana"), ("Partner at home", "Lund Municipality")):
        reader.page.locator("summary", has_text=re.compile(f"^{facet}$")).press("Enter")
        reader.page.get_by_role("checkbox", name=value).press("Space")
    reader.page.locator("#facets").get_by_role("button", name="Show").press("Enter")
    expect(reader.page.get_by_role("link", name="Remove Country: Botswana")).to_be_visible()
    expect(reader.page.get_by_role("link", name="Lund and Francistown, Botswana")).to_be_visible()
    reader.examine_closely()


def read_the_case(reader):
    reader.follow("Lund and Francistown, Botswana")
    reader.examine_closely()
    assert "Botswana" in reader.text
    reader.follow(re.compile("^Francistown( City Council)?$"))
    assert reader.path.startswith("/en/organisations/")
    reader.examine_closely()
    reader.follow("Svenska", within="header")
    assert reader.path.startswith("/sv/organisationer/")
    expect(reader.page.locator("html")).to_have_attribute("lang", "sv")
    reader.follow("English", within="header")


def download_the_rows(reader):
    reader.open("/en/cases/?country=BW&home=lunds-kommun")
    with reader.page.expect_download() as loading:
        reader.page.get_by_role("link", name=re.compile("CSV")).first.press("Enter")
    rows = loading.value.path().read_text(encoding="utf-8-sig")
    shown = reader.page.locator("main table tbody tr").count()
    assert rows.count("KP-MP") >= shown > 0


def look_at_the_map_by_keyboard(reader):
    reader.open_public("/en/map/")
    country = reader.page.locator("svg a", has=reader.page.locator("title", has_text="Botswana")).first
    country.focus()
    expect(country).to_be_focused()
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert "Botswana" in reader.text
    reader.ask_axe()


def report_an_error(reader):
    reader.open("/en/cases/KP-MP001/")
    reader.follow("Report an error on this page", within="footer")
    reader.examine_closely()
    reader.fill({"What is wrong?": "The year is wrong.", "Your e-mail address": "resident@example.org"})
    reader.page.wait_for_timeout(3_000)  # Nobody writes a report in a second: the form asks for a little time.
    reader.press("Send the report")
    reader.examine_closely()
    assert re.fullmatch("/en/report-an-error/[0-9a-f-]{36}/", reader.path)


def correct_it(log_in):
    editor = log_in("sara")
    editor.open("/office/corrections/")
    editor.follow(re.compile("The year is wrong"), within="main table")
    editor.examine_closely()
    editor.follow("Berätta om rättelsen")
    editor.fill(
        {
            "Vad som stod, på engelska": "Lund has worked there since 2021.",
            "Vad som står nu, på engelska": "Lund has worked there since 2019.",
            "Vad som stod, på svenska": "Lund har arbetat där sedan 2021.",
            "Vad som står nu, på svenska": "Lund har arbetat där sedan 2019.",
            "Vad ändrades, var och när": "Starting year, in the file of partnerships, today.",
        }
    )
    editor.choose("Sidan är redan rätt: den ändrades vid ett annat tillfälle eller på ett annat ställe")
    editor.examine_closely()
    editor.press("Publicera rättelsen")
