"""The states of an assessor's assignment. Nothing of the application is readable before a conflict is ruled out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    ASKED = "asked", _("Asked")
    READING = "reading", _("No conflict declared, reading")
    CONFLICTED = "conflicted", _("Has a conflict of interest")
    SUBMITTED = "submitted", _("Scored")


MOVES = {
    State.ASKED: {State.READING, State.CONFLICTED},
    State.READING: {State.SUBMITTED, State.CONFLICTED},
    State.SUBMITTED: {State.READING},
}

# Only in these states does the assessor see more than who applied, and in which call.
READABLE = (State.READING, State.SUBMITTED)

FOR_APPLICANT = dict.fromkeys(State, _("Being assessed"))

NEXT = {
    State.ASKED: _("The assessor says whether there is a conflict of interest."),
    State.READING: _("The assessor scores each criterion and hands in the scores."),
    State.CONFLICTED: _("The office asks another assessor."),
    State.SUBMITTED: _("The office ranks the applications."),
}
