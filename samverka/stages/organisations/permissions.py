"""Who may act for an organisation."""

from typing import Any

from django.utils import timezone

from samverka.ground.accounts.models import Role
from samverka.stages.organisations.models import Mandate, Membership, Organisation, organisations_of


def is_member(user: Any, organisation_number: int) -> bool:
    """Tell whether `user` belongs to the organisation today."""
    return organisation_number in organisations_of(user)


def can_sign_for_organisation(user: Any, organisation_number: int) -> bool:
    """A person with a mandate in force today signs for the organisation."""
    return Mandate.objects.held_on(timezone.localdate()).filter(user=user, organisation=organisation_number).exists()


def can_see_organisations(user: Any) -> bool:
    """Everybody in the office sees all organisations."""
    return bool(user.is_in_office)


def can_see_organisation(user: Any, organisation: Organisation) -> bool:
    """The office sees every organisation, others those they belong to."""
    return bool(user.is_in_office) or is_member(user, organisation.pk)


def can_register_organisation(user: Any) -> bool:
    """Programme officers and the head of a programme register organisations."""
    return bool(user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD))


def can_edit_organisation(user: Any, organisation: Organisation) -> bool:
    """Those who register organisations keep their names and facts."""
    return can_register_organisation(user)


def can_give_mandate(user: Any, organisation: Organisation) -> bool:
    """The office says who may sign, because it has seen the decision that the mandate rests on."""
    return bool(user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD))


def can_place_person(user: Any, person: Any) -> bool:
    """Programme officers and the head say where a person belongs, and for whom the person signs."""
    return bool(user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD))


def can_edit_members(user: Any, organisation: Organisation) -> bool:
    """The office and the organisation's own coordinators say who belongs to it."""
    if user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD):
        return True
    return organisation.pk in organisations_of(user, Membership.Kind.COORDINATOR)
