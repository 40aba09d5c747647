"""Who sits in a steering group, and whom of them the public reads of."""

from datetime import date, timedelta

import pytest
from django.forms.models import model_to_dict

from samverka.ground.audit.models import Event
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.stages.partnerships.actions import add_steering_member, edit_steering_member, erase_steering_member
from samverka.stages.partnerships.models import SteeringMember
from tests.factories.partnerships import steering_member
from tests.factories.projects import public_case


@pytest.fixture
def partnership(cast, at):
    return public_case(cast, at).partnership


def facts_of(member, **changed):
    names = ("organisation", "name", "role", "party", "is_public", "starts_on", "ends_on")
    return {**{name: getattr(member, name) for name in names}, **changed}


def test_the_same_person_twice_is_noted_once(cast, at, partnership):
    one = steering_member(cast, at, partnership)
    assert add_steering_member(partnership, by=cast.sara, at=at, **facts_of(one)) == one
    assert Event.objects.filter(what="Person added to the steering group").count() == 1


def test_the_record_of_changes_names_nobody(cast, at, partnership):
    member = steering_member(cast, at, partnership)
    edit_steering_member(member, by=cast.sara, at=at, **facts_of(member, name="Karin Namnbyte"))
    erase_steering_member(member, by=cast.sara, at=at)
    assert not SteeringMember.objects.exists()
    events = Event.objects.filter(what__contains="steering group")
    assert len(events) == 3
    for event in events:
        assert "Karin" not in str(model_to_dict(event))


def test_only_officers_and_the_head_note_anybody(cast, at, partnership):
    member = steering_member(cast, at, partnership)
    for person in (cast.ingrid, cast.maja, cast.farid):
        with pytest.raises(NotAllowed):
            add_steering_member(partnership, by=person, at=at, **facts_of(member, name="Another"))
        with pytest.raises(NotAllowed):
            edit_steering_member(member, by=person, at=at, **facts_of(member, is_public=True))
        with pytest.raises(NotAllowed):
            erase_steering_member(member, by=person, at=at)
    assert not SteeringMember.objects.get().is_public


def test_nobody_from_outside_nor_twice_nor_backwards(cast, at, partnership):
    member = steering_member(cast, at, partnership)
    other = steering_member(cast, at, partnership, name="Boitumelo Invented")
    for changed in (
        {"organisation": cast.annanby},
        {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)},
        {"name": other.name},
    ):
        with pytest.raises(Refused):
            edit_steering_member(member, by=cast.sara, at=at, **facts_of(member, **changed))
    with pytest.raises(Refused):
        steering_member(cast, at, partnership, organisation=cast.annanby)


def test_the_public_reads_of_those_who_agreed_from_their_first_day_to_their_last(cast, at, partnership):
    on, day = today(at), timedelta(days=1)
    days = {
        "always": (None, None),
        "now": (on, on),
        "later": (on + day, None),
        "before": (None, on - day),
    }
    for name, (first, last) in days.items():
        steering_member(cast, at, partnership, name=name, is_public=True, starts_on=first, ends_on=last)
    steering_member(cast, at, partnership, name="silent")
    public = SteeringMember.objects.public(on)
    assert {one.name for one in public} == {"always", "now"}
    partnership.is_public = False
    partnership.save()
    assert not SteeringMember.objects.public(on).exists()
