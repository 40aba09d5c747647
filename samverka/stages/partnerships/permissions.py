"""Who may see partnerships in the office, and keep their steering groups."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.partnerships.models import Partnership, SteeringMember

KEEPERS = (Role.Kind.OFFICER, Role.Kind.HEAD)


def can_see_partnerships(user: Any) -> bool:
    """Everybody in the office sees the partnerships of its programmes."""
    return bool(user.is_in_office)


def can_see_partnership(user: Any, partnership: Partnership) -> bool:
    """Whoever a partnership is visible to may read its page."""
    return True


def can_edit_steering_group(user: Any, partnership: Partnership) -> bool:
    """Programme officers and the head of programme note who sits in a steering group."""
    return bool(user.has_role(*KEEPERS, programme=partnership.programme_id))


def can_edit_steering_member(user: Any, member: SteeringMember) -> bool:
    """Those who keep the group change and erase its members."""
    return can_edit_steering_group(user, member.partnership)
