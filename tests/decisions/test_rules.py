from datetime import date, timedelta

import pytest

from samverka.ground.common.refusals import stopping
from samverka.stages.applications.models import Application
from samverka.stages.decisions.rules import (
    Proposal,
    problems_before_preparing,
    problems_with_proposal,
    usual_report_days,
)
from tests.factories import applications, assessments, calls, decisions


def wheres(application, proposal, at):
    return [problem.where for problem in stopping(problems_with_proposal(application, proposal, at=at))]


def test_a_sound_grant_has_no_problem_but_a_warning_while_the_call_is_open(cast, at):
    application = assessments.scored(cast, at)
    found = problems_with_proposal(application, decisions.grant_of(application), at=at)
    assert [problem.is_warning for problem in found] == [True]

    after = application.call.closes_at + timedelta(days=1)
    assert problems_with_proposal(application, decisions.grant_of(application), at=after) == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 900_000_01}, "amount"),
        ({"reasons_sv": " "}, "reasons_sv"),
        ({"reasons_en": ""}, "reasons_en"),
        ({"conditions_en": ""}, "conditions_en"),
        ({"conditions_sv": ""}, "conditions_sv"),
    ],
)
def test_each_thing_wrong_with_a_grant_is_said_at_its_field(cast, at, changes, where):
    application = assessments.scored(cast, at)
    assert wheres(application, decisions.grant_of(application, **changes), at) == [where]


def test_all_that_was_asked_for_can_be_granted(cast, at):
    application = assessments.scored(cast, at)
    assert wheres(application, decisions.grant_of(application, 900_000_00), at) == []


def test_each_accounting_year_has_a_report_after_its_end(cast, at):
    application = assessments.scored(cast, at)
    usual = usual_report_days(application)
    assert list(usual) == [1, 2]
    assert usual[2] == application.ends_on + timedelta(days=cast.rule_set.report_days)

    assert wheres(application, decisions.grant_of(application, report_due={1: usual[1]}), at) == ["due_2"]
    early = {1: usual[1], 2: application.ends_on}
    assert wheres(application, decisions.grant_of(application, report_due=early), at) == ["due_2"]
    assert wheres(application, decisions.grant_of(application, report_due={**usual, 3: date(2030, 1, 1)}), at) == [""]


def test_no_grant_needs_reasons_and_no_amount(cast, at):
    application = assessments.scored(cast, at)
    assert wheres(application, decisions.rejection(), at) == []
    assert wheres(application, decisions.rejection(amount=1), at) == ["amount"]
    assert wheres(application, Proposal("rejected"), at) == ["reasons_sv", "reasons_en"]


def test_an_ineligible_one_is_rejected_without_scores_and_gets_no_grant(cast, at):
    application = assessments.ineligible(cast, at)
    assert wheres(application, decisions.rejection(), at) == []
    assert wheres(application, decisions.grant_of(application), at) == ["outcome"]


def test_nothing_is_decided_before_check_and_scores(cast, at):
    unchecked, unscored = applications.submitted(cast, at), assessments.eligible(cast, at)
    half = assessments.handed_in(cast, at).application
    draft = applications.draft(cast, at)
    for application in (unchecked, unscored, half, draft):
        assert stopping(problems_before_preparing(application, at=at)), application
        assert "" in wheres(application, decisions.rejection(), at)


def test_the_money_of_the_call_counts_what_is_prepared(cast, at):
    call = calls.open_call(cast, at, budget_amount=1_000_000_00)
    decisions.prepared(cast, at, amount=700_000_00, call=call)
    second = assessments.scored(cast, at, call=call)

    assert wheres(second, decisions.grant_of(second, 300_000_00), at) == []
    assert wheres(second, decisions.grant_of(second, 300_000_01), at) == ["amount"]


def test_a_cap_holds_for_the_approved_budget_too(cast, at):
    application = assessments.scored(cast, at)
    cast.rule_set.limits.filter(kind="maximum", scope="year").update(amount=100_000_00)
    application = Application.objects.get(pk=application.pk)
    found = stopping(problems_with_proposal(application, decisions.grant_of(application, 300_000_00), at=at))
    assert {problem.where for problem in found} == {"amount"}
    assert all(problem.source for problem in found)
    assert wheres(application, decisions.grant_of(application, 200_000_00), at) == []
