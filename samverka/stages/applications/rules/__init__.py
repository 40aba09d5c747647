"""What stands in the way of starting, signing, submitting, withdrawing and returning an application."""

from samverka.stages.applications.rules.budgets import Measure, Totals, limits_in_force, measures, totals_of
from samverka.stages.applications.rules.completeness import problems_with_content, section_states
from samverka.stages.applications.rules.parties import problems_before_starting, problems_with_parties
from samverka.stages.applications.rules.steps import (
    problems_before_returning,
    problems_before_signing,
    problems_before_submitting,
    problems_before_withdrawing,
    problems_with_window,
)

__all__ = [
    "Measure",
    "Totals",
    "limits_in_force",
    "measures",
    "problems_before_returning",
    "problems_before_signing",
    "problems_before_starting",
    "problems_before_submitting",
    "problems_before_withdrawing",
    "problems_with_content",
    "problems_with_parties",
    "problems_with_window",
    "section_states",
    "totals_of",
]
