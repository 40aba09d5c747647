"""How applications are shown in the rows of the office."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.stages.applications.models import Application
from samverka.stages.applications.rules import totals_of
from samverka.stages.applications.states import State
from samverka.ui.reading import name_of
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, money_tag

TONES = {State.DRAFT: "warn", State.SUBMITTED: "info", State.WITHDRAWN: "neutral"}


def application_badge(application: Application) -> dict[str, Any]:
    """Return the state in the words of the office."""
    state = State(application.state)
    if state == State.DRAFT:
        return {"label": _("With the parties for completion"), "tone": "warn"}
    if state == State.SUBMITTED and application.settled_at:
        return {"label": _("Decided"), "tone": "good"}
    return {"label": state.label, "tone": TONES[state]}


def application_table(applications: Iterable[Application]) -> Table:
    """Return the table of applications read `for_rows`; one that is being completed has no amount: it still changes."""
    columns = [
        Column(_("Application")),
        Column(_("Parties")),
        Column(_("Call")),
        Column(_("State")),
        Column(_("Received")),
        Column(_("Asked for"), "number"),
    ]
    rows = []
    for application in applications:
        shown, currency = application_badge(application), application.call.programme.currency
        is_changing = application.state == State.DRAFT
        amount = "" if is_changing else money_tag(totals_of(application.costs).whole, currency)
        rows.append(
            [
                cell(
                    f"{application.reference} {application.title}",
                    url=reverse("office:application", args=[application.reference]),
                ),
                cell(", ".join(name_of(one) for one in application.parties)),
                cell(application.call.title),
                cell(badge(shown["label"], shown["tone"])),
                cell(day_tag(application.submitted_at)),
                cell(amount),
            ]
        )
    return Table(_("Applications"), columns, rows)
