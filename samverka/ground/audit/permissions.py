"""Who may read the record of changes."""

from typing import Any


def can_see_events(user: Any) -> bool:
    """Everybody in the office, the auditor above all, reads the record of changes."""
    return bool(user.is_in_office)
