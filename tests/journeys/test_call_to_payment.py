"""From a call to a payment and its publication: every step through the pages, by the person whose step it is."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from lxml import etree

from samverka.ground.audit.models import Event
from samverka.ground.outbox.models import Message
from samverka.stages.applications.models import Application
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import Case
from tests.walking import Walker

PARTIES = {2: ["exempelby", "sekao"], 3: ["exempelby", "sekao", "mfano"]}
SIGNERS = {"exempelby": "nils", "sekao": "lorato", "mfano": "joseph"}
TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Programme:
    """The cast on its way through the pages; `walk(name)` gives a person with a fresh log-in."""

    def __init__(self, cast, log_in, clock, parties):
        self.cast, self.log_in, self.clock = cast, log_in, clock
        self.parties = PARTIES[parties]
        self.reference = ""

    def walk(self, name):
        return Walker(self.log_in(getattr(self.cast, name)))

    def signers(self):
        return [SIGNERS[party] for party in self.parties]

    def path(self, face, *parts):
        return "/".join(["", face, *[str(part) for part in parts], ""])


@pytest.fixture(params=[2, 3], ids=["two organisations", "three organisations"])
def programme(request, cast, log_in):
    with time_machine.travel(TODAY, tick=True) as clock:
        yield Programme(cast, log_in, clock, request.param)


def test_call_to_payment(programme, client):
    open_a_call(programme, client)
    write_together(programme)
    sign_and_submit(programme)
    programme.clock.move_to(TODAY + timedelta(days=40))
    check_and_score(programme)
    decide(programme)
    agree(programme)
    publish(programme, client)
    programme.clock.move_to(TODAY + timedelta(days=600))
    report(programme)
    pay(programme)
    read_it_in_public(programme, client)


def open_a_call(programme, client):
    sara = programme.walk("sara").go("/office/calls/").follow("Gör en utlysning")
    form = sara.form().choose("rule_set", "Regler för projekt")
    sara.press(
        form,
        title_en="Projects 2026",
        title_sv="Projekt 2026",
        summary_en="Money for joint projects.",
        summary_sv="Pengar till gemensamma projekt.",
        opens_on="2026-03-02",
        closes_on="2026-03-31",
        decision_on="2026-06-30",
        budget_amount="2 000 000",
    )
    assert client.get("/en/calls/projects-2026/").status_code == 404

    sara.follow("Öppna utlysningen").press()

    page = client.get("/en/calls/projects-2026/")
    assert "29 days left" in " ".join(page.content.decode().split())
    calendar = client.get("/en/calls/projects-2026/calendar.ics")
    assert calendar.status_code == 200
    assert "Projects 2026" in calendar.content.decode()


def write_together(programme):
    ingrid = programme.walk("ingrid").go("/portal/").follow("Börja en ansökan")
    partners = [getattr(programme.cast, key).slug for key in programme.parties[1:]]
    ingrid.go(ingrid.address + "?" + "&".join(f"partner={slug}" for slug in partners)).press()
    application = Application.objects.get()
    programme.reference = application.reference
    assert [one.name_en for one in application.organisations] == [
        getattr(programme.cast, key).name_en for key in programme.parties
    ]
    thato = programme.walk("thato")
    write = programme.path("portal", "applications", application.reference, "write")

    ingrid.go(write + "summary/").press(
        title="Clean water together",
        summary_en="We learn how to keep water clean.",
        summary_sv="Vi lär oss hålla vattnet rent.",
        starts_on="2026-09-01",
        ends_on="2027-08-31",
        objective="Clean water.",
        mutual_learning="Everything.",
    )
    form = thato.go(write + "focus/").form()
    for name, label in (("core_areas", "Participation"), ("areas", "Education"), ("topics", "Human Rights")):
        form.choose(name, label)
    thato.press(form, targets=["6.1"])
    thato.go(write + "activities/").press(**{"rows-0-title": "Visit to Exempelby", "rows-0-place": "Exempelby"})
    form = ingrid.go(write + "team/").form()
    for row, key in enumerate(programme.parties):
        form.fill(**{f"rows-{row}-name": f"Manager {row}"})
        form.choose(f"rows-{row}-organisation", getattr(programme.cast, key).name_sv)
        form.choose(f"rows-{row}-role", "projektledare")
    ingrid.press(form)
    form = ingrid.go(write + "budget/").form()
    rows = [("travel", "Flights", "10", "20 000"), ("activities", "Workshops", "4", "50 000,50")]
    names = {one.code: one.name_sv for one in programme.cast.rule_set.categories.all()}
    for row, (category, description, quantity, each) in enumerate(rows):
        form.choose(f"rows-{row}-category", names[category])
        values = {"description": description, "quantity": quantity, "unit_amount": each}
        form.fill(**{f"rows-{row}-{name}": value for name, value in values.items()})
    ingrid.press(form)


def sign_and_submit(programme):
    application = programme.path("portal", "applications", programme.reference)
    ingrid = programme.walk("ingrid")
    ingrid.go(application + "submit/").press(status=409)
    for signer in programme.signers():
        programme.walk(signer).go("/portal/").go(application + "sign/").press()
    form = ingrid.go(application + "submit/").form()
    receipt = ingrid.press(form).address
    again = programme.walk("ingrid").press(form)
    assert again.address == receipt
    sent = Application.objects.get()
    assert sent.submissions.count() == 1
    assert sent.submissions.get().content_hash in again.text.replace(" ", "")
    receipts = Message.objects.filter(subject__contains=programme.reference)
    readers = {programme.cast.ingrid.email, programme.cast.thato.email}
    assert readers <= set(receipts.values_list("address", flat=True))


def check_and_score(programme):
    application = programme.path("office", "applications", programme.reference)
    programme.walk("sara").go(application + "eligibility/").press(is_eligible="yes")
    for name in ("eva", "samuel"):
        assessor = getattr(programme.cast, name)
        sara = programme.walk("sara").go(application + "assessors/ask/")
        sara.press(sara.form().choose("assessor", assessor.name), due_on="2026-05-01")
        assignment = assessor.assignments.get()
        page = programme.path("portal", "assessments", assignment.pk)
        walker = programme.walk(name).go(page)
        assert "We learn how to keep water clean" not in walker.text
        walker.go(page + "declare/").press(answer="no")
        assert "We learn how to keep water clean" in walker.go(page).text
        form = walker.go(page + "score/").form()
        for field in [field for field in form.fields if field.startswith("points_")]:
            form.fill(**{field: "4", field.replace("points", "comment"): "Clear."})
        walker.press(form).go(page + "hand-in/").press()
    ranking = programme.walk("sara").go("/office/applications/call/projects-2026/ranking/")
    assert programme.reference in ranking.text
    assert "80" in ranking.text


def decide(programme):
    decision = programme.path("office", "decisions", programme.reference)
    sara = programme.walk("sara").go(decision + "prepare/")
    sara.press(
        outcome="approved",
        amount="390 000",
        reasons_en="Well anchored.",
        reasons_sv="Väl förankrat.",
        conditions_en="Send a gender analysis.",
        conditions_sv="Skicka en jämställdhetsanalys.",
    )
    sara.go(decision + "check/", status=403)
    hidden = programme.path("portal", "applications", programme.reference, "decision")
    programme.walk("ingrid").go(hidden, status=404)
    programme.walk("peter").go(decision + "check/").press()
    programme.walk("ingrid").go(hidden, status=404)
    programme.walk("helena").go(decision + "announce/").press()
    for name in ("ingrid", "thato"):
        walker = programme.walk(name).go(hidden)
        assert "390" in walker.text
        letter = walker.client.get(programme.path("portal", "applications", programme.reference, "letter"))
        assert letter["Content-Type"] == "application/pdf"
        assert b"".join(letter).startswith(b"%PDF")
    letters = Message.objects.filter(body__contains="gender analysis")
    assert programme.cast.thato.email in set(letters.values_list("address", flat=True))


def agree(programme):
    agreement = programme.path("office", "agreements", programme.reference)
    sara = programme.walk("sara")
    sara.go(agreement + "draft/").press()
    sara.go(agreement + "offer/").press()
    for name in programme.signers():
        programme.walk(name).go(programme.path("portal", "agreements", programme.reference, "sign")).press(
            has_read="on"
        )
    assert not Case.objects.exists()
    programme.walk("helena").go(agreement + "sign/").press(has_read="on")
    case = Case.objects.get()
    assert [year.number for year in case.years.all()] == [1]
    assert sum(line.amount for line in case.years.get().lines.all()) == 390_000_00


def publish(programme, client):
    address = f"/en/cases/{programme.reference}/"
    assert client.get(address).status_code == 404
    programme.walk("maja").go(programme.path("office", "cases", programme.reference, "public")).press()
    assert client.get(address).status_code == 200


def report(programme):
    page = programme.path("portal", "cases", programme.reference, "reports", 1)
    ingrid = programme.walk("ingrid")
    form = ingrid.go(page).form()
    for field, cost in zip(
        [name for name in form.fields if name.startswith("cost_")], ("190 000", "180 000"), strict=True
    ):
        form.fill(**{field: cost})
    ingrid.press(form, done="Two visits.", organisational_results="New routines.")
    ingrid.go(page + "submit/").press()
    programme.walk("sara").go(programme.path("office", "cases", programme.reference, "reports", 1, "accept")).press()


def pay(programme):
    farid = programme.walk("farid").go(programme.path("office", "payments", "new", programme.reference, 1))
    form = farid.form()
    farid.press(form, amount="370 000", paid_on="2027-10-23")
    programme.walk("farid").press(form)
    payment = Payment.objects.get()
    confirm = programme.path("office", "payments", payment.key, "confirm")
    farid.go(confirm, status=403)
    programme.walk("helena").go(confirm).press()
    assert Payment.objects.confirmed().get().paid_on == date(2027, 10, 23)


def read_it_in_public(programme, client):
    page = client.get(f"/en/cases/{programme.reference}/").content.decode()
    for shown in ("Clean water together", "SEK 390,000", "SEK 370,000", "Sekao Town Council", "Participation"):
        assert shown in page.replace("\xa0", " "), shown
    swedish = client.get(f"/sv/arenden/{programme.reference}/").content.decode()
    assert "Sekao stad" in swedish
    for address in ("/en/organisations/sekao-town-council/", "/en/search/?q=clean+water", "/en/feed.atom"):
        assert programme.reference in client.get(address).content.decode(), address
    activities = client.get("/opendata/iati-activities.xml?programme=demonstration").content
    values = [float(one.text) for one in etree.fromstring(activities).iterfind(".//transaction/value")]
    assert sorted(values) == [370_000.0, 390_000.0]
    grants = json.loads(client.get("/opendata/360giving.json?programme=demonstration").content)["grants"]
    assert [grant["amountAwarded"] for grant in grants] == [390_000]
    told = set(Event.objects.values_list("what", flat=True))
    assert {"Call opened", "Decision announced", "Case published"} <= told
