"""What is done with messages: they come in, are confirmed, taken, taken up, answered, closed, and erased in the end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused, refuse_if, require
from samverka.ground.guard.actions import spend
from samverka.ground.guard.slips import Slip
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Programme
from samverka.stages.enquiries import notices
from samverka.stages.enquiries.models import PERSONAL, Enquiry
from samverka.stages.enquiries.permissions import can_see_enquiries, can_settle_enquiry
from samverka.stages.enquiries.rules import (
    CONFIRMED_WITHIN,
    ORIGIN_IS_KEPT,
    answer_day,
    doubts_about,
    fingerprint_of,
    problem_with_used_slip,
    problems_before_answering,
    problems_before_closing,
    problems_before_confirming,
    problems_before_releasing,
    problems_before_sending,
    problems_before_taking,
    state_after,
)
from samverka.stages.enquiries.states import State

# --- A message comes in ----------------------------------------------------------------------------------------------


@transaction.atomic
def send_enquiry(
    programme: Programme, *, slip: Slip, proof: str, by: None = None, at: datetime, **facts: str
) -> Enquiry:
    """Keep what somebody wrote; `facts` are kind, language, subject, text, name, email and origin.

    Who: anybody, so `by` is nobody. A repeat with the same slip and words returns the message that came first. The
    sender gets a receipt, if an address was given; where there is doubt, a letter to confirm or, for now, none. Raises
    `Refused` when the slip was used for another message, or a network has sent more than can be meant.
    """
    key = slip.key_for(facts["subject"], facts["text"], facts["email"])
    kept = Enquiry.objects.filter(key=key).first()
    if kept:
        return kept
    refuse_if(problems_before_sending(facts["origin"], at=at))
    if not spend(slip, at=at):
        # Of two presses at once, the second has waited here until the first was kept.
        kept = Enquiry.objects.filter(key=key).first()
        if kept:
            return kept
        raise Refused([problem_with_used_slip()])
    written = f"{facts['subject']}\n{facts['text']}"
    doubts = doubts_about(slip, proof, written, facts["email"], facts["origin"], at=at)
    enquiry = Enquiry.objects.create(
        **facts,
        key=key,
        programme=programme,
        state=state_after(doubts, facts["email"]),
        doubts=doubts,
        fingerprint=fingerprint_of(written),
        received_at=at,
        answer_due_on=answer_day(today(at)),
    )
    record(gettext_noop("Message received"), enquiry, by=by, at=at)
    if enquiry.state == State.RECEIVED:
        _post(enquiry, notices.enquiry_received(enquiry), at=at)
    elif enquiry.state == State.UNCONFIRMED:
        _post(enquiry, notices.please_confirm(enquiry), at=at)
    return enquiry


@transaction.atomic
def confirm_enquiry(enquiry: Enquiry, *, by: None = None, at: datetime) -> Enquiry:
    """Take the message for one that a person wrote. Who: whoever has the letter. The sender gets the receipt."""
    refuse_if(problems_before_confirming(enquiry, at=at))
    move(enquiry, State.RECEIVED, answer_due_on=answer_day(today(at)))
    record(gettext_noop("Message confirmed"), enquiry, by=by, at=at)
    _post(enquiry, notices.enquiry_received(enquiry), at=at)
    return enquiry


# --- The office ------------------------------------------------------------------------------------------------------


@transaction.atomic
def take_enquiry(enquiry: Enquiry, *, by: User, at: datetime) -> Enquiry:
    """Let everybody see that `by` answers the message, also in the place of another. Who: officer, head, editor."""
    require(can_settle_enquiry(by, enquiry))
    refuse_if(problems_before_taking(enquiry, by, at=at))
    Enquiry.objects.filter(pk=enquiry.pk).update(taken_by=by)
    enquiry.taken_by = by
    record(gettext_noop("Message taken"), enquiry, by=by, at=at)
    return enquiry


@transaction.atomic
def release_enquiry(enquiry: Enquiry, *, by: User, at: datetime) -> Enquiry:
    """Take up a message that waited: from now on as any other. Who: programme officer, head, editor.

    The sender gets the receipt, if an address was given, with a day counted from now.
    """
    require(can_settle_enquiry(by, enquiry))
    refuse_if(problems_before_releasing(enquiry, at=at))
    move(enquiry, State.RECEIVED, answer_due_on=answer_day(today(at)))
    record(gettext_noop("Message taken up"), enquiry, by=by, at=at)
    _post(enquiry, notices.enquiry_received(enquiry), at=at)
    return enquiry


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, answer: str, by: User, at: datetime) -> Enquiry:
    """Answer the message and close it. Who: programme officer, head, editor. The sender gets the answer by letter."""
    require(can_settle_enquiry(by, enquiry))
    refuse_if(problems_before_answering(enquiry, at=at))
    move(enquiry, State.ANSWERED, settled_at=at, answer=answer, taken_by=enquiry.taken_by or by)
    record(gettext_noop("Message answered"), enquiry, by=by, at=at)
    _post(enquiry, notices.enquiry_answered(enquiry), at=at)
    return enquiry


@transaction.atomic
def close_enquiry(enquiry: Enquiry, *, reason: str, by: User, at: datetime) -> Enquiry:
    """Close what needs no answer. Who: programme officer, head, editor. Tells nobody; the reason is kept."""
    require(can_settle_enquiry(by, enquiry))
    refuse_if(problems_before_closing(enquiry, at=at))
    move(enquiry, State.CLOSED, settled_at=at)
    record(gettext_noop("Message closed without an answer"), enquiry, by=by, at=at, reason=reason)
    return enquiry


@transaction.atomic
def close_quarantined(*, reason: str, by: User, at: datetime) -> int:
    """Close everything that is put aside in the programmes of `by`, after a flood; return how many messages that were.

    Who: programme officer, head, editor. Tells nobody; one row for each programme says how many and why. What its
    sender can still confirm is left alone.
    """
    require(can_see_enquiries(by))
    aside = Enquiry.objects.visible_to(by).filter(state=State.QUARANTINED)
    number = 0
    for programme in Programme.objects.filter(pk__in=aside.values("programme")):
        closed = aside.filter(programme=programme).update(state=State.CLOSED, settled_at=at)
        what = gettext_noop("Messages that were put aside closed without an answer")
        record(what, programme, by=by, at=at, programme=programme.pk, number=closed, reason=reason)
        number += closed
    return number


# --- House-keeping ---------------------------------------------------------------------------------------------------


@transaction.atomic
def put_aside_unconfirmed(*, at: datetime) -> int:
    """Let a person look at what nobody confirmed within a week; return how many. Tells nobody."""
    old = Enquiry.objects.filter(state=State.UNCONFIRMED, received_at__lt=at - CONFIRMED_WITHIN)
    found = list(old)
    for enquiry in found:
        move(enquiry, State.QUARANTINED)
        record(gettext_noop("Message put aside: nobody confirmed it"), enquiry, by=None, at=at)
    return len(found)


@transaction.atomic
def erase_settled_enquiries(*, at: datetime) -> int:
    """Erase what people wrote in messages settled long enough ago, and the letters to them; return how many.

    The rows stay, so that they can still be counted: kind, days and outcome.
    """
    old = Enquiry.objects.filter(settled_at__lte=at - timedelta(days=settings.ENQUIRY_KEPT_DAYS), erased_at=None)
    found = list(old)
    letters = Enquiry.letters.through.objects.filter(enquiry__in=[one.pk for one in found])
    Message.objects.filter(pk__in=letters.values("message")).delete()
    for enquiry in found:
        Enquiry.objects.filter(pk=enquiry.pk).update(erased_at=at, **dict.fromkeys(PERSONAL, ""))
        record(gettext_noop("Message erased"), enquiry, by=None, at=at)
    return len(found)


def forget_networks(*, at: datetime) -> int:
    """Erase from which network messages came, within a day of their coming; return how many."""
    return Enquiry.objects.filter(received_at__lte=at - ORIGIN_IS_KEPT).exclude(origin="").update(origin="")


def _post(enquiry: Enquiry, letters: list[Letter], *, at: datetime) -> None:
    """Post the letters and remember them, so that they can be erased with the message."""
    enquiry.letters.add(*post(letters, at=at))
