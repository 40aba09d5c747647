from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from samverka.ground.accounts.actions import give_role
from samverka.ground.accounts.models import Role
from samverka.ground.programme.models import Programme
from samverka.stages.corrections.actions import erase_settled_reports, leave_unchanged
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.states import State
from samverka.stages.projects.models import Case, Shown
from tests.factories import corrections, projects
from tests.factories.people import reading_in
from tests.walking import Walker


@pytest.fixture
def maja(cast, log_in):
    reading_in(cast, cast.maja, "en")
    return Walker(log_in(cast.maja))


def address(name, report):
    return reverse(f"office:{name}", args=[report.pk])


@pytest.fixture
def elsewhere(cast):
    return Programme.objects.create(
        owner=cast.programme.owner,
        slug="elsewhere",
        name_en="Elsewhere",
        name_sv="Annorstädes",
        sender="Elsewhere <post@elsewhere.example>",
        reference_prefix="ELSE",
        home_country=cast.programme.home_country,
    )


def flood(cast, at, number=7):
    return [corrections.reported(cast, at, origin="net", text=f"Flood {one}") for one in range(number)]


def test_the_list_has_the_oldest_to_be_answered_first_and_marks_what_is_late(maja, cast, at):
    settled = corrections.reported(cast, at, text="Settled one")
    leave_unchanged(settled, answer="…", by=cast.sara, at=at)
    late = corrections.reported(cast, at - timedelta(days=30), text="Late one")
    coming = corrections.reported(cast, at, text="Coming one")
    ErrorReport.objects.filter(pk=coming.pk).update(answer_due_on="9999-01-01")
    text = maja.go(reverse("office:error-reports")).text
    assert text.index("Late one") < text.index("Coming one") < text.index("Settled one")
    rows = html.fromstring(maja.answer.content).xpath("//tbody/tr")
    assert ["Late" in row.text_content().replace("Late one", "") for row in rows] == [True, False, False]
    assert f"{late.pk}: Late one" in text


@pytest.mark.parametrize(("state", "shown"), [("open", ["One"]), ("unchanged", ["Two"]), ("corrected", [])])
def test_the_list_is_narrowed_by_state(maja, cast, at, state, shown):
    corrections.reported(cast, at, text="One")
    leave_unchanged(corrections.reported(cast, at, text="Two"), answer="…", by=cast.sara, at=at)
    text = maja.go(reverse("office:error-reports") + f"?state={state}").text
    assert [word for word in ("One", "Two") if f": {word}" in text] == shown
    assert ("No report fits." in text) == (not shown)


def test_the_list_asks_as_often_for_three_reports_as_for_one(maja, cast, at, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 2):
        for _ in range(number):
            corrections.reported(cast, at)
        maja.go(reverse("office:error-reports"))
        with CaptureQueriesContext(connection) as caught:
            maja.go(reverse("office:error-reports"))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_report_shows_page_text_and_what_the_page_says_now(maja, cast, at):
    case = projects.public_case(cast, at)
    page = f"/en/cases/{case.reference}/"
    report = corrections.reported(cast, at, subject=case, page=page, version_at=at - timedelta(days=1))
    maja.go(address("error-report", report))
    for part in ("The grant is wrong.", "reader@elsewhere.example", case.title_sv, case.summary_en):
        assert " ".join(part.split()) in maja.text
    assert "The reader saw the version of 1 March 2026" in maja.text
    assert html.fromstring(maja.answer.content).xpath("//main//a[@href=$page]", page=page)


def test_what_the_page_says_now_is_what_the_public_reads(maja, cast, at):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at, subject=case, page=f"/sv/arenden/{case.reference}/")
    said = now(maja.go(address("error-report", report)))
    for part in (*case.public_title_en.split(), "Exempelby Municipality", "Sekao Town Council", "Botswana", "SEK"):
        assert part in said
    Case.objects.filter(pk=case.pk).update(shown=Shown.NO_PLACE)
    said = now(maja.go(address("error-report", report)))
    assert "Exempelby Municipality" in said
    for part in (case.title_en, "Sekao", "Botswana", case.summary_en):
        assert part not in said
    Case.objects.filter(pk=case.pk).update(published_at=None)
    said = now(maja.go(address("error-report", report)))
    assert "The public does not see this page now." in said
    assert "Exempelby" not in said


def now(walker):
    """Return the part of the page that says what the public reads."""
    return walker.text.partition("What the page says now")[2].partition("Change what it says")[0]


