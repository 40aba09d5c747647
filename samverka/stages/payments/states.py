"""The states of a payment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What the office calls the state."""

    ENTERED = "entered", _("Entered")
    CONFIRMED = "confirmed", _("Paid")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Cancelled")


MOVES = {
    State.ENTERED: {State.CONFIRMED, State.CANCELLED},
}

FOR_APPLICANT = {
    State.ENTERED: _("Being paid"),
    State.CONFIRMED: _("Paid"),
    State.CANCELLED: pgettext_lazy("payment", "Cancelled"),
}

NEXT = {
    State.ENTERED: _("A second person confirms the payment."),
    State.CONFIRMED: _("Nobody: the money has left."),
    State.CANCELLED: _("The finance officer enters the payment anew, if it is owed."),
}
