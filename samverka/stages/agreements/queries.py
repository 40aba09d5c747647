"""Reads over agreements: which grants have none yet, who is asked to sign, for whom a person can sign."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from samverka.ground.accounts.models import Role, User
from samverka.ground.programme.models import Programme
from samverka.stages.agreements.models import Agreement
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State as DecisionState
from samverka.stages.organisations.models import Mandate, Membership, Organisation


def decisions_without_agreement(user: Any) -> QuerySet[Decision]:
    """Return the announced grants that `user` may see and that have no agreement yet, the oldest first."""
    grants = Decision.objects.visible_to(user).filter(
        state=DecisionState.ANNOUNCED, outcome=Decision.Outcome.APPROVED, agreement=None
    )
    return grants.select_related("application__call__programme").order_by("announced_at")


def people_in_office(programme: Programme, *kinds: str, on: date) -> list[User]:
    """Return the people who hold one of the roles `kinds` in the programme on `on`, each once."""
    roles = Role.objects.held_on(on).filter(programme=programme, kind__in=kinds, user__is_active=True)
    return list({role.user_id: role.user for role in roles.select_related("user")}.values())


def people_who_sign(agreement: Agreement, *, on: date) -> list[User]:
    """Return those with a mandate and the coordinators of each party, and the head of programme, each once."""
    mandates = Mandate.objects.held_on(on).filter(organisation__in=agreement.parties, user__is_active=True)
    members = Membership.objects.held_on(on).filter(
        organisation__in=agreement.parties, kind=Membership.Kind.COORDINATOR, user__is_active=True
    )
    heads = people_in_office(agreement.decision.application.call.programme, Role.Kind.HEAD, on=on)
    people = [row.user for rows in (mandates, members) for row in rows.select_related("user")]
    return list({person.pk: person for person in [*people, *heads]}.values())


def parties_signed_for_by(user: Any, agreement: Agreement, *, on: date) -> list[Organisation]:
    """Return the parties for which `user` holds a mandate on `on`, whether they have signed or not."""
    held = set(Mandate.objects.held_on(on).filter(user=user).values_list("organisation_id", flat=True))
    return [party for party in agreement.parties if party.pk in held]


def with_all_parts(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return the agreements with all that their pages read, in a fixed number of queries."""
    return agreements.select_related(
        "decision__application__call__programme__owner", "document", "drafted_by"
    ).prefetch_related("decision__application__partners__organisation", "signatures__signed_by")
