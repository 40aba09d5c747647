"""The states of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    RECORDED = "recorded", _("Known from public sources")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")


MOVES = {
    State.RUNNING: {State.COMPLETED},
}

FOR_APPLICANT = {
    State.RECORDED: _("Known from public sources"),
    State.RUNNING: _("Running"),
    State.COMPLETED: _("Completed"),
}

NEXT = {
    State.RECORDED: _("Nobody: what is known is shown with its source."),
    State.RUNNING: _("The partners report each accounting year."),
    State.COMPLETED: _("Nobody: all years are reported and accepted."),
}
