"""By when a message is answered, what makes it wait, and what must be true before it is settled."""

import hashlib
import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import User
from samverka.ground.common.dates import working_days_later
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import Problem
from samverka.ground.guard.slips import Slip
from samverka.stages.enquiries.models import ASIDE, WAITING, Doubt, Enquiry
from samverka.stages.enquiries.states import State

# A class that writes together sends a handful. Beyond that a person looks before letters go out.
MOST_AN_HOUR = 5
# Beyond this one network fills the disk, not the worklist: the sender is told, and asked to write a letter instead.
MOST_KEPT_AN_HOUR = 100
MOST_LINKS = 3
HOUR = timedelta(hours=1)
SAME_TEXT_WITHIN = timedelta(days=7)
CONFIRMED_WITHIN = timedelta(days=7)
ORIGIN_IS_KEPT = timedelta(hours=23)  # With a round of house-keeping each minute, never a whole day.
LONGEST_TEXT = 5_000
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


def answer_day(received_on: date) -> date:
    """Return the day by which a message received on `received_on` is answered; holidays are not known."""
    return working_days_later(received_on, settings.ENQUIRY_ANSWER_DAYS)


def fingerprint_of(text: str) -> str:
    """Return a hash of the words of a text: the same whatever its case, spaces and signs."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return hashlib.sha256(words.encode()).hexdigest()


def problems_before_sending(origin: str, *, at: datetime) -> list[Problem]:
    """Return why no message is taken from the network whose hash is `origin`, at `at`; almost always nothing."""
    kept = Enquiry.objects.filter(origin=origin, received_at__gt=at - HOUR).count() if origin else 0
    if kept < MOST_KEPT_AN_HOUR:
        return []
    sentence = _(
        "So many messages have come from your network that no more are taken right now. Yours has not been sent. "
        "Send it in an hour, or by e-mail."
    )
    return [Problem(sentence)]


def problem_with_used_slip() -> Problem:
    """Return the sentence for a form with which another message was sent already."""
    return Problem(_("A message has already been sent with this form. Look through this one, and send it again."))


def doubts_about(slip: Slip, proof: str, text: str, email: str, origin: str, *, at: datetime) -> list[str]:
    """Return every doubt whether a person wrote the message; `text` is all that was written, with the subject."""
    found = {
        Doubt.NO_SUM: not slip.is_proven(proof),
        Doubt.QUICK: slip.is_quick(at),
        Doubt.FLOOD: _is_one_of_many(origin, email, at=at),
        Doubt.LINKS: len(_LINK.findall(text)) > MOST_LINKS,
        Doubt.REPEATED: Enquiry.objects.filter(
            fingerprint=fingerprint_of(text), received_at__gt=at - SAME_TEXT_WITHIN
        ).exists(),
    }
    return [str(doubt) for doubt, is_there in found.items() if is_there]


def _is_one_of_many(origin: str, email: str, *, at: datetime) -> bool:
    """Tell whether it is one of many within an hour, by network or address: nobody shall have us fill a mailbox."""
    recent = Enquiry.objects.filter(received_at__gt=at - HOUR)
    if origin and recent.filter(origin=origin).count() >= MOST_AN_HOUR:
        return True
    return bool(email) and recent.filter(email__iexact=email).count() >= MOST_AN_HOUR


def state_after(doubts: list[str], email: str) -> State:
    """Return where a message begins: a letter settles that no sum was solved; everything else a person looks at."""
    if not doubts:
        return State.RECEIVED
    return State.UNCONFIRMED if doubts == [Doubt.NO_SUM] and email else State.QUARANTINED


def problems_before_confirming(enquiry: Enquiry, *, at: datetime) -> list[Problem]:
    """Return why the link in the letter no longer does anything."""
    if enquiry.state == State.UNCONFIRMED and at - enquiry.received_at <= CONFIRMED_WITHIN:
        return []
    if enquiry.state in ASIDE:
        sentence = _(
            "The link has been valid for a week and is too old now. Your message is not lost: a person looks at it, "
            "and you need not do anything."
        )
        return [Problem(sentence)]
    return [Problem(_("The message has been confirmed already. You need not do anything more."))]


def problems_before_taking(enquiry: Enquiry, user: User, *, at: datetime) -> list[Problem]:
    """Return why `user` cannot take the message."""
    if enquiry.state not in WAITING:
        return [Problem(_("The message has already been settled."))]
    return [Problem(_("You have taken it already."))] if enquiry.taken_by_id == user.pk else []


def problems_before_answering(enquiry: Enquiry, *, at: datetime) -> list[Problem]:
    """Return why the message cannot be answered now."""
    if enquiry.state in ASIDE:
        return [Problem(_("The message has been put aside. Take it up first."))]
    return [] if enquiry.state == State.RECEIVED else [Problem(_("The message has already been settled."))]


def problems_before_releasing(enquiry: Enquiry, *, at: datetime) -> list[Problem]:
    """Return why the message cannot be taken up."""
    return [] if enquiry.state in ASIDE else [Problem(_("The message has not been put aside."))]


def problems_before_closing(enquiry: Enquiry, *, at: datetime) -> list[Problem]:
    """Return why the message cannot be closed without an answer."""
    return [] if enquiry.state in WAITING else [Problem(_("The message has already been settled."))]
