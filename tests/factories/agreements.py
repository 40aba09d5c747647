"""Agreements, made by the real actions."""

from samverka.stages.agreements.actions import draft_agreement, offer_agreement
from tests.factories import decisions
from tests.factories.remembered import remembered


@remembered
def drafted(cast, at, decision=None, language="en", **facts):
    """Return the agreement that Sara drafted on an announced grant."""
    decision = decision or decisions.announced(cast, at, **facts)
    return draft_agreement(decision, language=language, by=cast.sara, at=at)


@remembered
def offered(cast, at, decision=None, **facts):
    """Return an agreement that is out for signature."""
    return offer_agreement(drafted(cast, at, decision, **facts), by=cast.sara, at=at)


def signers(cast, agreement):
    """Return who signs for whom: (person, organisation), the owner's last and as None."""
    people = {cast.exempelby.pk: cast.nils, cast.sekao.pk: cast.lorato, cast.mfano.pk: cast.joseph}
    return [*((people[party.pk], party) for party in agreement.parties), (cast.helena, None)]
