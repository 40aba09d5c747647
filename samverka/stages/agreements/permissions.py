"""Who may do what with an agreement."""

from typing import Any

from samverka.ground.accounts.models import Role
from samverka.stages.agreements.models import Agreement
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.permissions import can_sign_for_organisation

DRAFTERS = (Role.Kind.OFFICER, Role.Kind.HEAD)


def can_see_agreements(user: Any) -> bool:
    """Everybody in the office sees the agreements of its programmes."""
    return bool(user.is_in_office)


def can_see_agreement(user: Any, agreement: Agreement) -> bool:
    """Whoever an agreement is visible to may read it."""
    return True


def can_draft_agreement(user: Any, decision: Decision) -> bool:
    """Programme officers and the head of programme write agreements."""
    return bool(user.has_role(*DRAFTERS, programme=decision.application.call.programme_id))


def can_offer_agreement(user: Any, agreement: Agreement) -> bool:
    """Those who write agreements send them out, and call them back."""
    return can_draft_agreement(user, agreement.decision)


def can_sign_agreement_for(user: Any, agreement: Agreement, organisation: Organisation | None) -> bool:
    """The head of programme signs for the owner; a person with a mandate in force signs for an organisation."""
    if organisation is None:
        return bool(user.has_role(Role.Kind.HEAD, programme=agreement.decision.application.call.programme_id))
    is_party = organisation.pk in {party.pk for party in agreement.parties}
    return is_party and can_sign_for_organisation(user, organisation.pk)


def can_sign_agreement_for_owner(user: Any, agreement: Agreement) -> bool:
    """The head of programme signs for the owner."""
    return can_sign_agreement_for(user, agreement, None)


def can_sign_agreement(user: Any, agreement: Agreement) -> bool:
    """A person with a mandate for any of the parties signs in the portal."""
    return any(can_sign_agreement_for(user, agreement, party) for party in agreement.parties)
