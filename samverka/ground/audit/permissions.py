"""Who may read the record of changes."""

from typing import Any

from samverka.ground.audit.models import EVENT_READERS


def can_see_events(user: Any) -> bool:
    """The auditor and the head read the record of changes."""
    return bool(user.has_role(*EVENT_READERS))