@pytest.mark.parametrize("kind", ["partnership", "organisation", "call"])
def test_pages_of_all_kinds_are_named_and_told(maja, cast, at, kind):
    case = projects.public_case(cast, at)
    one = {
        "partnership": case.partnership,
        "organisation": cast.sekao,
        "call": case.agreement.decision.application.call,
    }[kind]
    report = corrections.reported(cast, at, subject=one, page=f"/en/{kind}s/{one.slug}/")
    tree = html.fromstring(maja.go(address("error-report", report)).answer.content)
    assert tree.xpath("//main//dl//a[@href=$page]/text()", page=report.page)[0] == str(one)
    assert str(one) in now(maja)
    assert f"{report.pk}: The grant" in maja.go(reverse("office:error-reports")).text
    assert str(one) in maja.text
    assert str(one) in maja.go("/office/").text


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/sv/arenden/?q=sought", "Cases"),
        ("/en/map/", "Map"),
        ("/sv/mal/6/", "6. Clean water and sanitation"),
        ("/en/goals/", "Global goals"),
        ("/en/countries/XX/", "/en/countries/XX/"),
    ],
)
def test_a_page_without_a_record_is_called_by_its_heading(maja, cast, at, page, name):
    report = corrections.reported(cast, at, page=page)
    tree = html.fromstring(maja.go(address("error-report", report)).answer.content)
    assert tree.xpath("//main//dl//a[@href=$page]/text()", page=page)[0] == name


def test_from_the_report_to_the_texts_of_the_case_and_back(maja, cast, at):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/")
    maja.go(address("error-report", report)).follow(f"Change the case {case}")
    assert f"/office/cases/{case.reference}/texts/" in maja.address
    assert html.fromstring(maja.answer.content).xpath("//a[.='Cancel']/@href") == [address("error-report", report)]
    maja.press(title_en="Better water")
    assert maja.address.endswith(address("error-report", report))
    assert "Better water" in maja.text
    assert "It has changed since the report came in." in maja.text


@pytest.mark.parametrize("number", ["", "1x", "-1", "//evil.example", "99999999999", "²"])
def test_the_way_back_leads_nowhere_else(maja, cast, at, number):
    case = projects.public_case(cast, at)
    maja.go(f"/office/cases/{case.reference}/texts/?report={number}")
    maja.press(title_en="Better water")
    assert maja.address.endswith(f"/office/cases/{case.reference}/")


def test_an_officer_changes_the_facts_of_an_organisation_and_comes_back(cast, at, log_in):
    reading_in(cast, cast.sara, "en")
    sara, report = Walker(log_in(cast.sara)), corrections.reported(cast, at, subject=cast.sekao)
    sara.go(address("error-report", report)).follow("Change the facts of Sekao")
    sara.press(population="70000")
    assert sara.address.endswith(address("error-report", report))


def test_who_may_not_change_the_record_is_told_whom_to_ask(maja, cast, at):
    report = corrections.reported(cast, at, subject=cast.sekao)
    assert "Ask a programme officer" in maja.go(address("error-report", report)).text
    assert "Change the facts" not in maja.text


def test_who_works_for_two_programmes_reads_which_one_a_report_is_for(maja, cast, at, elsewhere):
    give_role(cast.maja, Role.Kind.EDITOR, elsewhere, by=None, at=at)
    own, other = corrections.reported(cast, at), corrections.reported(cast, at, text="Theirs")
    ErrorReport.objects.filter(pk=other.pk).update(programme=elsewhere)
    rows = html.fromstring(maja.go(reverse("office:error-reports")).answer.content).xpath("//tbody/tr")
    assert ["Elsewhere" in row.text_content() for row in rows] == [False, True]
    assert "Cases (Elsewhere)" in maja.go("/office/").text
    brand = "string(//a[contains(@class, 'brand')])"
    for report, name in ((own, "Demonstration Programme"), (other, "Elsewhere")):
        page = maja.go(address("error-report", report)).answer.content
        assert name in html.fromstring(page).xpath(brand)


def test_a_record_of_another_programme_says_whose_it_is(maja, cast, at, elsewhere):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at, subject=case)
    Case.objects.filter(pk=case.pk).update(programme=elsewhere)
    text = maja.go(address("error-report", report)).text
    assert "Elsewhere; the office of Demonstration Programme answers" in text
    assert "Change the case" not in text


def test_the_home_says_what_waits(maja, cast, at):
    assert "reader who reports" not in maja.go("/office/").text
    flood(cast, at)
    text = maja.go("/office/").text
    assert text.count("Answer a reader who reports an error") == 5
    assert "Look through what was put aside" in text
    assert "2 reports of errors" in text
    maja.follow("Look through what was put aside")
    assert "Flood 6" in maja.text
    assert "Flood 1" not in maja.text


def test_a_correction_needs_both_languages_and_no_address_of_anybody(maja, cast, at):
    report = corrections.reported(cast, at)
    maja.go(address("error-report-correct", report))
    maja.press(status=422, title_en="The list", before_en="100", after_en="1,000")
    assert "This field is required" in maja.text
    texts = {**corrections.TEXTS, "is_right_already": "on", "what_changed": "The file, on Friday"}
    maja.press(status=409, **{**texts, "after_sv": "Skriv till anna@elsewhere.example"})
    assert "is an e-mail address" in maja.text
    assert not Correction.objects.exists()
    maja.press(after_sv="1 000")
    assert Correction.objects.get().after_sv == "1 000"
    assert "Corrected" in maja.text


