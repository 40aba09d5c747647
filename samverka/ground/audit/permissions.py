"""Who may read the record of changes."""

from typing import Any


def can_see_events(user: Any) -> bool:
    """The auditor and the head read the record of changes: it also tells of drafts that the office does not see."""
    return bool(user.has_role("auditor", "head"))
