from datetime import timedelta

import pytest

from samverka.ground.accounts.models import User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.stages.organisations.actions import (
    add_member,
    add_organisation_name,
    edit_organisation,
    end_mandate,
    end_membership,
    give_mandate,
    invite_member,
    register_organisation,
    rename_organisation,
    send_member_invitation,
)
from samverka.stages.organisations.models import Mandate, Membership, Organisation
from samverka.stages.organisations.permissions import can_sign_for_organisation
from samverka.stages.organisations.queries import named
from samverka.stages.organisations.rules import problems_before_ending_membership

COLLEAGUE = {"email": "kim@exempelby.example", "name": "Kim Åberg", "language": "sv", "title": "Planner"}
KIND = Membership.Kind


def letters():
    return list(Message.objects.values_list("address", "subject"))


def test_a_coordinator_brings_in_a_colleague_without_the_office(cast, at):
    membership = invite_member(cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at, **COLLEAGUE)
    assert (membership.user.name, membership.title, membership.user.is_active) == ("Kim Åberg", "Planner", False)
    assert [address for address, _subject in letters()] == ["kim@exempelby.example"]
    assert Event.objects.about(membership.user)[0].by == cast.ingrid


def test_invite_member_twice_makes_one_person_one_membership_and_one_letter(cast, at):
    for _time in range(2):
        invite_member(cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at, **COLLEAGUE)
    assert User.objects.filter(email="kim@exempelby.example").count() == 1
    assert Membership.objects.filter(organisation=cast.exempelby, kind=KIND.OFFICIAL).count() == 1
    assert len(letters()) == 1


def test_invite_member_who_has_an_account_keeps_it_and_tells_the_person(cast, at):
    given = {**COLLEAGUE, "email": cast.eva.email, "name": "Wrong name"}
    membership = invite_member(cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at, **given)
    assert User.objects.get(pk=cast.eva.pk).name == "Eva Nordin"
    assert membership.user == cast.eva
    assert [address for address, _subject in letters()] == [cast.eva.email]


@pytest.mark.parametrize("who", ["nils", "thato", "stranger", "eva", "farid", "rolf"])
def test_only_own_coordinators_and_the_office_bring_people_in(cast, at, who):
    by, own = getattr(cast, who), Membership.objects.get(user=cast.nils)
    with pytest.raises(NotAllowed):
        invite_member(cast.exempelby, KIND.OFFICIAL, by=by, at=at, **COLLEAGUE)
    with pytest.raises(NotAllowed):
        end_membership(own, last_day=at.date(), by=by, at=at)
    with pytest.raises(NotAllowed):
        send_member_invitation(own, by=by, at=at)
    assert not User.objects.filter(email="kim@exempelby.example").exists()


def test_a_coordinator_cannot_give_a_mandate_not_even_while_inviting(cast, at):
    with pytest.raises(NotAllowed):
        invite_member(cast.exempelby, KIND.POLITICIAN, rests_on="§ 12", by=cast.ingrid, at=at, **COLLEAGUE)
    with pytest.raises(NotAllowed):
        end_mandate(Mandate.objects.get(user=cast.nils), last_day=at.date(), by=cast.ingrid, at=at)
    assert not User.objects.filter(email="kim@exempelby.example").exists()


def test_the_office_invites_with_a_mandate(cast, at):
    membership = invite_member(cast.exempelby, KIND.POLITICIAN, rests_on="§ 12", by=cast.sara, at=at, **COLLEAGUE)
    assert can_sign_for_organisation(membership.user, cast.exempelby.pk)


def test_send_member_invitation_is_for_those_who_have_not_come_in(cast, at):
    membership = invite_member(cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at, **COLLEAGUE)
    send_member_invitation(membership, by=cast.ingrid, at=at + timedelta(hours=1))
    assert len(letters()) == 2
    with pytest.raises(Refused, match="already log in"):
        send_member_invitation(Membership.objects.get(user=cast.nils), by=cast.ingrid, at=at)


def test_end_membership_ends_the_mandate_with_the_last_one(cast, at):
    politician = Membership.objects.get(user=cast.nils)
    second = add_member(cast.nils, cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at)
    end_membership(second, last_day=at.date(), by=cast.ingrid, at=at)
    assert can_sign_for_organisation(cast.nils, cast.exempelby.pk)

    end_membership(politician, last_day=at.date(), by=cast.ingrid, at=at)

    assert not can_sign_for_organisation(cast.nils, cast.exempelby.pk)
    said = [event.what for event in Event.objects.about(cast.exempelby)][:2]
    assert said == ["Mandate ended", "Membership ended"]


