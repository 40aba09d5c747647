"""The states of an application. A request for completion is an event, after which it is being written again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Received")
    WITHDRAWN = "withdrawn", _("Withdrawn")


MOVES = {
    State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
    State.SUBMITTED: {State.DRAFT, State.WITHDRAWN},
}

FOR_APPLICANT = {
    State.DRAFT: _("You are writing it together"),
    State.SUBMITTED: _("Sent in"),
    State.WITHDRAWN: _("You have withdrawn it"),
}

NEXT = {
    State.DRAFT: _("The partners write, sign and submit before the call closes."),
    State.SUBMITTED: _("The office checks and decides by the day named in the call."),
    State.WITHDRAWN: _("Nobody: it is over."),
}