def test_of_an_unchanged_page_no_correction_is_told_unless_somebody_answers_for_it(maja, cast, at):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/")
    maja.go(address("error-report-correct", report))
    assert maja.form().fields["title_sv"] == [case.title_sv]
    assert "Nothing on the page has changed since the report came in." in maja.text
    texts = {"before_en": "1", "before_sv": "1", "after_en": "2", "after_sv": "2"}
    maja.press(status=422, **texts)
    assert "Change the page first, or confirm that it already says the right thing." in maja.text
    assert "Say what was changed, where and when." in maja.text
    maja.press(status=422, is_right_already="on", what_changed=" ")
    assert not Correction.objects.exists()
    maja.press(is_right_already="on", what_changed="The partners were mended in January")
    assert ErrorReport.objects.get().state == State.CORRECTED
    assert "The partners were mended in January" in maja.go(address("error-report", report)).text
    for path in ("/en/corrections/", "/en/corrections/feed.atom", f"/en/cases/{case.reference}/"):
        assert "in January" not in maja.client.get(path).content.decode()


def test_of_a_page_that_changed_since_nobody_has_to_answer_for_that(maja, cast, at):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/")
    Case.objects.filter(pk=case.pk).update(changed_at=at + timedelta(hours=1))
    assert "It has changed since the report came in." in maja.go(address("error-report", report)).text
    maja.follow("Tell of the correction")
    assert not {"is_right_already", "what_changed"} & set(maja.form().fields)
    maja.press(before_en="1", before_sv="1", after_en="2", after_sv="2")
    assert ErrorReport.objects.get().state == State.CORRECTED


def test_an_answer_without_a_change(maja, cast, at):
    report = corrections.reported(cast, at)
    maja.go(address("error-report", report)).follow("Answer without a change")
    maja.press(answer="The source says so.")
    assert "The report is answered and closed." in maja.text
    assert "The source says so." in maja.text
    assert "An answer to your report" in maja.text
    maja.go(address("error-report-correct", report))
    assert "The report has already been settled." in maja.text


def test_what_was_put_aside_is_taken_up_or_closed_all_at_once(maja, cast, at):
    reports = flood(cast, at, 8)
    maja.go(address("error-report", reports[5])).follow("Take it up")
    maja.press()
    assert "To be answered" in maja.text or "Late" in maja.text
    maja.go(reverse("office:error-reports")).follow("Close everything that is put aside")
    assert "2 reports are closed." in maja.text
    maja.press(reason="A flood")
    assert "2 reports were closed." in maja.text
    states = ErrorReport.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.OPEN] * 6 + [State.DISMISSED] * 2
    maja.go(reverse("office:error-reports-dismiss"))
    assert "Nothing is put aside." in maja.text


def test_one_report_is_closed_without_an_answer(maja, cast, at):
    report = corrections.reported(cast, at)
    maja.go(address("error-report", report)).follow("Close without an answer")
    maja.press(reason="Advertising")
    assert ErrorReport.objects.get().state == State.DISMISSED
    assert report.letters.count() == 1


def test_a_report_is_passed_on_where_there_is_another_programme(maja, cast, at, elsewhere):
    report = corrections.reported(cast, at)
    maja.go(address("error-report", report)).follow("Pass on to another programme")
    maja.press(programme=str(elsewhere.pk), reason="Theirs")
    assert "The report is with the other office." in maja.text
    maja.go(address("error-report", report), status=404)
    report.refresh_from_db()
    assert report.programme == elsewhere


def test_without_another_programme_nothing_is_passed_on(maja, cast, at):
    Programme.objects.exclude(pk=cast.programme.pk).delete()
    maja.go(address("error-report", corrections.reported(cast, at)))
    assert "Pass on" not in maja.text


def test_a_correction_is_taken_out_of_the_log(maja, cast, at):
    correction = corrections.corrected(cast, at)
    maja.go(address("error-report", correction.report)).follow("Take the correction out of the log")
    maja.press(reason="It named somebody")
    assert "The correction is out of the log." in maja.text
    assert "Taken out of the log" in maja.text
    assert "is in the public log" not in maja.text
    assert "no longer in the public log" in maja.text
    assert not Correction.objects.public().exists()


def test_an_erased_report_is_counted_but_says_nothing(maja, cast, at):
    report = leave_unchanged(corrections.reported(cast, at), answer="Dear Zebulon", by=cast.sara, at=at)
    erase_settled_reports(at=at + timedelta(days=400))
    assert f"{report.pk}: Erased" in maja.go(reverse("office:error-reports")).text
    text = maja.go(address("error-report", report)).text
    for gone in ("The grant is wrong.", "reader@", "Zebulon"):
        assert gone not in text


@pytest.mark.parametrize("who", ["farid", "rolf", "ingrid", "eva", "stranger"])
def test_others_see_nothing_of_what_readers_write(cast, at, log_in, who):
    report, client = corrections.reported(cast, at), log_in(getattr(cast, who))
    for path in (reverse("office:error-reports"), address("error-report", report)):
        assert client.get(path).status_code == 404
    assert reverse("office:error-reports") not in client.get("/office/", follow=True).content.decode()
