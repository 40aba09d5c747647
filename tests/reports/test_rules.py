from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from samverka.ground.common.refusals import Refused, stopping
from samverka.ground.programme.models import RuleSet
from samverka.stages.reports.actions import Cost, save_report, submit_report
from samverka.stages.reports.models import Report
from samverka.stages.reports.rules import (
    problems_before_beginning,
    problems_before_completing,
    problems_before_submitting,
)
from tests.factories import projects, reports


def texts(problems):
    return [str(problem) for problem in problems]


def after_year(report):
    return report.begun_at + timedelta(days=400)


def test_a_report_is_begun_from_the_first_day_of_its_year(cast, at):
    year = projects.running_case(cast, at).years.get(number=1)
    morning = reports.morning_in(year, at)
    assert "You can write on its report from that day" in str(
        problems_before_beginning(year, at=morning - timedelta(days=1))[0]
    )
    assert problems_before_beginning(year, at=morning) == []


def test_an_empty_report_misses_texts_and_every_line(cast, at):
    report = reports.begun_report(cast, at)
    lines = report.year.lines.count()

    problems = problems_before_submitting(report, at=after_year(report))

    assert len(stopping(problems)) == 2 + lines
    assert sum("Write 0 if it cost nothing" in text for text in texts(problems)) == lines


def test_zero_is_a_cost(cast, at):
    report = reports.written_report(cast, at)
    zero = [0] * report.year.lines.count()
    report = write(cast, report, zero)
    assert problems_before_submitting(report, at=after_year(report)) == []


def write(cast, report, amounts, notes=None):
    lines = list(report.year.lines.all())
    notes = notes or [""] * len(lines)
    costs = {line.pk: Cost(amount, note) for line, amount, note in zip(lines, amounts, notes, strict=True)}
    return save_report(report.year, version=report.version, texts={}, costs=costs, by=cast.ingrid, at=report.begun_at)


def test_a_line_over_budget_needs_a_note_and_then_only_warns(cast, at):
    report = reports.written_report(cast, at)
    approved = [line.amount for line in report.year.lines.all()]
    costs = [approved[0] + 100_00, approved[1] - 100_00, *approved[2:]]

    report = write(cast, report, costs)
    problems = problems_before_submitting(report, at=after_year(report))
    assert len(problems) == 1
    assert "Say why in the remark" in str(problems[0])
    assert not problems[0].is_warning

    report = write(cast, report, costs, ["Flights became dearer.", *[""] * (len(costs) - 1)])
    problems = problems_before_submitting(report, at=after_year(report))
    assert len(problems) == 1
    assert problems[0].is_warning


def test_more_than_the_year_was_granted_stops(cast, at):
    report = reports.written_report(cast, at)
    lines = list(report.year.lines.all())
    report = write(cast, report, [line.amount + 1 for line in lines], ["Dearer."] * len(lines))
    stops = stopping(problems_before_submitting(report, at=after_year(report)))
    assert len(stops) == 1
    assert "is granted for the year" in str(stops[0])


def test_before_the_end_of_the_year_a_report_is_refused_with_the_rule(cast, at):
    RuleSet.objects.update(reports_early=False)
    report = reports.written_report(cast, at)
    (problem,) = problems_before_submitting(report, at=report.begun_at)
    assert "Send it in when the year has ended." in str(problem)
    assert cast.rule_set.name_en in problem.source
    with pytest.raises(Refused):
        submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)

    last = datetime.combine(report.year.ends_on, time(12), tzinfo=UTC)
    assert problems_before_submitting(report, at=last)
    assert problems_before_submitting(report, at=last + timedelta(days=1)) == []


def test_where_the_rules_let_reports_come_early_one_only_warns(cast, at):
    report = reports.written_report(cast, at)
    problems = problems_before_submitting(report, at=report.begun_at)
    assert [problem.is_warning for problem in problems] == [True]


@pytest.mark.parametrize("done", [0, 1, 2])
def test_a_case_is_complete_when_all_years_are_accepted(cast, at, done):
    case = projects.running_case(cast, at)
    for number in range(1, done + 1):
        reports.accepted_report(cast, at, case, number)
    problems = problems_before_completing(case, at=at)
    assert len(problems) == case.years.count() - done
    assert Report.objects.count() == done
