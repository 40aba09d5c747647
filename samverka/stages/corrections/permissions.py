"""Who may read and settle what readers report."""

from typing import Any

from samverka.stages.corrections.models import HANDLERS, Correction, ErrorReport


def can_see_reports(user: Any) -> bool:
    """Programme officers, the head and the editor read what readers report."""
    return bool(user.has_role(*HANDLERS))


def can_see_report(user: Any, report: ErrorReport) -> bool:
    """Those who handle reports read each one of their programmes."""
    return bool(user.has_role(*HANDLERS, programme=report.programme_id))


def can_settle_report(user: Any, report: ErrorReport) -> bool:
    """Those who read a report also answer it, put it right, or pass it on."""
    return can_see_report(user, report)


def can_withdraw_correction(user: Any, correction: Correction) -> bool:
    """Those who handle the reports of the programme may take a correction out of the public log."""
    return bool(user.has_role(*HANDLERS, programme=correction.programme_id))
