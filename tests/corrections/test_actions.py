from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from samverka.ground.accounts.actions import give_role
from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Programme
from samverka.stages.corrections.actions import (
    correct_report,
    dismiss_put_aside,
    dismiss_report,
    erase_settled_reports,
    forget_origins,
    leave_unchanged,
    pass_on_report,
    release_report,
    withdraw_correction,
)
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.queries import corrections_of, programme_that_answers
from samverka.stages.corrections.states import State
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, Shown
from tests.factories import corrections, projects
from tests.factories.corrections import TEXTS

HANDLERS = ["sara", "peter", "helena", "maja"]
OTHERS = ["ingrid", "eva", "farid", "rolf", "stranger"]


@pytest.fixture
def elsewhere(cast, at):
    """Return another programme, with an officer of its own."""
    programme = Programme.objects.create(
        owner=cast.programme.owner,
        slug="elsewhere",
        name_en="Elsewhere",
        name_sv="Annorstädes",
        sender="Elsewhere <post@elsewhere.example>",
        reference_prefix="ELSE",
        home_country=cast.programme.home_country,
    )
    officer = User.objects.create_user("olga@elsewhere.example", name="Olga", language="en")
    give_role(officer, Role.Kind.OFFICER, programme, by=None, at=at)
    return programme, officer


def flood(cast, at, number=7):
    return [corrections.reported(cast, at, origin="net", key=uuid4()) for _ in range(number)]


def letters():
    return list(Message.objects.order_by("pk").values_list("address", "subject"))


def done(subject):
    return [event.what for event in Event.objects.about(subject)]


# --- A report comes in -----------------------------------------------------------------------------------------------


def test_a_report_is_kept_with_its_day_and_the_reader_gets_a_receipt(cast, at):
    report = corrections.reported(cast, at)
    assert (report.state, report.received_at, str(report.answer_due_on)) == (State.OPEN, at, "2026-03-16")
    assert done(report) == ["Error reported"]
    letter = report.letters.get()
    assert (letter.address, letter.sender) == ("reader@elsewhere.example", cast.programme.sender)
    assert "16 March 2026" in letter.body
    assert f"/en/report-an-error/{report.key}/" in letter.body


def test_the_letters_are_in_the_language_of_the_form(cast, at):
    report = corrections.reported(cast, at, language="sv", page="/sv/arenden/")
    letter = report.letters.get()
    assert letter.language == "sv"
    assert "16 mars 2026" in letter.body
    assert f"/sv/rapportera-fel/{report.key}/" in letter.body


def test_without_an_address_nobody_is_written_to(cast, at):
    report = corrections.reported(cast, at, email="")
    corrections.corrected(cast, at, report)
    assert letters() == []


def test_a_letter_never_carries_what_a_stranger_wrote(cast, at):
    text, page = "BUY at https://spam.example", "/en/cases/?q=buy-at-spam.example"
    report = corrections.reported(cast, at, text=text, page=page)
    leave_unchanged(report, answer="It is right.", by=cast.sara, at=at)
    assert Message.objects.count() == 2
    for letter in Message.objects.all():
        assert "spam" not in letter.body + letter.subject


def test_a_repeat_makes_no_second_report_and_no_second_letter(cast, at):
    key = uuid4()
    first = corrections.reported(cast, at, key=key)
    assert corrections.reported(cast, at + timedelta(hours=1), key=key) == first
    assert ErrorReport.objects.count() == Message.objects.count() == 1


def test_a_flood_is_kept_and_put_aside_without_letters(cast, at):
    states = [report.state for report in flood(cast, at)]
    assert states == [State.OPEN] * 5 + [State.QUARANTINED] * 2
    assert Message.objects.count() == 5


# --- It is settled ---------------------------------------------------------------------------------------------------


