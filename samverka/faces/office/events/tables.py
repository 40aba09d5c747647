"""How occasions and participants are shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.newsroom.models import Occasion, Registration
from samverka.newsroom.registering import problems_before_cancelling
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, moment_tag

State = Registration.State
CALLED_OFF: dict[str, Any] = {"label": gettext_lazy("Called off"), "tone": "bad"}
TONES = {State.COMING: "good", State.WAITING: "warn", State.CANCELLED: "neutral"}


def occasion_table(occasions: Iterable[Any]) -> Table:
    """Return the table of occasions with how many come and wait."""
    columns = [
        Column(gettext_lazy("Event")),
        Column(gettext_lazy("Begins")),
        Column(gettext_lazy("Places"), "number"),
        Column(gettext_lazy("Come"), "number"),
        Column(gettext_lazy("Wait"), "number"),
    ]
    lines = [
        [
            cell(one.title, url=reverse("office:occasion", args=[one.pk])),
            cell(moment_tag(one.starts_at)),
            cell(places_of(one)),
            cell(one.coming),
            cell(one.waiting),
        ]
        for one in occasions
    ]
    return Table(gettext_lazy("Events"), columns, lines)


def places_of(occasion: Occasion) -> Any:
    """Return how many places there are, in words where there is no number."""
    if occasion.is_called_off:
        return badge(**CALLED_OFF)
    if not occasion.takes_registrations:
        return _("no registration")
    return occasion.places if occasion.places is not None else _("no limit")


def participant_table(people: Iterable[Registration], at: datetime) -> Table:
    """Return the table of those who registered, in their order."""
    columns = [
        Column(gettext_lazy("Name")),
        Column(gettext_lazy("Organisation")),
        Column(gettext_lazy("E-mail address")),
        Column(gettext_lazy("State")),
        Column(gettext_lazy("Registered")),
        Column(gettext_lazy("Change"), "actions"),
    ]
    lines = []
    for one in people:
        state = State(one.state)
        may_cancel = bool(one.email) and not problems_before_cancelling(one, at=at)
        address = reverse("office:registration-cancel", args=[one.pk]) if may_cancel else ""
        label = _("Take %(name)s off the list") % {"name": one.name}
        lines.append(
            [
                cell(one.name or _("Erased")),
                cell(one.organisation),
                cell(one.email, url=f"mailto:{one.email}" if one.email else ""),
                cell(badge(state.label, TONES[state])),
                cell(moment_tag(one.registered_at)),
                cell(label if may_cancel else "", url=address),
            ]
        )
    return Table(gettext_lazy("Participants"), columns, lines)
