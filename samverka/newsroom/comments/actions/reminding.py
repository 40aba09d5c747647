"""Those who look after comments are told that some wait."""

from datetime import datetime

from django.db import transaction

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import post
from samverka.newsroom.comments import notices
from samverka.newsroom.comments.models import Comment, Reminder
from samverka.newsroom.comments.queries import moderators_to_remind, waiting_for
from samverka.newsroom.comments.rules import REMINDED_AFTER, REMINDED_EVERY


def remind_moderators(*, at: datetime) -> int:
    """Write to each who looks after comments that some wait, at most once a day; return to how many. By house-keeping.

    Nobody is told of what has waited for less than an hour, nor of what only somebody else may judge.
    """
    if not Comment.objects.to_look_at().exists():
        return 0
    return sum(_remind(person, at) for person in moderators_to_remind(at))


@transaction.atomic
def _remind(person: User, at: datetime) -> bool:
    """Write to one person, if something waits for long enough; tell whether a letter went."""
    number, oldest = waiting_for(person, at)
    if oldest is None or oldest > at - REMINDED_AFTER or not _is_first(person, at):
        return False
    post(notices.comments_wait(person, number, oldest, at), at=at)
    return True


def _is_first(person: User, at: datetime) -> bool:
    """Note that a letter goes now; of two rounds of house-keeping at once only one is told that it may send it."""
    _known, is_new = Reminder.objects.get_or_create(user=person, defaults={"sent_at": at})
    due = Reminder.objects.filter(user=person, sent_at__lte=at - REMINDED_EVERY)
    return is_new or bool(due.update(sent_at=at))
