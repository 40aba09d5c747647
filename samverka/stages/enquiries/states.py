"""The states of an enquiry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    RECEIVED = "received", _("To be answered")
    UNCONFIRMED = "unconfirmed", _("Waits for the sender’s confirmation")
    QUARANTINED = "quarantined", _("Put aside for now")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")


MOVES = {
    State.RECEIVED: {State.ANSWERED, State.CLOSED},
    State.UNCONFIRMED: {State.RECEIVED, State.QUARANTINED, State.CLOSED},
    State.QUARANTINED: {State.RECEIVED, State.CLOSED},
}

FOR_APPLICANT = {
    State.RECEIVED: _("We have received your message"),
    State.UNCONFIRMED: _("One step is left: confirm by the link in the letter that we have sent you"),
    State.QUARANTINED: _("We have received your message, and a person looks at it first"),
    State.ANSWERED: _("Your message has been answered"),
    State.CLOSED: _("Closed without an answer"),
}

NEXT = {
    State.RECEIVED: _("Somebody in the office answers."),
    State.UNCONFIRMED: _(
        "Open the letter, follow the link in it and press the button there. If you do not, nothing is lost: after some "
        "days a person looks at your message instead."
    ),
    State.QUARANTINED: _("Somebody in the office looks at the message and takes it up. You need not do anything."),
    State.ANSWERED: _("Nothing more. You are welcome to write again."),
    State.CLOSED: _("Nothing more: it was not taken for a message to answer. If that was wrong, write again."),
}
