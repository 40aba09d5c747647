"""When a report may be begun, written, sent in, returned and accepted, and when a case is complete."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.dates import today
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.stages.applications.rules.parties import name_of
from samverka.stages.projects.models import AccountingYear, Case, CaseLine
from samverka.stages.projects.rules import problems_with_particulars
from samverka.stages.projects.states import State as CaseState
from samverka.stages.reports.models import Report, ReportDocument, ReportedCost
from samverka.stages.reports.states import State

NARRATIVE = ("done", "individual_results", "organisational_results", "societal_results", "deviations")
# What everybody may read once it is cleared; how the year differed from the plan is for the office.
RESULTS = ("done", "individual_results", "organisational_results", "societal_results")
COSTS = _("Costs")
NARRATIVE_HEADING = _("The year in words")

# --- Writing ---------------------------------------------------------------------------------------------------------


def problems_before_beginning(year: AccountingYear, *, at: datetime) -> list[Problem]:
    """Return why nobody can write on the report of `year` yet, or any more."""
    if year.case.state != CaseState.RUNNING:
        return [Problem(_("The case is not running, so no report is written."))]
    if today(at) < year.starts_on:
        return [
            Problem(
                _("The year begins on %(day)s. You can write on its report from that day on.")
                % {"day": date_format(year.starts_on, "j F Y")}
            )
        ]
    return []


def problems_before_saving(report: Report, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be changed."""
    if report.state == State.OPEN:
        return []
    return [Problem(_("The report has been sent in. It can be changed if the office returns it."))]


def problems_before_saving_document(added: ReportDocument, *, at: datetime) -> list[Problem]:
    """Return why a file can no longer be taken out of its report."""
    return problems_before_saving(added.report, at=at)


def problems_with_lines(year: AccountingYear, numbers: list[int]) -> list[Problem]:
    """Return why costs on these lines cannot be kept: a report follows the lines of the approved budget exactly."""
    known = {line.pk for line in year.lines.all()}
    if set(numbers) <= known:
        return []
    return [Problem(_("A cost stands on a line that is not in the approved budget of this year. Load the page again."))]


# --- Sending in ------------------------------------------------------------------------------------------------------


def problems_before_submitting(report: Report, *, at: datetime) -> list[Problem]:
    """Return what is missing before the report can be sent in, as a checklist, and what is worth knowing first."""
    if report.state == State.ACCEPTED:
        return [Problem(_("The report has been accepted. There is nothing more to send in."))]
    if report.state == State.SUBMITTED:
        return [Problem(_("The report has already been sent in."))]
    found = [*_problems_with_narrative(report), *_problems_with_costs(report)]
    if today(at) <= report.year.ends_on:
        found.append(_problem_with_haste(report))
    return found


def _problem_with_haste(report: Report) -> Problem:
    """Return why the report of a year that still runs waits; where the rules let it come early, a question instead."""
    agreement, day = report.case.agreement, {"day": date_format(report.year.ends_on, "j F Y")}
    rules = agreement.decision.application.call.rule_set if agreement else None
    if rules and rules.reports_early:
        sentence = _("The year ends on %(day)s. Are there really no more costs to come?")
        return Problem(sentence % day, is_warning=True)
    sentence = _("The year runs until %(day)s, and the report tells of all of it. Send it in when the year has ended.")
    return Problem(sentence % day, source=name_of(rules) if rules else "")


def _problems_with_narrative(report: Report) -> Iterator[Problem]:
    if not report.done.strip():
        yield Problem(_("Write what was done during the year."), str(NARRATIVE_HEADING))
    if not report.organisational_results.strip():
        yield Problem(_("Write what came of it in the organisations."), str(NARRATIVE_HEADING))


def _problems_with_costs(report: Report) -> Iterator[Problem]:
    costs = {cost.line_id: cost for cost in report.costs.all()}
    lines = list(report.year.lines.all())
    for line in lines:
        yield from _problems_with_line(line, costs.get(line.pk), report.case.currency)
    approved = sum(line.amount for line in lines)
    if report.total_cost > approved:
        currency = report.case.currency
        yield Problem(
            _(
                "The costs are %(cost)s together, but %(approved)s is granted for the year. "
                "Write no more than what the grant shall pay; you bear the rest yourselves."
            )
            % {"cost": _money(report.total_cost, currency), "approved": _money(approved, currency)},
            str(COSTS),
        )


def _problems_with_line(line: CaseLine, cost: ReportedCost | None, currency: str) -> Iterator[Problem]:
    name = {"line": f"{line.category}, {line.description}"}
    if cost is None or cost.amount is None:
        yield Problem(_("“%(line)s” has no cost. Write 0 if it cost nothing.") % name, str(COSTS))
    elif cost.amount > line.amount:
        more = {**name, "more": _money(cost.amount - line.amount, currency)}
        if cost.note.strip():
            yield Problem(_("“%(line)s” cost %(more)s more than in the budget.") % more, str(COSTS), is_warning=True)
        else:
            yield Problem(
                _("“%(line)s” cost %(more)s more than in the budget. Say why in the remark beside it.") % more,
                str(COSTS),
            )


# --- Reviewing and completing ----------------------------------------------------------------------------------------


def problems_before_returning(report: Report, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be returned."""
    if report.state == State.SUBMITTED:
        return []
    if report.state == State.ACCEPTED:
        return [Problem(_("The report has been accepted, and the payment rests on it. It cannot be returned."))]
    return [Problem(_("The report has not been sent in."))]


def problems_before_accepting(report: Report, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be accepted."""
    if report.state == State.SUBMITTED:
        return []
    if report.state == State.ACCEPTED:
        return [Problem(_("The report has already been accepted."))]
    return [Problem(_("The report has not been sent in."))]


def problems_before_clearing(report: Report, *, at: datetime) -> list[Problem]:
    """Return why nothing of the report can be shown to the public: only what the office has accepted can."""
    if report.state == State.ACCEPTED:
        return []
    return [Problem(_("The report has not been accepted. Only accepted reports can be shown to the public."))]


def problems_with_public_results(report: Report, language: str) -> list[Problem]:
    """Return which results would show the public an e-mail address, a telephone number or a personal number."""
    names = RESULTS if language else ()
    return [problem for name in names for problem in problems_with_particulars("language", getattr(report, name))]


def problems_before_completing(case: Case, *, at: datetime) -> list[Problem]:
    """Return which accounting years are not reported and accepted yet."""
    if case.state != CaseState.RUNNING:
        return [Problem(_("Only a running case can be completed."))]
    years = list(case.years.all())
    accepted = set(Report.objects.filter(year__in=years, state=State.ACCEPTED).values_list("year_id", flat=True))
    return [
        Problem(_("The report of year %(number)s has not been accepted.") % {"number": year.number})
        for year in years
        if year.pk not in accepted
    ]


def _money(amount: int, currency: str) -> str:
    return format_money(amount, currency, current_language())
