"""Who may do what with reports."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.projects.models import AccountingYear, Case
from samverka.stages.projects.permissions import can_publish_case, is_in_case, is_in_payee
from samverka.stages.reports.models import Report, ReportDocument

REVIEWERS = (Role.Kind.OFFICER, Role.Kind.HEAD)


def can_see_report(user: Any, report: Report) -> bool:
    """Whoever a report is visible to may read it."""
    return True


def can_write_report(user: Any, year: AccountingYear) -> bool:
    """Everybody in the parties writes on the report: most results stand with the partners."""
    return is_in_case(user, year.case)


def can_see_report_document(user: Any, added: ReportDocument) -> bool:
    """Whoever a file is visible to may fetch it."""
    return True


def can_write_report_document(user: Any, added: ReportDocument) -> bool:
    """Those who write the report add files and take them out."""
    return can_write_report(user, added.report.year)


def can_submit_report(user: Any, report: Report) -> bool:
    """Somebody in the party that has the grant sends the report in, and answers for it."""
    return is_in_payee(user, report.case)


def can_review_report(user: Any, report: Report) -> bool:
    """Programme officers and the head of programme accept reports or return them."""
    return bool(user.has_role(*REVIEWERS, programme=report.case.programme_id))


def can_clear_report(user: Any, report: Report) -> bool:
    """Those who decide what the public sees of a case decide it of its reports too."""
    return can_publish_case(user, report.case)


def can_complete_case(user: Any, case: Case) -> bool:
    """Programme officers and the head of programme complete a case."""
    return bool(user.has_role(*REVIEWERS, programme=case.programme_id))
