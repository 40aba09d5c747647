"""Who may do what with an application. All parties are equal; only signing needs a mandate."""

from typing import Any

from django.utils.timezone import localdate

from samverka.ground.accounts.models import Role
from samverka.stages.applications.models import Application
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Mandate, Membership, organisations_of

RETURNERS = (Role.Kind.OFFICER, Role.Kind.HEAD)


def coordinated_by(user: Any) -> list[int]:
    """Return the numbers of the organisations that `user` is coordinator of today."""
    return organisations_of(user, Membership.Kind.COORDINATOR)


def signed_for_by(user: Any) -> list[int]:
    """Return the numbers of the organisations that `user` signs for today; read once for each page."""
    if not hasattr(user, "_mandate_numbers"):
        held = Mandate.objects.held_on(localdate()).filter(user=user)
        user._mandate_numbers = list(held.values_list("organisation_id", flat=True))
    return list(user._mandate_numbers)


def can_start_application(user: Any, call: Call | None = None) -> bool:
    """Coordinators start applications for their organisation, in any call that they see."""
    return bool(coordinated_by(user))


def can_see_applications(user: Any) -> bool:
    """Everybody who belongs to an organisation, or works in the office, has a list of applications."""
    return bool(user.is_in_office or organisations_of(user))


def can_see_application(user: Any, application: Application) -> bool:
    """Everybody in a party sees it; the office of the programme sees it once it has been submitted."""
    if set(organisations_of(user)) & _parties(application):
        return True
    in_office = user.is_in_office and any(role.programme_id == application.call.programme_id for role in user.roles)
    return bool(in_office and application.first_submitted_at)


def can_read_application(user: Any, application: Application) -> bool:
    """Everybody in a party follows it in the portal."""
    return bool(set(organisations_of(user)) & _parties(application))


def can_edit_application(user: Any, application: Application) -> bool:
    """The coordinators of all parties write it together."""
    return bool(set(coordinated_by(user)) & _parties(application))


def can_sign_application(user: Any, application: Application) -> bool:
    """Those with a mandate from one of the parties sign, whether or not they write."""
    return bool(set(signed_for_by(user)) & _parties(application))


def can_submit_application(user: Any, application: Application) -> bool:
    """The coordinator of any party sends it in."""
    return can_edit_application(user, application)


def can_withdraw_application(user: Any, application: Application) -> bool:
    """The coordinator of any party can withdraw it."""
    return can_edit_application(user, application)


def can_return_application(user: Any, application: Application) -> bool:
    """Programme officers and the head of the programme ask for completion."""
    return bool(user.has_role(*RETURNERS, programme=application.call.programme_id))


def _parties(application: Application) -> set[int]:
    return {partner.organisation_id for partner in application.partners.all()}
