import pytest

from samverka.ground.accounts.models import User
from samverka.stages.decisions import permissions
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.actions import add_member
from tests.factories import assessments, decisions

EVERYBODY = ["ingrid", "nils", "thato", "sara", "peter", "helena", "farid", "eva", "maja", "rolf", "stranger"]
OFFICE = {"sara", "peter", "helena", "farid", "maja", "rolf"}
PARTIES = {"ingrid", "nils", "thato"}


def those_who(cast, may):
    return {who for who in EVERYBODY if may(getattr(cast, who))}


def test_officers_and_head_prepare(cast, at):
    application = assessments.scored(cast, at)
    found = those_who(cast, lambda user: permissions.can_prepare_decision(user, application))
    assert found == {"sara", "peter", "helena"}


def test_who_prepared_does_not_check(cast, at):
    decision = decisions.prepared(cast, at)
    assert those_who(cast, lambda user: permissions.can_check_decision(user, decision)) == {"peter", "helena"}


def test_only_the_head_announces(cast, at):
    decision = decisions.checked(cast, at)
    assert those_who(cast, lambda user: permissions.can_announce_decision(user, decision)) == {"helena"}
    call = decision.application.call
    assert those_who(cast, lambda user: permissions.can_announce_decisions(user, call)) == {"helena"}


@pytest.mark.parametrize("builder", [decisions.prepared, decisions.checked])
def test_parties_see_nothing_of_a_decision_before_it_is_announced(cast, at, builder):
    decision = builder(cast, at)
    assert those_who(cast, lambda user: permissions.can_read_decision(user, decision)) == set()
    seen = those_who(cast, lambda user: Decision.objects.visible_to(user).filter(pk=decision.pk).exists())
    assert seen == OFFICE


def test_parties_read_an_announced_decision_and_nobody_else_outside_does(cast, at):
    decision = decisions.announced(cast, at)
    assert those_who(cast, lambda user: permissions.can_read_decision(user, decision)) == PARTIES
    seen = those_who(cast, lambda user: Decision.objects.visible_to(user).filter(pk=decision.pk).exists())
    assert seen == OFFICE | PARTIES


def test_a_head_who_belongs_to_a_party_keeps_out(cast, at):
    decision = decisions.checked(cast, at)
    add_member(cast.helena, cast.exempelby, "politician", by=None, at=at)
    helena = User.objects.get(pk=cast.helena.pk)

    assert not permissions.can_see_decision(helena, decision)
    assert not permissions.can_announce_decision(helena, decision)
    assert not permissions.can_check_decision(helena, decision)
