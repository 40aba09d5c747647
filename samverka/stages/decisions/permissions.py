"""Who may prepare, check, announce and read decisions."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.applications.models import Application
from samverka.stages.assessments.permissions import has_no_part_in
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State
from samverka.stages.organisations.models import organisations_of

DECIDERS = (Role.Kind.OFFICER, Role.Kind.HEAD)


def can_see_decisions(user: Any) -> bool:
    """Everybody in the office sees the list of its programmes' decisions."""
    return bool(user.is_in_office)


def can_see_decision(user: Any, decision: Decision) -> bool:
    """Everybody in the office sees a decision of its programmes, unless it is on an application of their own."""
    programme = decision.application.call.programme_id
    is_ours = any(role.programme_id == programme for role in user.roles)
    return bool(user.is_in_office and is_ours) and has_no_part_in(user, decision.application)


def can_prepare_decision(user: Any, application: Application) -> bool:
    """Programme officers and the head prepare decisions on applications in which they have no part."""
    return bool(user.has_role(*DECIDERS, programme=application.call.programme_id)) and has_no_part_in(user, application)


def can_change_decision(user: Any, decision: Decision) -> bool:
    """Those who prepare decisions may change one."""
    return can_prepare_decision(user, decision.application)


def can_check_decision(user: Any, decision: Decision) -> bool:
    """Somebody else than the one who prepared it checks a decision."""
    return can_change_decision(user, decision) and decision.prepared_by_id != user.pk


def can_send_back_decision(user: Any, decision: Decision) -> bool:
    """Those who prepare and check decisions may send one back."""
    return can_change_decision(user, decision)


def can_announce_decision(user: Any, decision: Decision) -> bool:
    """The head of the programme announces."""
    return can_announce_decisions(user, decision.application.call) and has_no_part_in(user, decision.application)


def can_announce_decisions(user: Any, call: Call) -> bool:
    """The head of the programme announces the decisions of a call."""
    return bool(user.has_role(Role.Kind.HEAD, programme=call.programme_id))


def can_read_decision(user: Any, decision: Decision) -> bool:
    """The people of the parties read a decision once it has been announced; nothing of it before."""
    parties = {partner.organisation_id for partner in decision.application.partners.all()}
    return decision.state == State.ANNOUNCED and not parties.isdisjoint(organisations_of(user))
