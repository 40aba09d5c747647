"""The states of an error report. A correction has none: it stands in the public log until it is taken out."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    OPEN = "open", _("To be answered")
    QUARANTINED = "quarantined", _("Put aside")
    CORRECTED = "corrected", _("Corrected")
    UNCHANGED = "unchanged", _("Answered without a change")
    DISMISSED = "dismissed", _("Closed without an answer")


MOVES = {
    State.OPEN: {State.CORRECTED, State.UNCHANGED, State.DISMISSED},
    State.QUARANTINED: {State.OPEN, State.DISMISSED},
}

FOR_APPLICANT = {
    State.OPEN: _("Received"),
    State.QUARANTINED: _("Received, and put aside for now"),
    State.CORRECTED: _("The page has been corrected"),
    State.UNCHANGED: _("Answered: the page stays as it is"),
    State.DISMISSED: _("Closed without an answer"),
}

NEXT = {
    State.OPEN: _("The office corrects the page, or says why it stays as it is."),
    State.QUARANTINED: _("The office looks through it first: many came from one place at once."),
    State.CORRECTED: _("Nothing more: the correction is in the public log. The report is erased after twelve months."),
    State.UNCHANGED: _("Nothing more: the reason has been given. The report is erased after twelve months."),
    State.DISMISSED: _("Nothing more: it was taken for no report of an error. It is erased after twelve months."),
}

# The page stays corrected; only what was said about it is gone.
NEXT_WITHOUT_CORRECTION = _(
    "Nothing more: what was said about the correction is no longer in the public log. "
    "The report is erased after twelve months."
)


def what_comes_next(state: str, *, is_in_log: bool) -> Any:
    """Return what comes next for a report in `state`; `is_in_log` tells whether the public reads its correction."""
    return NEXT_WITHOUT_CORRECTION if state == State.CORRECTED and not is_in_log else NEXT[State(state)]
