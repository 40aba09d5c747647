"""When a call may be opened, and when it takes applications."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import RuleSet
from samverka.ground.programme.rules import problems_before_using_rule_set
from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State


def problems_before_opening(call: Call, *, at: datetime) -> list[Problem]:
    """Return what is missing before the public may see the call, as a checklist for the office."""
    return [*_problems_with_texts(call), *_problems_with_window(call, at), *_problems_with_rules(call)]


def _problems_with_texts(call: Call) -> Iterator[Problem]:
    if not (call.title_sv and call.title_en and call.summary_sv and call.summary_en):
        yield Problem(_("Write title and summary in both languages."), where="texts")


def _problems_with_window(call: Call, at: datetime) -> Iterator[Problem]:
    if call.closes_at <= call.opens_at:
        yield Problem(_("The call closes before it opens. Move one of the two."), where="closes_at")
    if call.closes_at <= at:
        yield Problem(_("The last day has already passed. Choose a later one."), where="closes_at")
    if call.decision_on <= today(call.closes_at):
        yield Problem(_("The day of decision must come after the last day."), where="decision_on")
    if call.budget_amount <= 0:
        yield Problem(_("Say how much money the call has."), where="budget_amount")


def _problems_with_rules(call: Call) -> Iterator[Problem]:
    rules: RuleSet = call.rule_set
    opens_on = today(call.opens_at)
    if opens_on < rules.valid_from or (rules.valid_until and opens_on > rules.valid_until):
        yield Problem(
            _("The rule set “%(name)s” is not in force on %(day)s. Choose another, or change its dates.")
            % {"name": rules.name, "day": opens_on},
            where="rule_set",
        )
    yield from (replace(problem, where="rule_set") for problem in problems_before_using_rule_set(rules))


def problems_before_applying(call: Call, *, at: datetime) -> list[Problem]:
    """Return why the call takes no application at `at`; empty when it does."""
    if call.state == State.CANCELLED:
        return [Problem(_("This call has been cancelled."))]
    if call.state == State.DRAFT or at < call.opens_at:
        return [Problem(_("This call has not opened yet."))]
    if at > call.closes_at:
        return [Problem(_("This call has closed. What you wrote is kept; ask the office about the next call."))]
    return []
