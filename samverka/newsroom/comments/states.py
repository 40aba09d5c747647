"""The states of a comment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the office calls the state."""

    WAITING = "waiting", _("Waits for an editor")
    PUBLISHED = "published", _("Published")
    REMOVED = "removed", _("Removed")
    WITHDRAWN = "withdrawn", _("Taken back")


MOVES = {
    State.WAITING: {State.PUBLISHED, State.REMOVED, State.WITHDRAWN},
    State.PUBLISHED: {State.REMOVED, State.WITHDRAWN},
    State.REMOVED: {State.PUBLISHED, State.WITHDRAWN},
}

FOR_APPLICANT = {
    State.WAITING: _("An editor reads it before it is public"),
    State.PUBLISHED: _("Everybody can read it"),
    State.REMOVED: _("Not public: it breaks a rule"),
    State.WITHDRAWN: _("You have taken it back"),
}

NEXT = {
    State.WAITING: _("An editor publishes it, or says which rule it breaks."),
    State.PUBLISHED: _("Nobody: it stands under the post. An editor looks at it when a reader reports it."),
    State.REMOVED: _("The author may appeal once. Another editor decides."),
    State.WITHDRAWN: _("Nobody: its words are erased."),
}
