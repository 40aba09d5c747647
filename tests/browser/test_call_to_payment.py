"""From an open call to the public, paid case: in a browser, by visible words, as each member of the cast."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import NARROW, WIDE

TODAY = datetime.now(tz=ZoneInfo("Europe/Stockholm")).date()


class Stage:
    """The cast, each logged in once; `on(name)` is that person on the page that says what waits."""

    def __init__(self, log_in, visit, server):
        self.log_in, self.visit, self.server = log_in, visit, server
        self.people = {}
        self.reference = ""

    def on(self, name):
        if name not in self.people:
            self.people[name] = self.log_in(name)
            return self.people[name]
        person = self.people[name]
        return person.open(person.home)


@pytest.fixture
def stage(log_in, visit, server):
    return Stage(log_in, visit, server)


def day(days_from_now):
    return (TODAY + timedelta(days=days_from_now)).isoformat()


def test_call_to_payment(stage):
    open_a_call(stage)
    start_an_application(stage)
    lose_and_find_a_text(stage)
    write_the_rest(stage)
    sign(stage)
    submit_without_scripts(stage)
    stage.server.set_clock("close_call")
    check_and_ask(stage)
    score(stage)
    decide(stage)
    agree(stage)
    publish(stage)
    stage.server.set_clock("end_year")
    report(stage)
    pay(stage)
    read_it_in_public(stage)


# --- The call --------------------------------------------------------------------------------------------------------


def open_a_call(stage):
    sara = stage.on("sara").examine_closely()
    see_the_menu_on_a_phone(sara)
    sara.follow("Utlysningar", within="nav.menu").follow("Gör en utlysning")
    # Nothing filled in: the list of what is wrong is read first, and leads to the fields.
    sara.press("Spara")
    expect(sara.page.locator(".error-summary")).to_be_focused()
    sara.page.locator(".error-summary").get_by_role("link").first.focus()
    sara.page.keyboard.press("Enter")
    expect(sara.field("Regelverk")).to_be_focused()
    sara.fill(
        {
            "Regelverk": "Regler för projekt",
            "Rubrik på engelska": "Projects in a browser",
            "Rubrik på svenska": "Projekt i en webbläsare",
            "Sammanfattning på engelska": "Money for joint projects.",
            "Sammanfattning på svenska": "Pengar till gemensamma projekt.",
            "Första dag": day(0),
            "Sista dag": day(30),
            "Beslutsdag": day(90),
            "Budget": "2 000 000",
        }
    )
    sara.press("Spara").examine_closely()
    sara.follow("Öppna utlysningen").press("Öppna utlysningen")
    reader = stage.visit().open_public("/en/calls/projects-in-a-browser/")
    assert "30 days left" in reader.text


def see_the_menu_on_a_phone(person):
    person.page.set_viewport_size(NARROW)
    menu, button = person.page.locator("nav.menu"), person.button("Meny", within="header")
    expect(menu).to_be_hidden()
    button.focus()
    person.page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    person.ask_axe()
    person.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    person.page.set_viewport_size(WIDE)


# --- The application -------------------------------------------------------------------------------------------------


def start_an_application(stage):
    ingrid = stage.on("ingrid").examine_closely()
    ingrid.follow("Börja en ansökan").fill({"Organisationens namn": "sekao"}).press("Sök")
    ingrid.press("Lägg till Sekao stad").examine_closely()
    with ingrid.page.expect_navigation():
        ingrid.button("Påbörja ansökan").dblclick()
    expect(ingrid.page.locator("main")).to_contain_text("Nästa steg")
    stage.reference = ingrid.path.split("/")[-2]
    ingrid.examine_closely()
    ingrid.follow("Ansökningar", within="nav.menu")
    expect(ingrid.page.get_by_role("table").locator("tbody tr")).to_have_count(1)
    ingrid.follow(stage.reference)


SUMMARY = {
    "Titel": "Clean water together",
    "Sammanfattning på engelska": "We learn how to keep water clean.",
    "Sammanfattning på svenska": "Vi lär oss hålla vattnet rent.",
    "Första dag": day(120),
    "Sista dag": day(480),
    "Mål": "Rent vatten.",
    "Vad varje part kan lära sig": "Allt om vatten.",
}

# Playwright's own waiting for a condition evaluates a string, which the page forbids.
WHEN_KEPT = """text => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("The text was not kept.")), 10000);
  const look = () => Object.values(localStorage).some(kept => kept.includes(text)) ? done() : setTimeout(look, 20);
  look();
})"""


def lose_and_find_a_text(stage):
    ingrid = stage.people["ingrid"].follow("Fortsätt med ”Rubrik och sammanfattning”").examine_closely()
    address = ingrid.path
    ingrid.fill(SUMMARY)
    ingrid.page.evaluate(WHEN_KEPT, SUMMARY["Vad varje part kan lära sig"])
    ingrid.page.close()

    ingrid.new_page()
    ingrid.open(address)
    expect(ingrid.field("Titel")).to_have_value("")
    ingrid.button("Hämta tillbaka").focus()
    ingrid.page.keyboard.press("Enter")
    for label, text in SUMMARY.items():
        expect(ingrid.field(label)).to_have_value(text)
    ingrid.press("Spara och fortsätt")
    assert ingrid.page.evaluate("localStorage.length") == 0


def write_the_rest(stage):
    thato = stage.on("thato").follow("Applications", within="nav.menu").follow("Clean water together")
    thato.follow("Go on with “Areas and goals”").choose("Participation", "Education", "Human Rights")
    thato.page.locator("summary", has_text="Targets of goal 6").focus()
    thato.page.keyboard.press("Enter")
    thato.choose("6.1 Safe drinking water that everyone can afford").examine_closely()
    thato.press("Save and go on")

    thato.fill({"What": "Visit to Exempelby", "Where": "Exempelby", "From": day(130)}, thato.row("Activity 1"))
    thato.button("Add an activity").focus()
    thato.page.keyboard.press("Enter")
    expect(thato.field("What", thato.row("Activity 4"))).to_be_focused()
    thato.ask_axe()
    thato.press("Save and go on")

    thato.fill({"Organisation": "Exempelby", "Name": "Karin Ek", "Role": "manager"}, thato.row("Person 1"))
    thato.fill({"Organisation": "Sekao", "Name": "Kabo Tau", "Role": "manager"}, thato.row("Person 2"))
    thato.press("Save and go on")

    flights = {"Cost category": "Travel", "What it is for": "Flights", "How many": "10", "Amount each": "20 000"}
    workshops = {"Cost category": "Activities", "What it is for": "Workshops", "How many": "4"}
    thato.fill(flights, thato.row("Cost 1"))
    thato.fill({**workshops, "Amount each": "50 000,50"}, thato.row("Cost 2"))
    expect(thato.page.locator(".totals")).to_contain_text("In all: SEK 400,002")
    thato.press("Save").examine_closely()


def sign(stage):
    lorato = stage.on("lorato").follow("Read and sign the application").examine_closely()
    lorato.press("Sign")
    stage.on("nils").follow("Läs och skriv under ansökan").press("Skriv under")


def submit_without_scripts(stage):
    """Nothing holds back the second click here but the server."""
    ingrid = stage.on("ingrid").follow("Skriv klart ansökan tillsammans").follow("Skicka in ansökan")
    plain = stage.visit(java_script_enabled=False, storage_state=ingrid.context.storage_state())
    plain.page.goto(ingrid.page.url)
    plain.button("Skicka in").dblclick()
    plain.page.wait_for_url("**/receipt/")
    assert "Version 1" in plain.text

    ingrid.open(plain.path).examine_closely()
    mailbox = stage.visit().open("/demo/mailbox/")
    receipts = mailbox.page.get_by_role("row", name=stage.reference)
    expect(receipts.filter(has_text="ingrid@").filter(has_text="har tagit emot")).to_have_count(1)


# --- The office and the assessors ------------------------------------------------------------------------------------


def check_and_ask(stage):
    sara = stage.on("sara").follow("Pröva om den kan bedömas").examine_closely()
    sara.follow("Pröva om den kan bedömas").choose("Ja, den kan bedömas").press("Spara bedömningen")
    for name in ("Eva Nordin", "Samuel Banda"):
        sara.follow("Fråga en bedömare").fill({"Bedömare": name}).press("Fråga")


def score(stage):
    samuel = stage.on("samuel").follow("Say whether you have a conflict of interest")
    assert "We learn how to keep water clean" not in samuel.text
    samuel.follow("Answer and read").choose("No, I have no conflict of interest").press("Declare").examine_closely()
    assert "We learn how to keep water clean" in samuel.text
    samuel.follow("Score").examine_closely()
    for criterion in samuel.page.locator("main fieldset").all():
        samuel.fill({"Points, from 0 to 5": "4", "Comment": "Clear."}, criterion)
    samuel.press("Save and go on to hand in").press("Hand in")

    eva = stage.on("eva").follow("Säg om du är jävig").follow("Svara och läs")
    eva.choose("Nej, jag är inte jävig").press("Svara").follow("Poängsätt")
    for criterion in eva.page.locator("main fieldset").all():
        eva.fill({"Poäng, från 0 till 5": "4", "Kommentar": "Tydligt."}, criterion)
    eva.press("Spara och gå vidare till att lämna in").press("Lämna in")


def decide(stage):
    sara = stage.on("sara").follow("Bered beslutet").follow("Bered beslutet").follow("Utlysningens rangordning")
    sara.examine_closely()
    assert "80" in sara.text
    sara.page.go_back()
    sara.choose("Bidrag").examine_closely()
    reasons = {"Skäl på svenska": "Väl förankrat.", "Skäl på engelska": "Well anchored."}
    sara.fill({"Beviljat belopp": "390 000", **reasons}).press("Spara förslaget")
    stage.on("peter").follow("Check the decision").examine_closely().follow("Check it").press("It is right")
    stage.on("helena").follow("Meddela beslutet").follow("Meddela").press("Meddela alla parter")

    thato = stage.on("thato").follow("Applications", within="nav.menu").follow("Clean water together")
    thato.follow("Read the decision").examine_closely()
    assert "SEK 390,000" in thato.text
    letter = thato.page.get_by_role("link", name="The letter to Sekao Town Council").get_attribute("href")
    assert thato.page.request.get(stage.server.address + letter).body().startswith(b"%PDF")


def agree(stage):
    sara = stage.on("sara").follow("Skriv avtalet").follow("Skriv avtalet").press("Skriv avtalet")
    sara.examine_closely()
    sara.follow("Skicka ut för underskrift").press("Skicka ut det")
    lorato = stage.on("lorato").follow("Read and sign the agreement").examine_closely()
    lorato.choose("I have read the agreement and sign it.").press("Sign the agreement")
    has_read = "Jag har läst avtalet och skriver under det."
    stage.on("nils").follow("Läs och skriv under avtalet").choose(has_read).press("Skriv under avtalet")
    helena = stage.on("helena").follow("Skriv under avtalet").follow("Skriv under för programägaren")
    helena.choose(has_read).press("Skriv under avtalet")


def publish(stage):
    stage.on("maja").follow("Publicera ärendet").examine_closely().press("Publicera ärendet")


# --- The report and the money ----------------------------------------------------------------------------------------


def report(stage):
    ingrid = stage.on("ingrid").follow("Redovisa redovisningsår 1")
    ingrid.fill(
        {
            "Vad som gjordes": "Två besök.",
            "Resultat i organisationerna": "Nya rutiner.",
            "Kostnad: Flights, Resor": "190 000",
            "Kostnad: Workshops, Aktiviteter och lokaler": "180 000",
        }
    )
    ingrid.press("Spara").examine_closely()
    ingrid.follow("Kontrollera och skicka in").press("Skicka in redovisningen")
    sara = stage.on("sara").follow("Läs redovisningen").examine_closely()
    sara.follow("Godkänn redovisningen").press("Godkänn redovisningen")


def pay(stage):
    farid = stage.on("farid").follow("Lägg in utbetalningen").follow("Lägg in utbetalningen")
    expect(farid.field("Belopp")).to_have_value(re.compile(r"^370\s000$"))
    with farid.page.expect_navigation():
        farid.button("Lägg in utbetalningen").dblclick()
    expect(farid.page.locator("main")).to_contain_text("Utbetalning till Exempelby kommun")
    farid.examine_closely()
    helena = stage.on("helena").follow("Bekräfta utbetalningen").follow("Bekräfta utbetalningen")
    helena.press("Pengarna är utbetalda").follow("Utbetalningar", within="nav.menu").examine_closely()
    expect(helena.page.get_by_role("table").locator("tbody tr")).to_have_count(1)


def read_it_in_public(stage):
    reader = stage.visit().open_public(f"/en/cases/{stage.reference}/")
    for shown in ("Clean water together", "SEK 390,000", "SEK 370,000", "Sekao Town Council", "Participation"):
        assert shown in reader.text, shown
    # The other language is the same page.
    reader.follow("Svenska", within="header")
    assert reader.path == f"/sv/arenden/{stage.reference}/"
    expect(reader.page.locator("html")).to_have_attribute("lang", "sv")
    assert "Sekao stad" in reader.text
    assert not reader.context.cookies()
    for path in ("/en/organisations/sekao-town-council/", "/en/search/?q=clean+water"):
        reader.open_public(path)
        expect(reader.page.get_by_role("link", name="Clean water together").first).to_be_visible()
