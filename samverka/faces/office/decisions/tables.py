"""How decisions are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import localised
from samverka.stages.decisions.budgets import Line
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, money_tag

TONES = {State.PREPARED: "warn", State.CHECKED: "info", State.ANNOUNCED: "good"}


def decision_badge(decision: Decision) -> dict[str, Any]:
    """Return the state of the decision in words."""
    return {"label": State(decision.state).label, "tone": TONES[State(decision.state)]}


def decision_table(decisions: Iterable[Decision]) -> Table:
    """Return the table of decisions."""
    columns = [
        Column(_("Application")),
        Column(_("Call")),
        Column(_("Outcome")),
        Column(_("Amount"), "number"),
        Column(_("State")),
        Column(_("Prepared by")),
    ]
    rows = []
    for decision in decisions:
        application = decision.application
        shown = decision_badge(decision)
        rows.append(
            [
                cell(
                    f"{application.reference} {application.title}",
                    reverse("office:decision", args=[application.reference]),
                ),
                cell(application.call.title),
                cell(capfirst(decision.get_outcome_display())),
                cell(money_tag(decision.amount, decision.currency) if decision.is_grant else "–"),
                cell(badge(shown["label"], shown["tone"])),
                cell(decision.prepared_by.name),
            ]
        )
    return Table(_("Decisions"), columns, rows)


def report_table(decision: Decision) -> Table:
    """Return when each report is due."""
    columns = [Column(_("Accounting year")), Column(_("First day")), Column(_("Last day")), Column(_("Report due by"))]
    rows = [
        [
            cell(_("Year %(year)s") % {"year": row.year}),
            cell(day_tag(row.starts_on)),
            cell(day_tag(row.ends_on)),
            cell(day_tag(row.due_on)),
        ]
        for row in decision.report_dates.all()
    ]
    return Table(_("Days of the reports"), columns, rows)


def budget_table(lines: list[Line], submitted: list[Line], currency: str) -> Table:
    """Return the approved lines beside what was asked for."""
    columns = [
        Column(_("Cost")),
        Column(_("Year")),
        Column(_("Category")),
        Column(_("Asked for"), "number"),
        Column(_("Approved"), "number"),
    ]
    rows = [
        [
            cell(line.description),
            cell(line.year),
            cell(localised(line, "category").text),
            cell(money_tag(asked.amount, currency)),
            cell(money_tag(line.amount, currency)),
        ]
        for line, asked in zip(lines, submitted, strict=True)
    ]
    totals = [money_tag(sum(line.amount for line in part), currency) for part in (submitted, lines)]
    foot = [cell(_("Total")), cell(""), cell(""), *(cell(total) for total in totals)]
    return Table(_("Budget as approved"), columns, rows, foot)
