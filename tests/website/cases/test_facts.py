"""What a case page says beyond the fields of the case, and what it leaves out."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from samverka.stages.projects.models import Case
from samverka.stages.reports.actions import accept_report, add_report_document, clear_report, submit_report
from samverka.stages.reports.models import Report
from tests.factories import corrections
from tests.factories.projects import public_case
from tests.factories.reports import written_report

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def case(cast, at):
    return public_case(cast, at)


@pytest.fixture
def page(client):
    """Return a function that gives the main part of the page of a case."""

    def page(case, language="en"):
        place = {"en": "cases", "sv": "arenden"}[language]
        answer = client.get(f"/{language}/{place}/{case.reference}/")
        assert answer.status_code == 200
        return html.fromstring(answer.content).xpath("//main")[0]

    return page


def words(element):
    return " ".join(element.text_content().replace("\xa0", " ").split())


def write(case, **content):
    """Put something else into what was submitted and decided on."""
    submission = case.agreement.decision.submission
    submission.content = {**submission.content, **content}
    submission.save()


ACTIVITIES = [
    {"title": "The first visit", "place": "Lund", "starts_on": "2026-09-01", "ends_on": "2026-09-03"},
    {"title": "The second visit", "place": "", "starts_on": "2026-10-01", "ends_on": None},
]


@pytest.mark.parametrize(
    ("on", "headings"),
    [
        (datetime(2026, 9, 3, 9, tzinfo=UTC), ["Planned activities"]),
        (datetime(2026, 9, 4, 9, tzinfo=UTC), ["Activities", "Have taken place", "Planned"]),
        (datetime(2026, 10, 1, 9, tzinfo=UTC), ["Activities", "Have taken place", "Planned"]),
        (datetime(2026, 10, 2, 9, tzinfo=UTC), ["Activities that have taken place"]),
    ],
)
def test_an_activity_is_planned_until_its_last_day_is_over(page, case, on, headings):
    write(case, activities=ACTIVITIES)
    with time_machine.travel(on, tick=False):
        section = page(case).xpath("//section[@aria-labelledby='activities']")[0]
    assert [one.text for one in section.xpath(".//h2 | .//h3")] == headings


def test_an_activity_that_leads_to_a_person_is_left_out(page, case):
    write(case, activities=[{**ACTIVITIES[0], "title": "Call 070-123 45 67"}])
    assert not page(case).xpath("//section[@aria-labelledby='activities']")


def test_activities_are_marked_with_the_language_they_are_written_in(page, case):
    write(case, activities=ACTIVITIES, objective="The open meeting of the council and its residents")
    swedish = page(case, "sv").xpath("//section[@aria-labelledby='activities']")[0]
    assert len(swedish.xpath(".//li/span[@lang='en']")) == 2
    assert "Texten är på engelska." in words(swedish)
    english = page(case).xpath("//section[@aria-labelledby='activities']")[0]
    assert not english.xpath(".//*[@lang]")
    assert "Written in" not in words(english)


def test_units_and_roles_are_shown_and_never_people(page, cast, case):
    home, abroad = cast.exempelby.slug, cast.sekao.slug
    person = {"name": "Nobody Known", "title": "Director of everything"}
    team = [
        {**person, "organisation": home, "role": "manager", "unit": "Water and roads"},
        {**person, "organisation": home, "role": "official", "unit": "Water and roads"},
        {**person, "organisation": home, "role": "majority", "unit": "karin@exempelby.example"},
        {**person, "organisation": abroad, "role": "manager"},
    ]
    write(case, team=team)
    section = page(case).xpath("//section[@aria-labelledby='partners']")[0]
    units = [[words(unit) for unit in party.xpath(".//li")] for party in section.xpath("./ul/li")]
    assert units == [
        ["Water and roads: project manager, civil servant", "elected politician, majority"],
        ["project manager"],
    ]
    text = words(page(case))
    for secret in ("Nobody Known", "Director of everything", "@exempelby"):
        assert secret not in text
    Case.objects.filter(pk=case.pk).update(shown="no_place")
    assert "project manager" not in words(page(case))


def test_an_amount_stands_once_and_nothing_paid_is_not_an_amount(page, case):
    main = page(case)
    assert main.xpath("//dt[.='Granted']")
    assert not main.xpath("//dt[.='Paid']")
    assert not main.xpath("//section[@aria-labelledby='money']")


def test_facts_are_read_before_the_text(page, case):
    columns = page(case).xpath("//div[@class='columns']/*")
    assert [one.get("class") for one in columns] == ["aside first", "column"]


@pytest.fixture
def reported(cast, at, case):
    """Return the accepted report of the case, with one file."""
    report = written_report(cast, at, case)
    upload = SimpleUploadedFile("guide.pdf", PDF)
    add_report_document(report.year, upload=upload, by=cast.ingrid, at=report.begun_at)
    submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    return accept_report(Report.objects.get(pk=report.pk), by=cast.sara, at=report.begun_at)


def test_results_and_files_come_out_when_they_are_cleared(client, page, cast, at, case, reported):
    number = reported.documents.get().pk
    addresses = [f"/en/cases/{case.reference}/files/{number}/", f"/sv/arenden/{case.reference}/filer/{number}/"]
    assert "Both councils have adopted" not in words(page(case))
    assert {client.get(address).status_code for address in addresses} == {404}
    clear_report(reported, language="en", documents=[number], by=cast.maja, at=at)
    section = page(case).xpath("//section[@aria-labelledby='reports']")[0]
    assert "Both councils have adopted" in words(section)
    assert "moved to the autumn" not in words(section)
    assert section.xpath(".//a[@class='file']/@href") == addresses[:1]
    answer = client.get(addresses[0])
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="guide.pdf"'
    swedish = page(case, "sv").xpath("//section[@aria-labelledby='reports']")[0]
    assert "Both councils" in words(swedish.xpath(".//div[@lang='en']")[2])


@pytest.mark.parametrize("facts", [{"shown": "no_place"}, {"published_at": None}])
def test_what_is_cleared_goes_with_the_place_and_with_the_case(client, cast, at, case, reported, facts):
    number = reported.documents.get().pk
    clear_report(reported, language="en", documents=[number], by=cast.maja, at=at)
    Case.objects.filter(pk=case.pk).update(**facts)
    assert client.get(f"/en/cases/{case.reference}/files/{number}/").status_code == 404
    assert "Both councils have adopted" not in client.get(f"/en/cases/{case.reference}/").content.decode()


def test_no_file_is_reached_through_another_case(client, cast, at, case, reported, catalogue):
    number = reported.documents.get().pk
    clear_report(reported, language="", documents=[number], by=cast.maja, at=at)
    assert client.get(f"/en/cases/CAT-A1/files/{number}/").status_code == 404


def test_a_case_shows_its_own_corrections_and_the_way_to_all(page, cast, at, case):
    assert "Corrections of this page" not in words(page(case))
    corrections.corrected(cast, at, corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/"))
    section = page(case).xpath("//section[@aria-labelledby='corrections-title']")[0]
    for told in ("2 March 2026", "The grant was SEK 100.", "The grant is SEK 1,000."):
        assert told in words(section)
    assert section.xpath(".//a/@href") == ["/en/corrections/"]
    assert "Bidraget är 1 000 kronor." in words(page(case, "sv"))


@pytest.mark.parametrize(
    ("source", "links", "text"),
    [
        ("https://www.place.example/page the page of the partner", ["https://www.place.example/page"], "(in English)"),
        ("place.example, page of the partner", [], "place.example, page of the partner (in English)"),
        ("ICLD, newsroom", [], "ICLD, newsroom"),
    ],
)
def test_a_source_is_a_link_or_words_in_their_language(page, case, source, links, text):
    Case.objects.filter(pk=case.pk).update(source=source)
    section = page(case, "sv").xpath("//section[@aria-labelledby='about-page']/p")[0]
    assert section.xpath(".//a[@rel='external']/@href") == links
    assert text.replace("in English", "på engelska") in words(section)
    assert bool(section.xpath(".//span[@lang='en']")) == ("på engelska" in words(section))


def test_the_way_to_report_an_error_stands_once_and_no_address_of_the_office(client, case):
    text = client.get(f"/en/cases/{case.reference}/").content.decode()
    assert text.count("/en/report-an-error/?page=") == 1
    assert "mailto:" not in text