def test_a_correction_is_public_the_report_closed_and_the_reader_told(cast, at):
    report = corrections.reported(cast, at)
    correction = corrections.corrected(cast, at + timedelta(days=1), report)
    report.refresh_from_db()
    assert (report.state, report.settled_at) == (State.CORRECTED, at + timedelta(days=1))
    assert list(Correction.objects.public()) == [correction]
    assert correction.page == "/en/cases/"
    assert done(report) == ["Error corrected", "Error reported"]
    assert done(correction) == ["Correction published"]
    body = report.letters.order_by("-pk").first().body
    assert "The grant was SEK 100." in body
    assert "The grant is SEK 1,000." in body
    assert "/en/corrections/" in body


def test_who_answers_for_a_change_that_nobody_saw_is_in_the_record_of_changes(cast, at):
    report = corrections.reported(cast, at)
    with pytest.raises(Refused) as refused:
        corrections.corrected(cast, at, report, is_right_already=False)
    assert [problem.where for problem in refused.value.problems] == ["is_right_already"]
    assert not Correction.objects.exists()
    correction = corrections.corrected(cast, at, report)
    (event,) = Event.objects.about(correction)
    assert event.details["reason"] == "The file was read in again on Friday."
    assert event.by == cast.maja


def test_a_page_in_swedish_is_kept_by_its_address_in_english(cast, at):
    report = corrections.reported(cast, at, page="/sv/arenden/?lan=1")
    correction = corrections.corrected(cast, at, report)
    assert correction.page == "/en/cases/"
    assert correction.page_in("sv") == "/sv/arenden/"


def test_a_correction_with_somebodys_address_is_refused_and_nothing_is_changed(cast, at):
    report = corrections.reported(cast, at)
    with pytest.raises(Refused):
        corrections.corrected(cast, at, report, before_en="Written by anna@elsewhere.example")
    report.refresh_from_db()
    assert report.state == State.OPEN
    assert not Correction.objects.exists()


def test_without_a_change_the_reason_is_sent(cast, at):
    report = leave_unchanged(corrections.reported(cast, at), answer="The source says so.", by=cast.sara, at=at)
    assert report.state == State.UNCHANGED
    assert "The source says so." in report.letters.order_by("-pk").first().body
    assert not Correction.objects.exists()
    # The record of changes can never be erased, so an answer that may name somebody is not in it.
    assert "source" not in str([event.details for event in Event.objects.about(report)])


def test_taking_up_a_report_posts_the_receipt_that_waited_and_counts_anew(cast, at):
    report = flood(cast, at, 6)[-1]
    assert not report.letters.exists()
    release_report(report, by=cast.helena, at=at + timedelta(days=7))
    assert (report.state, str(report.answer_due_on)) == (State.OPEN, "2026-03-23")
    assert "23 March 2026" in report.letters.get().body


def test_what_is_no_report_is_closed_without_a_letter(cast, at):
    report = corrections.reported(cast, at)
    dismiss_report(report, reason="Advertising", by=cast.maja, at=at)
    assert report.state == State.DISMISSED
    assert Message.objects.count() == 1  # The receipt alone.
    assert Event.objects.about(report)[0].details["reason"] == "Advertising"


def test_everything_put_aside_is_closed_at_once_but_not_in_other_programmes(cast, at, elsewhere):
    reports = flood(cast, at, 8)
    programme, _officer = elsewhere
    other = reports[-1]
    ErrorReport.objects.filter(pk=other.pk).update(programme=programme)
    assert dismiss_put_aside(reason="A flood", by=cast.sara, at=at) == 2
    found = ErrorReport.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [State.OPEN] * 5 + [State.DISMISSED] * 2 + [State.QUARANTINED]
    row = Event.objects.filter(what__contains="put aside closed").get()
    assert (row.details, row.programme_id) == ({"number": 2, "reason": "A flood"}, cast.programme.pk)


