"""The states of a call. That it has closed follows from the clock and is no state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


MOVES = {
    State.DRAFT: {State.OPEN},
    State.OPEN: {State.CANCELLED},
}

FOR_APPLICANT = {
    State.DRAFT: _("Not published"),
    State.OPEN: _("Open from its first to its last day"),
    State.CANCELLED: _("Cancelled"),
}

NEXT = {
    State.DRAFT: _("The office checks the call and opens it."),
    State.OPEN: _("Organisations apply until the last day."),
    State.CANCELLED: _("Nobody: the call is over."),
}
