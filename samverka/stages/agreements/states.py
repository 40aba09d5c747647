"""The states of an agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    DRAFT = "draft", _("Drafted")
    OFFERED = "offered", _("Out for signature")
    SIGNED = "signed", _("Signed by all")


MOVES = {
    State.DRAFT: {State.OFFERED},
    State.OFFERED: {State.DRAFT, State.SIGNED},
}

FOR_APPLICANT = {
    State.DRAFT: _("The office is writing the agreement"),
    State.OFFERED: _("Waiting for signatures"),
    State.SIGNED: _("In force"),
}

NEXT = {
    State.DRAFT: _("The office sends the agreement out for signature."),
    State.OFFERED: _("The owner and every partner sign."),
    State.SIGNED: _("The case is running: reports follow on their days."),
}