def test_a_report_that_is_passed_on_leaves_one_office_for_another(cast, at, elsewhere):
    programme, officer = elsewhere
    report = corrections.reported(cast, at)
    with pytest.raises(Refused):
        pass_on_report(report, programme=cast.programme, reason="?", by=cast.sara, at=at)
    pass_on_report(report, programme=programme, reason="Theirs", by=cast.sara, at=at)
    assert not ErrorReport.objects.visible_to(cast.sara).exists()
    assert list(ErrorReport.objects.visible_to(officer)) == [report]
    with pytest.raises(NotAllowed):
        leave_unchanged(report, answer="…", by=cast.sara, at=at)
    leave_unchanged(report, answer="…", by=officer, at=at)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_or_settles_reports(cast, at, who):
    person, report = getattr(cast, who), corrections.reported(cast, at)
    assert not ErrorReport.objects.visible_to(person).exists()
    for act in (
        lambda: correct_report(report, by=person, at=at, **TEXTS),
        lambda: leave_unchanged(report, answer="…", by=person, at=at),
        lambda: dismiss_report(report, reason="…", by=person, at=at),
        lambda: release_report(report, by=person, at=at),
        lambda: pass_on_report(report, programme=cast.programme, reason="…", by=person, at=at),
        lambda: dismiss_put_aside(reason="…", by=person, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    report.refresh_from_db()
    assert report.state == State.OPEN


@pytest.mark.parametrize("who", HANDLERS)
def test_officers_head_and_editor_settle_reports(cast, at, who):
    report = corrections.reported(cast, at)
    person = getattr(cast, who)
    assert list(ErrorReport.objects.visible_to(person)) == [report]
    leave_unchanged(report, answer="…", by=person, at=at)


def test_two_people_who_answer_at_the_same_moment_answer_once(cast, at):
    report = corrections.reported(cast, at)
    stale = ErrorReport.objects.get(pk=report.pk)
    leave_unchanged(report, answer="One", by=cast.sara, at=at)
    with pytest.raises(Refused):
        corrections.corrected(cast, at, stale)
    assert not Correction.objects.exists()


# --- The log ---------------------------------------------------------------------------------------------------------


def test_a_correction_can_be_taken_out_of_the_log(cast, at):
    correction = corrections.corrected(cast, at)
    with pytest.raises(NotAllowed):
        withdraw_correction(correction, reason="…", by=cast.rolf, at=at)
    withdraw_correction(correction, reason="It named somebody", by=cast.maja, at=at)
    assert not Correction.objects.public().exists()
    with pytest.raises(Refused):
        withdraw_correction(correction, reason="Again", by=cast.maja, at=at)


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": None},
        {"shown": Shown.NOTHING},
        {"shown": Shown.NO_PLACE},
        {"withdrawn_at": "at", "withdrawn_reason_sv": "…", "withdrawn_reason_en": "…"},
        {"embargo_until": "later"},
    ],
    ids=["unpublished", "nothing", "no place", "withdrawn", "embargo"],
)
def test_what_the_public_may_not_read_takes_its_corrections_with_it(cast, at, hidden):
    case = projects.public_case(cast, at)
    other = corrections.corrected(cast, at)
    own = corrections.corrected(cast, at, corrections.reported(cast, at, subject=case))
    assert set(Correction.objects.public()) == {own, other}
    moments = {"at": at, "later": at + timedelta(days=10_000)}
    Case.objects.filter(pk=case.pk).update(**{name: moments.get(value, value) for name, value in hidden.items()})
    assert list(Correction.objects.public()) == [other]
    assert not corrections_of(case).exists()


def test_corrections_of_a_record_and_of_a_page(cast, at):
    case = projects.public_case(cast, at)
    page = f"/sv/arenden/{case.reference}/"
    own = corrections.corrected(cast, at, corrections.reported(cast, at, subject=case, page=page))
    other = corrections.corrected(cast, at)
    assert list(corrections_of(case)) == [own]
    assert list(corrections_of(page)) == list(corrections_of(f"/en/cases/{case.reference}/?x=1")) == [own]
    assert list(corrections_of("/sv/arenden/")) == [other]
    assert not corrections_of(case.partnership).exists()
    assert not corrections_of(Organisation.objects.first()).exists()
    assert not corrections_of(cast.programme).exists()


