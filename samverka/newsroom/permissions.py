"""Who may work in the newsroom, and who may announce to it."""

from typing import Any

from samverka.ground.accounts.models import Role, User
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import DECIDERS, can_prepare_decision

EDITORS = (Role.Kind.EDITOR, Role.Kind.OFFICER, Role.Kind.HEAD)


def can_edit_news(user: User) -> bool:
    """Editors, programme officers and the head write and publish: those who decide what the public sees of a case."""
    return user.has_role(*EDITORS)


def can_see_participants(user: User, occasion: Any) -> bool:
    """Editors, programme officers and the head read who comes to an event, and can take somebody off the list."""
    return can_edit_news(user)


def can_call_off(user: User, occasion: Any) -> bool:
    """Editors, programme officers and the head call an event off."""
    return can_edit_news(user)


def can_announce_to_newsroom(user: User, decision: Decision) -> bool:
    """Those who prepare decisions have news drafted from one, unless they have a part in its application."""
    return can_prepare_decision(user, decision.application)


def can_announce_call_to_newsroom(user: User, call: Call) -> bool:
    """Programme officers and the head have news drafted from all grants of a call."""
    return user.has_role(*DECIDERS, programme=call.programme_id)
