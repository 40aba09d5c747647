"""When a membership or a mandate may begin and end."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem
from samverka.stages.organisations.models import Mandate, Membership, Organisation


def problems_before_ending_membership(membership: Membership, *, last_day: date) -> list[Problem]:
    """Return why the membership cannot end after `last_day`, and warn when nobody coordinates after that."""
    return [*_problems_with_last_day(membership, last_day), *_problems_with_coordination(membership, last_day)]


def problems_before_ending_mandate(mandate: Mandate, *, last_day: date) -> list[Problem]:
    """Return why the mandate cannot end after `last_day`."""
    return _problems_with_last_day(mandate, last_day)


def problems_before_giving_mandate(
    person: Any, organisation: Organisation, *, on: date, until: date | None
) -> list[Problem]:
    """Return why `person` cannot sign for the organisation from `on` to `until`."""
    problems = []
    if not Membership.objects.held_on(on).filter(user=person, organisation=organisation).exists():
        problems.append(
            Problem(_("Only somebody who belongs to the organisation can sign for it. Add the person first."))
        )
    if until and until < on:
        problems.append(Problem(_("The last day has already passed. Choose a later one."), where="until"))
    return problems


def _problems_with_last_day(held: Membership | Mandate, last_day: date) -> list[Problem]:
    # The day before the first one is allowed: it undoes what began today.
    if last_day < held.starts_on - timedelta(days=1):
        return [Problem(_("It began later than that. Choose a later day."), where="last_day")]
    return []


def _problems_with_coordination(membership: Membership, last_day: date) -> list[Problem]:
    if membership.kind != Membership.Kind.COORDINATOR:
        return []
    others = Membership.objects.held_on(last_day + timedelta(days=1)).exclude(pk=membership.pk)
    others = others.filter(organisation=membership.organisation_id, kind=membership.kind)
    if others.exists():
        return []
    return [Problem(_("Nobody coordinates for the organisation after that. Add somebody who does."), is_warning=True)]
