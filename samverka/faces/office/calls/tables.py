"""How calls are shown in rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, moment_tag, money_tag


def call_badge(call: Call, *, at: datetime) -> dict[str, Any]:
    """Return the state of the call in words, as the clock has it."""
    if call.state == State.OPEN and call.has_closed(at):
        return {"label": _("Closed"), "tone": "neutral"}
    if call.state == State.OPEN and not call.is_open(at):
        return {"label": _("Coming"), "tone": "info"}
    tones = {State.DRAFT: "warn", State.OPEN: "good", State.CANCELLED: "bad"}
    label = _("Open") if call.state == State.OPEN else State(call.state).label
    return {"label": label, "tone": tones[State(call.state)]}


def call_table(calls: Iterable[Call], *, at: datetime) -> Table:
    """Return the table of calls."""
    columns = [Column(_("Call")), Column(_("State")), Column(_("Closes")), Column(_("Budget"), "number")]
    rows = []
    for call in calls:
        shown = call_badge(call, at=at)
        rows.append(
            [
                cell(call.title, url=reverse("office:call", args=[call.slug])),
                cell(badge(shown["label"], shown["tone"])),
                cell(moment_tag(call.closes_at)),
                cell(money_tag(call.budget_amount, call.programme.currency)),
            ]
        )
    return Table(_("Calls"), columns, rows)
