from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.stages.corrections.models import Correction, ErrorReport, last_changed
from samverka.stages.corrections.rules import (
    MOST_AN_HOUR,
    MOST_KEPT_AN_HOUR,
    answer_day,
    erasable_until,
    is_one_of_many,
    problems_before_answering,
    problems_before_correcting,
    problems_before_reporting,
    problems_with_correction,
    problems_with_unseen_change,
)
from samverka.stages.corrections.states import State, what_comes_next
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from tests.factories import corrections, projects
from tests.factories.corrections import TEXTS


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 16)),  # Monday
        (date(2026, 3, 6), date(2026, 3, 20)),  # Friday
        (date(2026, 3, 7), date(2026, 3, 20)),  # Saturday and Sunday count as the Friday before
        (date(2026, 3, 8), date(2026, 3, 20)),
        (date(2026, 12, 28), date(2027, 1, 11)),
    ],
)
def test_an_answer_comes_within_ten_days_from_monday_to_friday(received_on, due_on):
    assert answer_day(received_on) == due_on


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_day_of_the_answer_is_a_day_of_work(received_on):
    due_on = answer_day(received_on)
    days = [received_on + timedelta(days=one) for one in range(1, (due_on - received_on).days + 1)]
    assert due_on.weekday() < 5
    assert sum(day.weekday() < 5 for day in days) == 10


def test_twelve_months_are_a_year_also_on_a_leap_day():
    assert erasable_until(datetime(2026, 3, 2, 9, tzinfo=UTC)) == datetime(2025, 3, 2, 9, tzinfo=UTC)
    assert erasable_until(datetime(2028, 2, 29, 9, tzinfo=UTC)) == datetime(2027, 2, 28, 9, tzinfo=UTC)


def test_reports_of_one_network_within_an_hour_are_put_aside_after_the_fifth(cast, at):
    for _ in range(MOST_AN_HOUR):
        assert not is_one_of_many("net", "", at=at)
        corrections.reported(cast, at, origin="net", email="")
    assert is_one_of_many("net", "", at=at)
    assert not is_one_of_many("other net", "", at=at)
    assert not is_one_of_many("", "", at=at)
    assert not is_one_of_many("net", "", at=at + timedelta(hours=1))


def test_nobody_fills_the_mailbox_of_another_from_many_networks(cast, at):
    for number in range(MOST_AN_HOUR):
        corrections.reported(cast, at, origin=f"net {number}", email="victim@elsewhere.example")
    assert is_one_of_many("one more net", "VICTIM@elsewhere.example", at=at)
    assert not is_one_of_many("one more net", "other@elsewhere.example", at=at)


def test_a_network_that_fills_the_disk_is_told_to_wait(cast, at):
    for _ in range(MOST_KEPT_AN_HOUR):
        corrections.reported(cast, at, origin="net")
    assert "not been sent" in str(problems_before_reporting("net", at=at)[0])
    assert not problems_before_reporting("other net", at=at)
    assert not problems_before_reporting("", at=at)
    assert not problems_before_reporting("net", at=at + timedelta(hours=1))


def test_the_office_is_warned_when_the_page_has_not_changed(cast, at):
    case = projects.public_case(cast, at)
    report = corrections.reported(cast, at + timedelta(hours=1), subject=case)
    (problem,) = problems_before_correcting(report, at=at + timedelta(days=1))
    assert problem.is_warning
    Case.objects.filter(pk=case.pk).update(changed_at=at + timedelta(hours=2))
    assert not problems_before_correcting(again(report), at=at + timedelta(days=1))


def again(report):
    """Return the report as the next request reads it."""
    return ErrorReport.objects.get(pk=report.pk)


def test_what_no_change_is_known_of_somebody_answers_for(cast, at):
    case = projects.public_case(cast, at)
    later = at + timedelta(hours=1)
    for subject in (None, case):
        report = corrections.reported(cast, later, subject=subject)
        found = problems_with_unseen_change(report, is_right_already=False, what_changed=" ")
        assert [problem.where for problem in found] == ["is_right_already", "what_changed"]
        (problem,) = problems_with_unseen_change(report, is_right_already=True, what_changed="")
        assert problem.where == "what_changed"
        assert not problems_with_unseen_change(report, is_right_already=True, what_changed="The file, on Friday")
    Case.objects.filter(pk=case.pk).update(changed_at=later + timedelta(seconds=1))
    assert not problems_with_unseen_change(again(report), is_right_already=False, what_changed="")


def test_a_page_has_changed_when_something_that_stands_on_it_has(cast, at):
    case = projects.public_case(cast, at)
    partnership, party = case.partnership, case.payee
    later = at + timedelta(hours=1)
    seen = [corrections.reported(cast, later, subject=one) for one in (case, partnership, party)]
    assert not any(report.has_page_changed() for report in seen)
    Case.objects.filter(pk=case.pk).update(changed_at=later + timedelta(hours=1))
    assert [again(report).has_page_changed() for report in seen] == [True, True, True]
    Case.objects.filter(pk=case.pk).update(changed_at=at)
    Organisation.objects.filter(pk=party.pk).update(changed_at=later + timedelta(hours=1))
    assert [again(report).has_page_changed() for report in seen] == [True, True, True]
    Organisation.objects.filter(pk=party.pk).update(changed_at=at)
    Partnership.objects.filter(pk=partnership.pk).update(changed_at=later + timedelta(hours=1))
    assert [again(report).has_page_changed() for report in seen] == [False, True, False]
    assert last_changed(None) is None


@pytest.mark.parametrize("state", ["quarantined", "corrected", "unchanged", "dismissed"])
def test_only_an_open_report_is_answered(cast, at, state):
    report = corrections.reported(cast, at)
    assert not problems_before_answering(report, at=at)
    report.state = state
    assert problems_before_answering(report, at=at)


@pytest.mark.parametrize(
    "text", ["Ask anna@elsewhere.example", "Call +46 8 123 456 78", "Born 850312-1234"], ids=["mail", "phone", "number"]
)
@pytest.mark.parametrize("field", list(TEXTS))
def test_nothing_that_leads_to_a_person_gets_into_the_log(text, field):
    (problem,) = problems_with_correction(Correction(**{**TEXTS, field: text}))
    assert problem.where == field


def test_a_correction_says_what_changed():
    same = {**TEXTS, "after_sv": TEXTS["before_sv"]}
    assert [problem.where for problem in problems_with_correction(Correction(**same))] == ["after_sv"]
    assert not problems_with_correction(Correction(**TEXTS))


@pytest.mark.parametrize("state", State)
def test_only_what_stands_in_the_log_is_said_to_stand_there(state):
    assert "is in the public log" not in str(what_comes_next(state, is_in_log=False))
    assert ("is in the public log" in str(what_comes_next(state, is_in_log=True))) == (state == State.CORRECTED)
