"""How error reports are shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.office.corrections.pages import page_names
from samverka.stages.corrections.models import ErrorReport
from samverka.stages.corrections.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag

TONES = {
    State.OPEN: "info",
    State.QUARANTINED: "warn",
    State.CORRECTED: "good",
    State.UNCHANGED: "neutral",
    State.DISMISSED: "neutral",
}
MOST_LETTERS = 100


def report_badge(report: ErrorReport, today: date) -> dict[str, Any]:
    """Return the state in words; one whose day has passed is late."""
    if report.is_late(today):
        return {"label": gettext_lazy("Late"), "tone": "bad"}
    state = State(report.state)
    return {"label": state.label, "tone": TONES[state]}


def report_table(reports: Iterable[ErrorReport], today: date, *, of_several: bool) -> Table:
    """Return the table of reports; `of_several` programmes, each says for which one it is."""
    columns = [
        Column(gettext_lazy("Error report")),
        Column(gettext_lazy("Page")),
        Column(gettext_lazy("State")),
        Column(gettext_lazy("Received")),
        Column(gettext_lazy("Answer by")),
    ]
    lines, reports = [], list(reports)
    names = page_names(reports)
    for report in reports:
        shown, name = report_badge(report, today), names[report.pk]
        first_words = Truncator(report.text).chars(MOST_LETTERS) or _("Erased")
        lines.append(
            [
                cell(f"{report.pk}: {first_words}", url=reverse("office:error-report", args=[report.pk])),
                cell(f"{name} ({report.programme})" if of_several else name, url=report.page),
                cell(badge(shown["label"], shown["tone"])),
                cell(day_tag(report.received_at)),
                cell(day_tag(report.answer_due_on) if report.settled_at is None else ""),
            ]
        )
    return Table(gettext_lazy("Error reports"), columns, lines)