# --- Who answers -----------------------------------------------------------------------------------------------------


def test_the_office_of_the_record_answers_and_of_other_pages_the_one_shown_first(cast, at, elsewhere):
    programme, _officer = elsewhere
    Programme.objects.filter(pk=programme.pk).update(is_shown_first=True)
    case = projects.public_case(cast, at)
    assert programme_that_answers(case, at=at) == case.programme == cast.programme
    assert programme_that_answers(cast.exempelby, at=at) == programme
    assert programme_that_answers(None, at=at) == programme


def test_no_report_comes_where_nobody_reads(cast, at, elsewhere):
    programme, officer = elsewhere
    Programme.objects.filter(pk=programme.pk).update(is_shown_first=True)
    Role.objects.filter(user=officer).update(kind=Role.Kind.FINANCE)
    assert programme_that_answers(None, at=at) == cast.programme
    case = projects.public_case(cast, at)
    case.programme = programme
    assert programme_that_answers(case, at=at) == cast.programme
    Role.objects.all().delete()
    assert programme_that_answers(case, at=at) == programme


# --- What is old -----------------------------------------------------------------------------------------------------


def test_settled_reports_are_erased_after_twelve_months_and_still_counted(cast, at):
    answered = leave_unchanged(corrections.reported(cast, at, origin="net"), answer="Dear Anna", by=cast.sara, at=at)
    waiting = corrections.reported(cast, at)
    assert erase_settled_reports(at=at + timedelta(days=364)) == 0
    assert erase_settled_reports(at=at + timedelta(days=365)) == 1
    assert erase_settled_reports(at=at + timedelta(days=366)) == 0
    answered.refresh_from_db()
    kept = (answered.text, answered.email, answered.answer, answered.origin, answered.page)
    assert kept == ("", "", "", "", "/en/cases/")
    assert (answered.state, answered.erased_at) == (State.UNCHANGED, at + timedelta(days=365))
    assert list(Message.objects.values_list("pk")) == list(waiting.letters.values_list("pk"))
    assert ErrorReport.objects.count() == 2
    assert done(answered)[0] == "Error report erased"


def test_a_correction_stays_in_the_log_when_its_report_is_erased(cast, at):
    correction = corrections.corrected(cast, at)
    erase_settled_reports(at=at + timedelta(days=800))
    assert list(Correction.objects.public()) == [correction]


def test_nothing_of_the_reader_is_in_the_record_of_changes(cast, at):
    report = corrections.reported(cast, at, text="Zebulon is ill", email="zebulon@elsewhere.example")
    corrections.corrected(cast, at, report)
    for event in Event.objects.all():
        told = f"{event.subject_text} {event.details}"
        assert "Zebulon" not in told
        assert "zebulon@" not in told
        assert "sought" not in told  # What was searched for.


def test_a_network_is_forgotten_within_a_day(cast, at):
    report = corrections.reported(cast, at, origin="net")
    assert forget_origins(at=at + timedelta(hours=22)) == 0
    assert forget_origins(at=at + timedelta(hours=23)) == 1
    report.refresh_from_db()
    assert report.origin == ""


def test_house_keeping_erases(cast, at, settings):
    assert "erase_error_reports" in settings.HOUSE_KEEPING
    report = leave_unchanged(
        corrections.reported(cast, at - timedelta(days=3_000), origin="net"),
        answer="…",
        by=cast.sara,
        at=at - timedelta(days=3_000),
    )
    call_command("tick")
    report.refresh_from_db()
    assert (report.text, report.origin) == ("", "")
    assert not Message.objects.exists()
