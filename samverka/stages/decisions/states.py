"""The states of a decision. Applicants see nothing of it before it is announced."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    PREPARED = "prepared", _("Prepared")
    CHECKED = "checked", _("Checked")
    ANNOUNCED = "announced", _("Announced")


MOVES = {
    State.PREPARED: {State.CHECKED},
    State.CHECKED: {State.PREPARED, State.ANNOUNCED},
}

FOR_APPLICANT = {
    State.PREPARED: _("Being assessed"),
    State.CHECKED: _("Being assessed"),
    State.ANNOUNCED: _("Decided"),
}

NEXT = {
    State.PREPARED: _("A second person in the office checks the decision."),
    State.CHECKED: _("The head of programme announces it, or sends it back with a reason."),
    State.ANNOUNCED: _("The office drafts the agreement, if a grant was decided."),
}
