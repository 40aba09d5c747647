"""The states of a subscription, of a newsletter that the office writes, and of what is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What the office calls the state of a subscription."""

    WAITING = "waiting", _("Not confirmed yet")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended by the subscriber")
    STOPPED = "stopped", _("Stopped: letters came back")


# Who has ended a subscription, or whose letters came back, may ask again: that begins with a letter, as the first time.
MOVES = {
    State.WAITING: {State.ACTIVE, State.ENDED},
    State.ACTIVE: {State.ENDED, State.STOPPED},
    State.ENDED: {State.WAITING},
    State.STOPPED: {State.WAITING, State.ENDED},
}

FOR_APPLICANT = {
    State.WAITING: _("Waits for you to confirm"),
    State.ACTIVE: _("You get our letters"),
    State.ENDED: _("You get no more letters"),
    State.STOPPED: _("Stopped, because letters came back"),
}

NEXT = {
    State.WAITING: _("The subscriber confirms from the letter; otherwise the address is erased."),
    State.ACTIVE: _("Letters go out as often as the subscriber has chosen."),
    State.ENDED: _("Nothing more: the address is erased."),
    State.STOPPED: _("Nothing more, unless the subscriber asks again: the address is erased."),
}


class NewsletterState(models.TextChoices):
    """What the office calls the state of a newsletter."""

    DRAFT = "draft", _("Draft")
    PLANNED = "planned", pgettext_lazy("newsletter", "Planned")
    SENT = "sent", _("Handed over for sending")
    DISCARDED = "discarded", _("Discarded")


NEWSLETTER_MOVES = {
    NewsletterState.DRAFT: {NewsletterState.PLANNED, NewsletterState.SENT, NewsletterState.DISCARDED},
    NewsletterState.PLANNED: {NewsletterState.DRAFT, NewsletterState.SENT},
}


class IssueState(models.TextChoices):
    """What the office calls the state of an issue."""

    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")


ISSUE_MOVES = {IssueState.SENDING: {IssueState.SENT, IssueState.STOPPED}}
