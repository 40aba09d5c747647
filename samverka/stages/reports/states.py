"""The states of a report. A return is an event with a reason, after which it is open again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    OPEN = "open", _("Being written")
    SUBMITTED = "submitted", _("Received")
    ACCEPTED = "accepted", _("Accepted")


MOVES = {
    State.OPEN: {State.SUBMITTED},
    State.SUBMITTED: {State.OPEN, State.ACCEPTED},
}

FOR_APPLICANT = {
    State.OPEN: _("You are writing it"),
    State.SUBMITTED: _("Sent in"),
    State.ACCEPTED: _("Accepted"),
}

NEXT = {
    State.OPEN: _("The partners write the report and send it in by its day."),
    State.SUBMITTED: _("The office accepts it, or returns it with a reason."),
    State.ACCEPTED: _("The finance officer enters the payment."),
}
