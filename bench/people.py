"""The people who are measured with: the cast, and a crowd of which each has organisations and partners of its own."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from samverka.ground.accounts.models import User
from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.organisations.actions import add_member, give_mandate, register_organisation
from samverka.stages.organisations.models import Organisation


def session_of(person: User) -> str:
    """Return the key of a new session in which `person` is logged in."""
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@transaction.atomic
def bring_in_crowd(cast: Any, people: int, at: datetime) -> list[dict[str, Any]]:
    """Make two organisations, a coordinator and two signers for each of so many journeys; return their sessions."""
    home = cast.exempelby.country, cast.exempelby.type
    abroad = cast.sekao.country, cast.sekao.type
    return [_travellers(number, home, abroad, at) for number in range(people)]


def _travellers(number: int, home: Any, abroad: Any, at: datetime) -> dict[str, Any]:
    applicant = _organisation(f"Folkby {number} kommun", f"Folkby {number} Municipality", *home, at)
    partner = _organisation(f"Umati {number} distrikt", f"Umati {number} District", *abroad, at)
    coordinator = _person("Coordinator", number, applicant, "coordinator", at)
    signers = [_person("Mayor", number, one, "politician", at) for one in (applicant, partner)]
    for signer, one in zip(signers, (applicant, partner), strict=True):
        give_mandate(signer, one, rests_on="Council decision (fictional)", by=None, at=at)
    return {
        "partner": partner.slug,
        "names": [applicant.name_en, partner.name_en],
        "coordinator": session_of(coordinator),
        "signers": [session_of(signer) for signer in signers],
    }


def _organisation(
    name_sv: str, name_en: str, country: Country, of_type: OrganisationType, at: datetime
) -> Organisation:
    one = Organisation(name_sv=name_sv, name_en=name_en, country=country, type=of_type, is_fictional=True)
    return register_organisation(one, [], by=None, at=at)


def _person(what: str, number: int, organisation: Organisation, kind: str, at: datetime) -> User:
    email = f"{what}{number}@{organisation.slug}.example"
    person = User.objects.create_user(email, name=f"{what} {number}", language="en", joined_at=at)
    add_member(person, organisation, kind, by=None, at=at)
    return person
