from datetime import timedelta
from uuid import uuid4

import pytest

from samverka.ground.accounts.actions import give_role
from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.programme.models import Programme
from samverka.ground.programme.rules import problems_before_using_rule_set
from samverka.stages.calls.actions import cancel_call, edit_call, extend_call, make_call, open_call
from samverka.stages.calls.models import Call
from samverka.stages.calls.rules import problems_before_opening
from samverka.stages.calls.states import State
from tests.factories import calls


def test_open_call_makes_it_public_and_freezes_its_rules(cast, at):
    call = calls.drafted_call(cast, at)
    assert not Call.objects.public().exists()

    open_call(call, by=cast.helena, at=at)

    assert list(Call.objects.public()) == [call]
    cast.rule_set.refresh_from_db()
    assert cast.rule_set.is_frozen
    assert [event.what for event in Event.objects.about(call)] == ["Call opened", "Call drafted"]


def test_make_call_twice_with_one_key_makes_one_call(cast, at):
    key = uuid4()
    first = calls.drafted_call(cast, at)
    Call.objects.filter(pk=first.pk).update(key=key)

    again = make_call(cast.rule_set, key=key, by=cast.sara, at=at, title_en="Other")

    assert again == first
    assert Call.objects.count() == 1


def test_open_call_is_refused_with_every_reason_at_once(cast, at):
    cast.rule_set.criteria.all().delete()
    call = calls.drafted_call(cast, at, summary_sv="", closes_at=at - timedelta(days=1), budget_amount=0)

    with pytest.raises(Refused) as refused:
        open_call(call, by=cast.sara, at=at)

    assert {problem.where for problem in refused.value.problems} == {"texts", "closes_at", "budget_amount", "rule_set"}
    call.refresh_from_db()
    assert call.state == State.DRAFT


def test_a_call_says_of_its_rules_what_the_page_of_the_rules_says(cast, at):
    call = calls.drafted_call(cast, at)
    for rows in (cast.rule_set.criteria, cast.rule_set.limits):
        rows.all().delete()
    cast.rule_set.countries.clear()
    lacking = problems_before_using_rule_set(cast.rule_set)
    found = [one for one in problems_before_opening(call, at=at) if one.where == "rule_set"]
    assert [str(one) for one in found] == [str(one) for one in lacking]
    assert len(found) == 3


@pytest.mark.parametrize("who", ["ingrid", "farid", "maja", "eva", "rolf"])
def test_open_call_is_for_officers_and_head_only(cast, at, who):
    call = calls.drafted_call(cast, at)
    with pytest.raises(NotAllowed):
        open_call(call, by=getattr(cast, who), at=at)


def test_edit_call_is_refused_once_it_is_public(cast, at):
    call = calls.open_call(cast, at)
    with pytest.raises(Refused):
        edit_call(call, title_en="New", by=cast.sara, at=at)


def test_extend_call_only_moves_the_last_day_forward(cast, at):
    call = calls.open_call(cast, at)
    with pytest.raises(Refused):
        extend_call(call, closes_at=call.closes_at - timedelta(days=1), reason="Mistake", by=cast.sara, at=at)

    later = call.closes_at + timedelta(days=7)
    extend_call(call, closes_at=later, reason="The storm", by=cast.sara, at=at)

    call.refresh_from_db()
    assert call.closes_at == later
    assert Event.objects.about(call)[0].details["reason"] == "The storm"


def test_cancel_call_keeps_its_page(cast, at):
    call = calls.open_call(cast, at)
    cancel_call(call, reason="No money", by=cast.helena, at=at)
    assert list(Call.objects.public()) == [call]
    assert not Call.objects.open_at(at).exists()


def test_two_people_who_open_at_the_same_moment_open_it_once(cast, at):
    call = calls.drafted_call(cast, at)
    stale = Call.objects.get(pk=call.pk)
    open_call(call, by=cast.sara, at=at)

    with pytest.raises(Refused):
        open_call(stale, by=cast.helena, at=at)

    assert Event.objects.filter(what="Call opened").count() == 1


def test_an_assessor_of_another_programme_sees_nothing_of_its_office(cast, at):
    call = calls.drafted_call(cast, at)
    elsewhere = Programme.objects.get(pk=cast.programme.pk)
    elsewhere.pk, elsewhere.slug, elsewhere.reference_prefix = None, "elsewhere", "ELSE"
    elsewhere.save()
    person = User.objects.create_user("both@example.example", name="Both")
    give_role(person, Role.Kind.OFFICER, elsewhere, by=None, at=at)
    give_role(person, Role.Kind.ASSESSOR, cast.programme, by=None, at=at)

    assert person.is_in_office
    assert call not in Call.objects.visible_to(person)
    assert call in Call.objects.visible_to(cast.sara)