def test_a_membership_that_ended_can_begin_again_on_the_same_day(cast, at):
    membership = add_member(cast.nils, cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at)
    end_membership(membership, last_day=at.date() - timedelta(days=1), by=cast.ingrid, at=at)
    assert add_member(cast.nils, cast.exempelby, KIND.OFFICIAL, by=cast.ingrid, at=at) == membership
    assert Membership.objects.get(pk=membership.pk).ends_on is None


def test_ending_the_last_coordinator_is_warned_of_and_allowed(cast, at):
    own = Membership.objects.get(user=cast.ingrid)
    assert [problem.is_warning for problem in problems_before_ending_membership(own, last_day=at.date())] == [True]
    end_membership(own, last_day=at.date(), by=cast.sara, at=at)
    with pytest.raises(Refused):
        end_membership(own, last_day=at.date() - timedelta(days=9), by=cast.sara, at=at)


def test_give_mandate_twice_gives_it_once_and_only_to_members(cast, at):
    for _time in range(2):
        give_mandate(cast.ingrid, cast.exempelby, rests_on="§ 12", by=cast.sara, at=at)
    assert Mandate.objects.filter(user=cast.ingrid).count() == 1
    assert [address for address, _subject in letters()] == [cast.ingrid.email]
    with pytest.raises(Refused, match="belongs to the organisation"):
        give_mandate(cast.thato, cast.exempelby, rests_on="§ 12", by=cast.sara, at=at)
    with pytest.raises(Refused, match="already passed"):
        give_mandate(cast.ingrid, cast.exempelby, rests_on="§ 13", until=at.date() - timedelta(1), by=cast.sara, at=at)


def again(organisation):
    """Return the same facts as a new record, as a second sending of the form would bring."""
    kept = {name: getattr(organisation, name) for name in ("name_sv", "name_en", "type", "country")}
    return Organisation(**kept)


def test_register_organisation_twice_makes_one(cast, at):
    before = Organisation.objects.count()
    assert register_organisation(again(cast.exempelby), [], by=cast.sara, at=at) == cast.exempelby
    assert Organisation.objects.count() == before

    other = again(cast.exempelby)
    other.type = cast.sekao.type
    assert register_organisation(other, [], by=cast.sara, at=at).slug == "exempelby-municipality-se"


def test_rename_organisation_is_found_by_both_names(cast, at):
    day = at.date()
    rename_organisation(
        cast.exempelby, name_sv="Nyby kommun", name_en="Nyby Municipality", valid_from=day, by=cast.sara, at=at
    )
    assert named("exempelby kommun") == named("NYBY KOMMUN") == [cast.exempelby]
    names = {name.text: (name.kind, name.valid_from, name.valid_until) for name in cast.exempelby.names.all()}
    assert names["Exempelby kommun"] == ("former", None, day - timedelta(days=1))
    assert names["Nyby kommun"] == ("official", day, None)
    assert cast.exempelby.slug == "exempelby-municipality"


def test_add_organisation_name_once(cast, at):
    for _time in range(2):
        add_organisation_name(cast.sekao, text="Sekáo", kind="misspelling", by=cast.sara, at=at)
    assert cast.sekao.names.filter(text="Sekáo").count() == 1
    assert Event.objects.about(cast.sekao).filter(what="Name added").count() == 1
    assert named("sekáo") == [cast.sekao]


@pytest.mark.parametrize("who", ["ingrid", "farid", "rolf", "stranger"])
def test_organisations_are_kept_by_officers_and_head(cast, at, who):
    by = getattr(cast, who)
    for act in (
        lambda: register_organisation(again(cast.sekao), [], by=by, at=at),
        lambda: edit_organisation(cast.exempelby, code="1", by=by, at=at),
        lambda: add_organisation_name(cast.exempelby, text="X", kind="alias", by=by, at=at),
        lambda: rename_organisation(cast.exempelby, name_sv="X", name_en="X", valid_from=at.date(), by=by, at=at),
        lambda: give_mandate(cast.ingrid, cast.exempelby, rests_on="X", by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
