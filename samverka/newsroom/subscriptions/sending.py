"""How an issue leaves: a few hundred mails at a time, by the worker, to nobody twice.

A delivery is written, and the transaction ended, before its mail is handed to the server; that it was taken is written
after. So whoever is killed in between leaves one mail of which nobody knows whether it left. It is not sent again, and
the office reads that there is one. All others have either a delivery that says they were sent, or none and are next.
Several workers may send the same issue: the database lets only one of them make a delivery.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formatdate
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F

from samverka.ground.common.moves import move
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.subscriptions.actions import count_bounce
from samverka.newsroom.subscriptions.bounces import is_dead, status_in, without_addresses
from samverka.newsroom.subscriptions.composing import Mail, mail_of
from samverka.newsroom.subscriptions.links import MINE, UNSUBSCRIBE, address_of, host, mail_name, return_path
from samverka.newsroom.subscriptions.models import Delivery, Issue, Piece, Subscription
from samverka.newsroom.subscriptions.states import IssueState, State

BATCH = 200
ATTEMPTS = 5
# Far longer than a mail server may take to answer: whoever held a mail so long ago was killed.
CUT_OFF = timedelta(minutes=10)
WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Reader:
    """To whom a mail goes; `delivery` is there where it has been tried before."""

    number: int
    key: Any
    email: str
    delivery: int = 0


def send_some(number: int, *, at: datetime, most: int = BATCH) -> timedelta | None:
    """Send at most so many mails of the issue with this number; return how long to wait before the next, or nothing.

    Nothing means that it is finished, was stopped, or is not there. What stands in the mail is looked up anew, so that
    what was withdrawn meanwhile does not leave.
    """
    issue = Issue.objects.filter(pk=number, state=IssueState.SENDING).select_related("newsletter").first()
    if issue is None:
        return None
    _note_cut_off(issue, at)
    mail = mail_of(issue, at)
    _keep(issue, mail)
    if mail.is_empty:
        move(issue, IssueState.STOPPED, finished_at=at)
        return None
    readers = list(readers_of(issue, at, most))
    if not readers:
        return _finish(issue, at)
    connection = get_connection()
    try:
        connection.open()
    except OSError:
        return WAIT
    try:
        is_going_well = _hand_over(issue, mail, readers, connection, at)
    finally:
        connection.close()
    return timedelta() if is_going_well else WAIT


def _note_cut_off(issue: Issue, at: datetime) -> None:
    held = Delivery.objects.filter(issue=issue, state=Delivery.State.IN_HAND, at__lte=at - CUT_OFF)
    held.update(state=Delivery.State.UNKNOWN)


def _keep(issue: Issue, mail: Mail) -> None:
    """Keep what leaves now, and what stays here and why, where that has changed."""
    for piece in issue.pieces.all():
        if piece.left_out != mail.reasons[piece.pk]:
            Piece.objects.filter(pk=piece.pk).update(left_out=mail.reasons[piece.pk])
    words = {"subject": mail.subject, "text": mail.text, "html": mail.html}
    if not mail.is_empty and words != {name: getattr(issue, name) for name in words}:
        Issue.objects.filter(pk=issue.pk).update(**words)


def readers_of(issue: Issue, at: datetime, most: int) -> Iterator[Reader]:
    """Yield the next readers, at most so many: those to be tried again, then those who have no delivery yet."""
    again = Delivery.objects.filter(issue=issue, state=Delivery.State.AGAIN, at__lte=at - WAIT)
    again = again.filter(subscription__state=State.ACTIVE).order_by("pk")
    columns = ("subscription", "subscription__key", "subscription__email", "pk")
    tried = [Reader(*row) for row in again.values_list(*columns)[:most]]
    yield from tried
    new = issue.readers.filter(pk__gt=issue.reached, confirmed_at__lte=issue.until)
    new = new.exclude(deliveries__issue=issue).order_by("pk")
    for row in new.values_list("pk", "key", "email")[: most - len(tried)]:
        yield Reader(*row)


def _finish(issue: Issue, at: datetime) -> timedelta | None:
    """End the sending where nobody is left; somebody who is to be tried again is waited for."""
    left = Delivery.objects.filter(issue=issue, state__in=[Delivery.State.AGAIN, Delivery.State.IN_HAND])
    if left.filter(subscription__state=State.ACTIVE).exists():
        return WAIT
    move(issue, IssueState.SENT, finished_at=at)
    return None


# --- One after the other ---------------------------------------------------------------------------------------------


def _hand_over(issue: Issue, mail: Mail, readers: list[Reader], connection: Any, at: datetime) -> bool:
    """Hand a mail for each reader to the server; tell whether all went so well that more can follow at once.

    That a mail was taken is written together with the next one being taken in hand: one transaction for each mail.
    """
    programme = programme_shown_first()
    sender = programme.sender if programme else settings.DEFAULT_FROM_EMAIL
    taken, is_going_well = 0, True
    for reader in readers:
        number = _take_in_hand(issue, reader, taken, at)
        if number:
            outcome = _hand_one_over(issue, mail, reader, number, sender, connection)
            taken = number if outcome is None else 0
            if outcome is not None:
                is_going_well = _note(number, outcome, reader, at)
        if not is_going_well:
            break
    else:
        last = max((reader.number for reader in readers if not reader.delivery), default=0)
        Issue.objects.filter(pk=issue.pk, reached__lt=last).update(reached=last)
    _note_taken(taken)
    return is_going_well


def _take_in_hand(issue: Issue, reader: Reader, taken: int, at: datetime) -> int:
    """Note that the mail before was taken, and make the delivery of this one; return its number.

    That is 0 where somebody else has it, where the reader has just ended the subscription, or where the sending was
    stopped.
    """
    try:
        with transaction.atomic():
            _note_taken(taken)
            is_meant = Subscription.objects.active().filter(pk=reader.number).exists()
            if not is_meant or not Issue.objects.filter(pk=issue.pk, state=IssueState.SENDING).exists():
                return 0
            return _claimed(issue, reader, at)
    except IntegrityError:
        # Another worker was quicker, or the address has been erased since.
        _note_taken(taken)
        return 0


def _claimed(issue: Issue, reader: Reader, at: datetime) -> int:
    if not reader.delivery:
        return int(Delivery.objects.create(issue=issue, subscription_id=reader.number, at=at).pk)
    again = Delivery.objects.filter(pk=reader.delivery, state=Delivery.State.AGAIN)
    return reader.delivery * again.update(state=Delivery.State.IN_HAND, at=at, attempts=F("attempts") + 1)


def _note_taken(number: int) -> None:
    if number:
        Delivery.objects.filter(pk=number).update(state=Delivery.State.SENT)


def _hand_one_over(
    issue: Issue, mail: Mail, reader: Reader, number: int, sender: str, connection: Any
) -> OSError | ValueError | None:
    """Hand one mail to the server; return what went wrong, or nothing."""
    try:
        connection.send_messages([message_for(issue, mail, reader, number, sender)])
    except (OSError, ValueError) as failure:  # SMTP errors are OSErrors; a header that cannot be written is the other.
        return failure
    return None


def message_for(issue: Issue, mail: Mail, reader: Reader, number: int, sender: str) -> EmailMultiAlternatives:
    """Return the mail of one reader, with the links and headers by which it is ended in one step (RFC 8058)."""
    mine = address_of(MINE, issue.language, reader.key)
    unsubscribe = address_of(UNSUBSCRIBE, issue.language, reader.key)
    text, html = mail.for_reader(mine, unsubscribe)
    headers = {
        "From": sender,
        "Message-ID": f"<{mail_name(number)}@{host()}>",
        "Date": formatdate(localtime=True),
        "List-Id": f"<newsletter.{host()}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        # What a person has written is not made by itself, though it is sent to many.
        **({} if issue.newsletter_id else {"Auto-Submitted": "auto-generated"}),
    }
    message = EmailMultiAlternatives(mail.subject, text, return_path(number) or sender, [reader.email], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _note(number: int, failure: OSError | ValueError, reader: Reader, at: datetime) -> bool:
    """Note why a mail was not taken; tell whether the next can be tried.

    Refused for good is only what the server said of this address, or of a mail that it does not take however often.
    Where the line was cut while the mail was on its way, nobody knows whether it arrived: it is not sent again.
    """
    known = Delivery.objects.filter(pk=number)
    if isinstance(failure, ValueError):
        known.update(state=Delivery.State.REFUSED, diagnosis=without_addresses(str(failure)))
        return True
    if isinstance(failure, SMTPRecipientsRefused):
        code, said = next(iter(failure.recipients.values()))
        return _note_refusal(known, code, said, reader, at, is_about_address=True)
    if isinstance(failure, SMTPResponseException):
        return _note_refusal(known, failure.smtp_code, failure.smtp_error, reader, at, is_about_address=False)
    known.update(state=Delivery.State.UNKNOWN, diagnosis=without_addresses(str(failure)))
    return False


def _note_refusal(
    known: Any, code: int, said: bytes | str, reader: Reader, at: datetime, *, is_about_address: bool
) -> bool:
    """Note what the server answered. What it says of one address says nothing of the next; all else is its trouble."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    status, is_no = status_in(code, words), is_about_address and code >= 500
    is_for_good = is_no and is_dead(status)
    is_last = is_no or not known.filter(attempts__lt=ATTEMPTS).exists()
    state = Delivery.State.REFUSED if is_last else Delivery.State.AGAIN
    bounced = {"bounced_at": at, "is_for_good": True} if is_for_good else {}
    known.update(state=state, status=status, diagnosis=without_addresses(words), **bounced)
    if is_for_good and (subscription := Subscription.objects.active().filter(pk=reader.number).first()):
        count_bounce(subscription, at=at)
    return is_about_address
