"""Who may do what with a call."""

from typing import Any

from samverka.stages.calls.models import CALL_MAKERS, Call


def can_make_call(user: Any) -> bool:
    """Programme officers and the head of a programme make calls."""
    return bool(user.has_role(*CALL_MAKERS))


def can_edit_call(user: Any, call: Call) -> bool:
    """Those who make calls in the programme may change one."""
    return bool(user.has_role(*CALL_MAKERS, programme=call.programme_id))


def can_open_call(user: Any, call: Call) -> bool:
    """Those who make calls in the programme may open one."""
    return can_edit_call(user, call)


def can_see_calls(user: Any) -> bool:
    """Everybody in the office sees the calls of its programmes."""
    return bool(user.is_in_office)


def can_see_call(user: Any, call: Call) -> bool:
    """Everybody in the office sees one call of its programmes."""
    return bool(user.is_in_office)
