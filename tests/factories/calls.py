"""Calls, made by the real actions."""

from datetime import timedelta
from uuid import uuid4

from samverka.stages.calls.actions import make_call
from samverka.stages.calls.actions import open_call as open_a_call
from tests.factories.remembered import remembered


@remembered
def drafted_call(cast, at, **facts):
    """Return a call as Sara drafted it: open for a month from today, with two million."""
    wanted = {
        "title_sv": "Projekt 2026",
        "title_en": "Projects 2026",
        "summary_sv": "Pengar till gemensamma projekt.",
        "summary_en": "Money for joint projects.",
        "opens_at": at - timedelta(hours=1),
        "closes_at": at + timedelta(days=30),
        "decision_on": (at + timedelta(days=90)).date(),
        "budget_amount": 2_000_000_00,
    }
    return make_call(cast.rule_set, key=uuid4(), by=cast.sara, at=at, **{**wanted, **facts})


@remembered
def open_call(cast, at, **facts):
    """Return a call that takes applications."""
    return open_a_call(drafted_call(cast, at, **facts), by=cast.sara, at=at)
