from datetime import timedelta

import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.documents.models import Document
from samverka.ground.outbox.models import Message
from samverka.stages.applications.actions import return_application, withdraw_application
from samverka.stages.assessments.actions import check_eligibility
from samverka.stages.decisions.actions import (
    announce_decision,
    announce_decisions,
    change_decision,
    check_decision,
    prepare_decision,
    send_back_decision,
)
from samverka.stages.decisions.models import Decision, Letter
from samverka.stages.decisions.rules import usual_report_days
from samverka.stages.decisions.states import State
from tests.factories import assessments, calls, decisions


def stored(decision):
    return Decision.objects.get(pk=decision.pk)


# --- Preparing -------------------------------------------------------------------------------------------------------


def test_preparing_keeps_what_was_proposed_and_tells_nobody(cast, at):
    application = assessments.scored(cast, at)
    before = Message.objects.count()
    decision = decisions.prepared(cast, at, application)

    decision = stored(decision)
    assert (decision.state, decision.outcome, decision.amount) == (State.PREPARED, "approved", 300_000_00)
    assert (decision.currency, decision.prepared_by) == ("SEK", cast.sara)
    assert decision.submission == application.submissions.get()
    assert {row.year: row.due_on for row in decision.report_dates.all()} == usual_report_days(application)
    assert Message.objects.count() == before
    assert not Event.objects.about(application).filter(what__contains="ecision").exists()


def test_preparing_twice_makes_one_decision(cast, at):
    application = assessments.scored(cast, at)
    proposal = decisions.grant_of(application)
    first = prepare_decision(application, proposal, by=cast.sara, at=at)
    again = prepare_decision(application, proposal, by=cast.sara, at=at + timedelta(seconds=1))

    assert again == first
    assert Event.objects.about(first).count() == 1
    with pytest.raises(Refused, match="Sara Lind"):
        prepare_decision(application, decisions.rejection(), by=cast.peter, at=at)
    assert stored(first).outcome == "approved"


@pytest.mark.parametrize("who", ["farid", "maja", "rolf", "eva", "ingrid", "stranger"])
def test_preparing_is_for_officers_and_head_only(cast, at, who):
    application = assessments.scored(cast, at)
    with pytest.raises(NotAllowed):
        prepare_decision(application, decisions.grant_of(application), by=getattr(cast, who), at=at)


def test_money_that_is_spoken_for_is_not_given_out_twice(cast, at):
    call = calls.open_call(cast, at, budget_amount=500_000_00)
    decisions.prepared(cast, at, call=call)
    other = assessments.scored(cast, at, call=call)
    with pytest.raises(Refused, match="200"):
        prepare_decision(other, decisions.grant_of(other), by=cast.sara, at=at)
    assert Decision.objects.count() == 1


# --- Changing, checking, sending back --------------------------------------------------------------------------------


def test_whoever_changes_it_has_prepared_it(cast, at):
    decision = decisions.prepared(cast, at)
    later = at + timedelta(hours=1)
    proposal = decisions.grant_of(decision.application, 250_000_00)
    change_decision(decision, proposal, seen_at=at, by=cast.peter, at=later)

    assert (stored(decision).amount, stored(decision).prepared_by) == (250_000_00, cast.peter)
    with pytest.raises(NotAllowed):
        check_decision(stored(decision), by=cast.peter, at=later)
    check_decision(stored(decision), by=cast.sara, at=later)


def test_its_own_money_does_not_stand_in_the_way_of_a_change(cast, at):
    call = calls.open_call(cast, at, budget_amount=300_000_00)
    decision = decisions.prepared(cast, at, call=call)
    change_decision(decision, decisions.grant_of(decision.application, 299_000_00), seen_at=at, by=cast.sara, at=at)
    assert stored(decision).amount == 299_000_00


def test_a_change_over_a_change_by_somebody_else_is_refused(cast, at):
    decision = decisions.prepared(cast, at)
    peters, saras = stored(decision), stored(decision)
    later = at + timedelta(minutes=1)
    change_decision(peters, decisions.grant_of(peters.application, 200_000_00), seen_at=at, by=cast.peter, at=later)

    with pytest.raises(LostRace):
        change_decision(saras, decisions.grant_of(saras.application, 100_000_00), seen_at=at, by=cast.sara, at=later)
    assert stored(decision).amount == 200_000_00


def test_what_was_changed_meanwhile_is_not_checked_unread(cast, at):
    decision = decisions.prepared(cast, at)
    later = at + timedelta(minutes=1)
    change_decision(
        stored(decision), decisions.grant_of(decision.application, 299_000_00), seen_at=at, by=cast.sara, at=later
    )
    with pytest.raises(LostRace):
        check_decision(stored(decision), seen_at=at, by=cast.peter, at=later)
    assert stored(decision).state == State.PREPARED


def test_nobody_checks_what_is_ones_own(cast, at):
    decision = decisions.prepared(cast, at)
    with pytest.raises(NotAllowed):
        check_decision(decision, by=cast.sara, at=at)


def test_checking_twice_is_one_check(cast, at):
    decision = decisions.checked(cast, at)
    check_decision(decision, by=cast.peter, at=at)
    assert [event.what for event in Event.objects.about(decision)] == ["Decision checked", "Decision prepared"]
    with pytest.raises(Refused):
        check_decision(decision, by=cast.helena, at=at)


def test_a_checked_decision_is_not_changed(cast, at):
    decision = decisions.checked(cast, at)
    with pytest.raises(Refused):
        change_decision(decision, decisions.rejection(), seen_at=at, by=cast.sara, at=at)


