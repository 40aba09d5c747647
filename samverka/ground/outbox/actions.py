"""Posting messages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from samverka.ground.outbox.delivery import deliver
from samverka.ground.outbox.models import Message


@dataclass(frozen=True)
class Letter:
    """A message ready to be posted; `recipient` is empty for somebody without an account.

    `programme` is the one that writes (its `pk` and `sender` are read); empty for letters that belong to none.
    """

    address: str
    language: str
    subject: str
    body: str
    recipient: Any = None
    programme: Any = None


def letters_to(people: Iterable[Any], compose: Callable[[Any], tuple[str, str]], programme: Any = None) -> list[Letter]:
    """Return a letter from `programme` to each of `people`.

    `compose(person)` gives (subject, body) in that person's language.
    """
    letters = []
    for person in people:
        with translation.override(person.language):
            subject, body = compose(person)
        letters.append(Letter(person.email, person.language, subject, body, person, programme))
    return letters


def post(letters: Iterable[Letter], *, at: datetime) -> list[Message]:
    """Keep the letters and ask the worker to send them.

    Both are rows in the transaction of the change that causes them: undone together, and sent only after it.
    """
    messages = Message.objects.bulk_create(
        Message(
            address=letter.address,
            recipient=letter.recipient,
            sender=letter.programme.sender if letter.programme else settings.DEFAULT_FROM_EMAIL,
            programme_id=letter.programme.pk if letter.programme else None,
            language=letter.language,
            subject=" ".join(letter.subject.split()),
            body=letter.body,
            written_at=at,
        )
        for letter in letters
    )
    for message in messages:
        deliver.enqueue(message.pk)
    return messages
