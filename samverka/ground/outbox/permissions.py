"""Who may read what was sent. People stand above messages: here they are only asked for roles."""

from typing import Any

from samverka.ground.outbox.models import MESSAGE_READERS, Message


def can_see_messages(user: Any) -> bool:
    """Programme officers, the head and the auditor read what was sent."""
    return bool(user.has_role(*MESSAGE_READERS))


def can_see_message(user: Any, message: Message) -> bool:
    """Those who read the messages read each one of their programmes, and those of no programme."""
    return can_see_messages(user) and (
        message.programme_id is None or bool(user.has_role(*MESSAGE_READERS, programme=message.programme_id))
    )
