"""Reports, made by the real actions."""

from datetime import UTC, datetime, time
from uuid import uuid4

from samverka.stages.reports.actions import Cost, accept_report, begin_report, save_report, submit_report
from samverka.stages.reports.models import Report
from tests.factories import projects
from tests.factories.remembered import remembered

TEXTS = {
    "done": "Two exchange visits and one workshop with young residents.",
    "individual_results": "Twelve officials have learned to budget with residents.",
    "organisational_results": "Both councils have adopted a routine for open budget meetings.",
    "societal_results": "",
    "deviations": "One visit was moved to the autumn.",
}


def morning_in(year, at):
    """Return `at`, or the first morning of the accounting year if that is later."""
    return max(at, datetime.combine(year.starts_on, time(9), tzinfo=UTC))


@remembered
def begun_report(cast, at, case=None, number=1, **facts):
    """Return the report that Ingrid began on the first day of the accounting year."""
    case = case or projects.running_case(cast, at, **facts)
    year = case.years.get(number=number)
    return begin_report(year, by=cast.ingrid, at=morning_in(year, at))


@remembered
def written_report(cast, at, case=None, number=1, costs=None, texts=None, **facts):
    """Return a report that is written through: each line costs what was approved, or what `costs` says in order."""
    report = begun_report(cast, at, case, number, **facts)
    lines = list(report.year.lines.all())
    amounts = costs if costs is not None else [line.amount for line in lines]
    written = {line.pk: Cost(amount) for line, amount in zip(lines, amounts, strict=True)}
    return save_report(
        report.year,
        version=report.version,
        texts={**TEXTS, **(texts or {})},
        costs=written,
        by=cast.ingrid,
        at=report.begun_at,
    )


@remembered
def submitted_report(cast, at, case=None, number=1, **facts):
    """Return a report that Ingrid sent in."""
    report = written_report(cast, at, case, number, **facts)
    submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    return Report.objects.get(pk=report.pk)


@remembered
def accepted_report(cast, at, case=None, number=1, **facts):
    """Return a report that Sara accepted."""
    report = submitted_report(cast, at, case, number, **facts)
    return accept_report(report, by=cast.sara, at=report.submitted_at)
