"""How a posted message leaves: by the worker, after the change that caused it, tried again when the server is away."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from samverka.ground.outbox.models import Message

ATTEMPTS = 8


@task()
def deliver(message_id: int) -> None:
    """Send one message, and try again later when the mail server does not answer."""
    wait = deliver_message(message_id, at=timezone.now())
    if wait is not None:
        deliver.using(run_after=timezone.now() + wait).enqueue(message_id)


def deliver_message(message_id: int, *, at: datetime) -> timedelta | None:
    """Send one message; return how long to wait before the next try, or nothing when it was sent or is given up.

    What is given up has used all its tries, so that nothing asks for it again; the office reads the reason.
    """
    message = Message.objects.unsent().filter(pk=message_id).first()
    if message is None:
        return None
    try:
        EmailMessage(message.subject, message.body, message.sender, [message.address]).send()
    except OSError as failure:  # SMTP errors are OSErrors too: any of them is worth another try
        Message.objects.filter(pk=message_id).update(attempts=F("attempts") + 1, failure=str(failure))
        return timedelta(minutes=2**message.attempts) if message.attempts + 1 < ATTEMPTS else None
    except ValueError as failure:  # A line break in a header, an address that cannot be written: no try will help.
        Message.objects.filter(pk=message_id).update(attempts=ATTEMPTS, failure=str(failure))
        return None
    Message.objects.filter(pk=message_id).update(attempts=F("attempts") + 1, failure="", sent_at=at)
    return None
