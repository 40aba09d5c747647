"""How enquiries are shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.stages.enquiries.models import Enquiry
from samverka.stages.enquiries.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag

TONES = {
    State.RECEIVED: "info",
    State.UNCONFIRMED: "warn",
    State.QUARANTINED: "warn",
    State.ANSWERED: "good",
    State.CLOSED: "neutral",
}


def enquiry_badge(enquiry: Enquiry, today: date) -> dict[str, Any]:
    """Return the state in words; one whose day has passed is late."""
    if enquiry.is_late(today):
        return {"label": gettext_lazy("Late"), "tone": "bad"}
    state = State(enquiry.state)
    return {"label": state.label, "tone": TONES[state]}


def enquiry_table(enquiries: Iterable[Enquiry], today: date, *, of_several: bool) -> Table:
    """Return the table of enquiries; `of_several` programmes, each says for which one it is."""
    columns = [
        Column(gettext_lazy("Message")),
        Column(gettext_lazy("About")),
        Column(gettext_lazy("State")),
        Column(gettext_lazy("Taken by")),
        Column(gettext_lazy("Received")),
        Column(gettext_lazy("Answer by")),
    ]
    lines = []
    for one in enquiries:
        shown, kind = enquiry_badge(one, today), one.get_kind_display()
        lines.append(
            [
                cell(f"{one.reference} {one.subject or _('Erased')}", url=reverse("office:enquiry", args=[one.pk])),
                cell(f"{kind} ({one.programme})" if of_several else kind),
                cell(badge(shown["label"], shown["tone"])),
                cell(str(one.taken_by or "")),
                cell(day_tag(one.received_at)),
                cell(day_tag(one.answer_due_on) if one.settled_at is None else ""),
            ]
        )
    return Table(gettext_lazy("Messages"), columns, lines)
