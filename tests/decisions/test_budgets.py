from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samverka.stages.applications.models import Submission
from samverka.stages.decisions.budgets import lowered_lines, requested_amount, submitted_lines
from samverka.stages.decisions.queries import approved_lines
from tests.factories import decisions

amounts = st.lists(st.integers(1, 10**11), min_size=1, max_size=30)


def submission_of(parts):
    category = {"code": "travel", "name_sv": "Resor", "name_en": "Travel"}
    line = {"year": 1, "category": category, "description": "Flights", "quantity": 1}
    return Submission(content={"currency": "SEK", "budget": [{**line, "amount": part} for part in parts]})


@given(amounts, st.data())
def test_lowered_lines_add_up_and_none_is_above_what_was_asked(parts, data):
    submission = submission_of(parts)
    amount = data.draw(st.integers(0, sum(parts)))
    lines = lowered_lines(submission, amount)
    assert sum(line.amount for line in lines) == amount
    assert all(0 <= line.amount <= part for line, part in zip(lines, parts, strict=True))


@given(amounts)
def test_all_that_was_asked_for_leaves_every_line_as_it_was(parts):
    submission = submission_of(parts)
    assert lowered_lines(submission, requested_amount(submission)) == submitted_lines(submission)


def test_whole_kronor_stay_whole():
    lines = lowered_lines(submission_of([100_00, 100_00, 100_00]), 200_00)
    assert [line.amount for line in lines] == [67_00, 67_00, 66_00]


def test_approved_lines_are_those_of_the_version_decided_on(cast, at):
    decision = decisions.announced(cast, at, amount=450_000_00)
    asked, lines = submitted_lines(decision.submission), approved_lines(decision)

    assert sum(line.amount for line in lines) == 450_000_00
    assert [replace(line, amount=0) for line in lines] == [replace(line, amount=0) for line in asked]
    assert [2 * line.amount for line in lines] == [line.amount for line in asked]


def test_a_rejection_has_no_lines(cast, at):
    assert approved_lines(decisions.rejected(cast, at)) == []
