"""Who may do what with a case."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.organisations.models import organisations_of
from samverka.stages.projects.models import Case

PUBLISHERS = (Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR)


def can_see_cases(user: Any) -> bool:
    """Everybody in the office sees the cases of its programmes."""
    return bool(user.is_in_office)


def can_see_case(user: Any, case: Case) -> bool:
    """Whoever a case is visible to may read it."""
    return True


def can_publish_case(user: Any, case: Case) -> bool:
    """Programme officers, the head and the editor decide what the public sees of a case."""
    return bool(user.has_role(*PUBLISHERS, programme=case.programme_id))


def can_withdraw_case(user: Any, case: Case) -> bool:
    """Programme officers and the head withdraw a case: they answer for the sentence that stands in its place."""
    return bool(user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD, programme=case.programme_id))


def can_edit_case_texts(user: Any, case: Case) -> bool:
    """Those who publish a case also mend its public texts."""
    return can_publish_case(user, case)


def is_in_case(user: Any, case: Case) -> bool:
    """Tell whether the person belongs to one of the parties today."""
    return not {party.pk for party in case.organisations}.isdisjoint(organisations_of(user))


def is_in_payee(user: Any, case: Case) -> bool:
    """Tell whether the person belongs today to the party that has the grant."""
    return bool(case.organisations) and case.payee.pk in organisations_of(user)
