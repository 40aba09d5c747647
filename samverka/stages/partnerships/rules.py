"""Who can sit in a steering group."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem
from samverka.stages.partnerships.models import Partnership, SteeringMember


def problems_with_steering_member(partnership: Partnership, facts: dict[str, Any]) -> list[Problem]:
    """Return why a person of whom these facts are known (the fields of a member) cannot sit in the group."""
    found = []
    starts_on, ends_on = facts.get("starts_on"), facts.get("ends_on")
    if not partnership.parties.filter(organisation=facts["organisation"]).exists():
        found.append(Problem(_("The organisation is not in the partnership. Choose one that is."), "organisation"))
    if starts_on and ends_on and ends_on < starts_on:
        found.append(Problem(_("The last day is before the first."), "ends_on"))
    return found


def problems_before_editing_steering_member(member: SteeringMember, facts: dict[str, Any]) -> list[Problem]:
    """Return why a member cannot be noted like this: as for a new one, and nobody stands in the group twice."""
    found = problems_with_steering_member(member.partnership, facts)
    others = member.partnership.steering_group.exclude(pk=member.pk)
    if others.filter(organisation=facts["organisation"], name=facts["name"]).exists():
        found.append(Problem(_("This person stands in the steering group already."), "name"))
    return found
