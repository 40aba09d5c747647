"""When a person can be invited again, and when a role may end."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role, User
from samverka.ground.common.refusals import Problem


def problems_before_inviting_again(person: User) -> list[Problem]:
    """Return why `person` gets no new link: somebody who can log in needs none, and chooses a new password instead."""
    if person.is_active:
        return [Problem(_("This person can already log in. A forgotten password is replaced on the log-in page."))]
    return []


def problems_before_ending_role(role: Role, *, last_day: date) -> Iterator[Problem]:
    """Yield why the role cannot end after `last_day`: it began later, or the programme would be left without a head."""
    if last_day < role.starts_on - timedelta(days=1):
        yield Problem(_("The role began later than that. Choose a later day."), where="last_day")
    if role.kind == Role.Kind.HEAD:
        others = Role.objects.filter(programme=role.programme_id, kind=role.kind, user__is_active=True)
        if not others.exclude(pk=role.pk).held_on(last_day + timedelta(days=1)).exists():
            yield Problem(_("A programme needs a head. Give the role to somebody else first."))
