"""The partnerships room."""

import pytest

from samverka.stages.partnerships.models import SteeringMember
from tests.factories.partnerships import steering_member
from tests.factories.projects import public_case


@pytest.fixture
def partnership(cast, at):
    return public_case(cast, at).partnership


def test_partnerships_are_found_by_any_partner(cast, partnership, log_in):
    sara = log_in(cast.sara)
    page = f"/office/partnerships/{partnership.slug}/"
    assert page in sara.get("/office/partnerships/?q=SEKAO+exempelby").content.decode()
    assert page not in sara.get("/office/partnerships/?q=sekao+annanby").content.decode()


def test_sara_notes_changes_and_erases_a_person(cast, partnership, log_in):
    sara = log_in(cast.sara)
    page = f"/office/partnerships/{partnership.slug}/"
    given = {"organisation": cast.exempelby.pk, "name": "Karin Påhittad", "role": "chair", "party": "X"}
    assert sara.post(f"{page}steering-group/new/", given).status_code == 302
    member = SteeringMember.objects.get()
    assert not member.is_public
    text = sara.get(page).content.decode()
    assert "Karin Påhittad" in text
    assert f"{page}steering-group/{member.pk}/" in text
    assert sara.post(f"{page}steering-group/{member.pk}/", {**given, "is_public": "on"}).status_code == 302
    member.refresh_from_db()
    assert member.is_public
    assert sara.post(f"{page}steering-group/{member.pk}/erase/").status_code == 302
    assert not SteeringMember.objects.exists()


def test_what_cannot_be_is_said_at_its_field(cast, partnership, log_in):
    sara = log_in(cast.sara)
    given = {"organisation": cast.exempelby.pk, "name": "Karin", "role": "chair"}
    given |= {"starts_on": "2026-02-02", "ends_on": "2026-02-01"}
    answer = sara.post(f"/office/partnerships/{partnership.slug}/steering-group/new/", given)
    assert answer.status_code == 409
    assert "Karin" in answer.content.decode()
    assert answer.context["form"].errors["ends_on"]


def test_who_may_not_change_gets_no_link_to_do_so(cast, at, partnership, log_in):
    steering_member(cast, at, partnership)
    text = log_in(cast.maja).get(f"/office/partnerships/{partnership.slug}/").content.decode()
    assert "Karin Påhittad" in text
    assert "steering-group/" not in text