def test_sending_back_asks_the_one_who_prepared_it(cast, at):
    decision = decisions.checked(cast, at)
    send_back_decision(decision, reason="The amount is too high.", by=cast.helena, at=at)

    assert (stored(decision).state, stored(decision).checked_by) == (State.PREPARED, None)
    assert "The amount is too high." in Message.objects.filter(recipient=cast.sara).first().body
    send_back_decision(stored(decision), reason="Still.", by=cast.helena, at=at)
    assert stored(decision).state == State.PREPARED


def test_the_rules_are_held_against_the_decision_again_when_it_is_checked(cast, at):
    decision = decisions.prepared(cast, at)
    check_eligibility(decision.application, is_eligible=False, findings="A company.", by=cast.sara, at=at)
    with pytest.raises(Refused):
        check_decision(stored(decision), by=cast.peter, at=at)


# --- Announcing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parties", [2, 3])
def test_announcing_keeps_a_letter_for_each_party_and_writes_to_everybody_at_once(cast, at, parties):
    decision = decisions.announced(cast, at, parties=parties)

    organisations = [cast.exempelby, cast.sekao, cast.mfano][:parties]
    assert [(letter.organisation, letter.language) for letter in decision.letters.all()] == list(
        zip(organisations, ["sv", "en", "en"], strict=False)
    )
    people = [cast.ingrid, cast.nils, cast.thato, cast.lorato, cast.amina, cast.joseph][: 2 * parties]
    told = Message.objects.filter(body__contains="/decision/").exclude(body__contains="/office/")
    assert sorted(message.recipient.name for message in told) == sorted(person.name for person in people)
    assert {(message.recipient.language, message.language) for message in told} == {("sv", "sv"), ("en", "en")}
    assert {message.written_at for message in told} == {at}
    decision.application.refresh_from_db()
    assert decision.application.settled_at == at


def test_announcing_twice_writes_once(cast, at):
    decision = decisions.checked(cast, at)
    announce_decision(decision, by=cast.helena, at=at)
    messages, letters = Message.objects.count(), Letter.objects.count()

    again = announce_decision(stored(decision), by=cast.helena, at=at + timedelta(minutes=1))

    assert again.announced_at == at
    assert (Message.objects.count(), Letter.objects.count()) == (messages, letters)
    stale = stored(decision)
    stale.state = State.CHECKED
    announce_decision(stale, by=cast.helena, at=at)
    assert Letter.objects.count() == letters


@pytest.mark.parametrize("who", ["sara", "peter", "farid", "maja", "rolf", "ingrid", "eva"])
def test_only_the_head_announces(cast, at, who):
    decision = decisions.checked(cast, at)
    with pytest.raises(NotAllowed):
        announce_decision(decision, by=getattr(cast, who), at=at)
    with pytest.raises(NotAllowed):
        announce_decisions(decision.application.call, by=getattr(cast, who), at=at)


def test_what_was_not_checked_is_not_announced(cast, at):
    decision = decisions.prepared(cast, at)
    with pytest.raises(Refused, match="second person"):
        announce_decision(decision, by=cast.helena, at=at)
    assert not Document.objects.exists()
    with pytest.raises(Refused):
        announce_decisions(decision.application.call, by=cast.helena, at=at)


@pytest.mark.parametrize("what", ["withdrawn", "returned"])
def test_what_is_no_longer_with_the_office_is_not_announced(cast, at, what):
    decision = decisions.checked(cast, at)
    if what == "withdrawn":
        withdraw_application(decision.application, by=cast.ingrid, at=at)
    else:
        later = at + timedelta(days=7)
        return_application(decision.application, reason="The team.", due_at=later, by=cast.sara, at=at)

    with pytest.raises(Refused):
        announce_decision(stored(decision), by=cast.helena, at=at)
    assert stored(decision).state == State.CHECKED


def test_all_checked_decisions_of_a_call_are_announced_together(cast, at):
    call = calls.open_call(cast, at)
    grant = decisions.checked(cast, at, call=call)
    no_grant = decisions.checked(cast, at, proposal=decisions.rejection(), call=call)
    waiting = decisions.prepared(cast, at, call=call)

    announced = announce_decisions(call, by=cast.helena, at=at)

    assert {decision.pk for decision in announced} == {grant.pk, no_grant.pk}
    assert stored(waiting).state == State.PREPARED
    assert Letter.objects.count() == 4
    assert {one.pk for one in announce_decisions(call, by=cast.helena, at=at)} == {grant.pk, no_grant.pk}
    assert Letter.objects.count() == 4


def test_when_one_cannot_be_announced_none_is(cast, at):
    call = calls.open_call(cast, at)
    good, bad = decisions.checked(cast, at, call=call), decisions.checked(cast, at, call=call)
    Decision.objects.filter(pk=bad.pk).update(reasons_en="")

    with pytest.raises(Refused, match=bad.application.reference):
        announce_decisions(call, by=cast.helena, at=at)
    assert stored(good).state == stored(bad).state == State.CHECKED
    assert not Letter.objects.exists()
    assert not Message.objects.filter(body__contains="/decision/").exists()


def test_the_same_words_reach_nobody_outside_the_parties(cast, at):
    decisions.announced(cast, at)
    outsiders = [cast.amina, cast.joseph, cast.stranger, cast.eva, cast.farid]
    assert not Message.objects.filter(recipient__in=outsiders, body__contains="/decision/").exists()
