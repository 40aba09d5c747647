from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from samverka.ground.accounts.actions import (
    accept_invitation,
    edit_person,
    end_role,
    give_role,
    invite_person,
    renew_invitation,
    send_invitation,
)
from samverka.ground.accounts.models import Invitation, Role, User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message

PASSWORD = "ett långt lösenord"


@pytest.fixture
def invited(cast, at):
    return invite_person("Ove@Elsewhere.example", "Ove Änglund", "sv", by=cast.sara, at=at)


def links():
    """Return the tokens of the links sent so far, the newest first."""
    return [
        body.split("/accounts/invitation/")[1].split("/")[0] for body in Message.objects.values_list("body", flat=True)
    ]


def test_invited_person_comes_in_once(invited, at):
    token = links()[0]
    assert not User.objects.get(pk=invited.pk).is_active

    accept_invitation(token, password=PASSWORD, name="Ove Ärlig", language="en", at=at)

    person = User.objects.get(pk=invited.pk)
    assert (person.is_active, person.name, person.language, person.joined_at) == (True, "Ove Ärlig", "en", at)
    assert person.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=person).verified
    with pytest.raises(Refused):
        accept_invitation(token, password="something else", name="Thief", language="en", at=at)
    assert User.objects.get(pk=invited.pk).check_password(PASSWORD)


def test_the_letter_is_written_in_the_language_of_the_invited(invited):
    letter = Message.objects.get()
    assert letter.language == "sv"
    assert "16 mars 2026" in letter.body


def test_a_link_that_is_too_old_or_never_was_opens_nothing(invited, at):
    for token, when in ((links()[0], at + timedelta(days=15)), ("guessed", at)):
        with pytest.raises(Refused):
            accept_invitation(token, password=PASSWORD, name="Ove", language="sv", at=when)


def test_invite_person_who_has_an_account_changes_and_sends_nothing(cast, at):
    assert invite_person(" INGRID@exempelby.example ", "Other name", "en", by=cast.sara, at=at) == cast.ingrid
    assert User.objects.get(pk=cast.ingrid.pk).name == "Ingrid Bergsten"
    assert not Message.objects.exists()


@pytest.mark.parametrize("who", ["ingrid", "farid", "maja", "eva", "rolf", "stranger"])
def test_only_officers_and_head_invite(cast, at, who, invited):
    by = getattr(cast, who)
    with pytest.raises(NotAllowed):
        invite_person("new@elsewhere.example", "New", "en", by=by, at=at)
    with pytest.raises(NotAllowed):
        send_invitation(invited, by=by, at=at)


def test_a_fresh_link_ends_the_earlier_one(cast, invited, at):
    later = at + timedelta(hours=1)
    send_invitation(invited, by=cast.helena, at=later)
    new, old = links()
    with pytest.raises(Refused):
        accept_invitation(old, password=PASSWORD, name="Ove", language="sv", at=later)
    accept_invitation(new, password=PASSWORD, name="Ove", language="sv", at=later)
    with pytest.raises(Refused, match="already log in"):
        send_invitation(User.objects.get(pk=invited.pk), by=cast.helena, at=later)


def test_renew_invitation_writes_to_the_address_it_was_for_and_not_too_often(invited, at):
    old, later = links()[0], at + timedelta(days=20)
    renew_invitation(old, at=later)
    renew_invitation(old, at=later + timedelta(minutes=1))
    assert list(Message.objects.values_list("address", flat=True)) == ["ove@elsewhere.example"] * 2
    accept_invitation(links()[0], password=PASSWORD, name="Ove", language="sv", at=later)


def test_renew_invitation_sends_nothing_to_strangers_and_to_those_who_came_in(invited, at):
    token = links()[0]
    accept_invitation(token, password=PASSWORD, name="Ove", language="sv", at=at)
    for one in ("guessed", token):
        renew_invitation(one, at=at + timedelta(days=1))
    assert Message.objects.count() == 1
    assert Invitation.objects.count() == 1


def test_edit_person_is_for_the_person_alone(cast, at):
    edit_person(cast.ingrid, name="Ingrid Åkesson", language="en", by=cast.ingrid, at=at)
    assert list(User.objects.get_queryset().matching("AKESSON")) == [cast.ingrid]
    assert Event.objects.about(cast.ingrid)[0].details["before"] == "Ingrid Bergsten"
    with pytest.raises(NotAllowed):
        edit_person(cast.ingrid, name="X", language="en", by=cast.helena, at=at)


@pytest.mark.parametrize("text", ["öberg", "ÖBERG", "oberg", "nils@", "Nils  Ö"])
def test_people_are_found_whatever_the_case_and_the_accents(cast, text):
    assert cast.nils in User.objects.get_queryset().matching(text)
    assert cast.ingrid not in User.objects.get_queryset().matching(text)


def test_give_role_twice_gives_it_once(cast, at):
    for _time in range(2):
        role = give_role(cast.ingrid, Role.Kind.ASSESSOR, cast.programme, by=cast.helena, at=at)
    assert Event.objects.about(cast.ingrid).filter(what="Role given").count() == 1
    assert User.objects.get(pk=cast.ingrid.pk).roles == [role]


def test_a_role_that_was_ended_can_be_given_again_on_the_same_day(cast, at):
    role = give_role(cast.ingrid, Role.Kind.EDITOR, cast.programme, by=cast.helena, at=at)
    end_role(role, last_day=at.date() - timedelta(days=1), by=cast.helena, at=at)
    assert not User.objects.get(pk=cast.ingrid.pk).has_role(Role.Kind.EDITOR)
    give_role(cast.ingrid, Role.Kind.EDITOR, cast.programme, by=cast.helena, at=at)
    assert User.objects.get(pk=cast.ingrid.pk).has_role(Role.Kind.EDITOR)
    assert [event.what for event in Event.objects.about(cast.ingrid)] == ["Role given", "Role ended", "Role given"]


@pytest.mark.parametrize("who", ["sara", "farid", "rolf", "ingrid"])
def test_only_the_head_says_who_works_for_the_programme(cast, at, who):
    by, role = getattr(cast, who), Role.objects.get(user=cast.peter)
    with pytest.raises(NotAllowed):
        give_role(cast.ingrid, Role.Kind.HEAD, cast.programme, by=by, at=at)
    with pytest.raises(NotAllowed):
        end_role(role, last_day=date(2026, 3, 2), by=by, at=at)


def test_end_role_is_refused_for_the_last_head_and_for_a_day_before_it_began(cast, at):
    head, officer = Role.objects.get(user=cast.helena), Role.objects.get(user=cast.sara)
    with pytest.raises(Refused, match="needs a head"):
        end_role(head, last_day=at.date(), by=cast.helena, at=at)
    with pytest.raises(Refused, match="began later"):
        end_role(officer, last_day=at.date() - timedelta(days=2), by=cast.helena, at=at)

    give_role(cast.peter, Role.Kind.HEAD, cast.programme, by=cast.helena, at=at)
    end_role(head, last_day=at.date(), by=cast.helena, at=at)
    assert Role.objects.get(pk=head.pk).ends_on == at.date()
