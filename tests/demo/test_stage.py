"""The two programmes of the demonstration: one made up, one of real facts, and what may never mix."""

import pytest

from samverka.demo.cast import bring_on_stage
from samverka.demo.people import PEOPLE
from samverka.demo.stage import REAL, STAFF, load_partnerships, staff_the_catalogue
from samverka.ground.accounts.models import Role
from samverka.ground.programme.models import Programme
from samverka.stages.calls.models import Call
from samverka.stages.corrections.queries import programme_that_answers
from samverka.stages.organisations.models import Mandate, Membership
from samverka.stages.projects.models import Case
from tests.conftest import NOW
from tests.factories import corrections
from tests.factories.people import reading_in
from tests.factories.places import laid_out_once
from tests.walking import Walker


@pytest.fixture(scope="module")
def laid_out_stage(django_db_setup, django_db_blocker):
    def lay_out():
        load_partnerships(NOW)
        staff_the_catalogue(bring_on_stage(NOW), NOW)

    with laid_out_once(django_db_blocker, lay_out):
        yield


@pytest.fixture
def staffed(laid_out_stage, cast):
    return Programme.objects.get(slug=REAL)


def test_the_office_of_the_cast_answers_for_the_real_partnerships(cast, at, staffed):
    case = Case.objects.filter(programme=staffed).first()
    assert programme_that_answers(case, at=at) == staffed
    held = Role.objects.filter(programme=staffed).values_list("user__email", "kind")
    assert set(held) == {(part.email, part.role) for part in PEOPLE if part.key in STAFF}
    staff_the_catalogue(cast, at)
    assert Role.objects.filter(programme=staffed).count() == len(STAFF)


def test_nothing_made_up_is_tied_to_a_real_organisation(staffed):
    for kind in (Membership, Mandate):
        assert not kind.objects.filter(organisation__is_fictional=False).exists()
    assert not Call.objects.filter(programme=staffed).exists()
    assert not staffed.rule_sets.exists()
    assert not Case.objects.filter(programme=staffed, parties__organisation__is_fictional=True).exists()


def test_an_error_in_a_real_case_is_put_right_by_the_editor(cast, at, staffed, log_in, client):
    reading_in(cast, cast.maja, "en")
    case = Case.objects.filter(programme=staffed).order_by("pk").first()
    page = f"/en/cases/{case.reference}/"
    form = client.get(f"/en/report-an-error/?page={page}").content.decode()
    assert f"The office of {staffed.name_en} reads your report" in form
    cast.programme = staffed
    report = corrections.reported(cast, at, subject=case, page=page, email="")
    maja = Walker(log_in(cast.maja)).go("/office/")
    assert f"{case.public_title_en} ({staffed.name_en})" in maja.text
    maja.go(f"/office/corrections/{report.pk}/")
    maja.follow(f"Change the case {case.title_en}")
    maja.press(title_en="The right title")
    assert "It has changed since the report came in." in maja.text
    maja.follow("Tell of the correction")
    maja.press(before_en="Wrong", before_sv="Fel", after_en="Right", after_sv="Rätt")
    assert "The right title" in client.get("/en/corrections/").content.decode()
    assert "The right title" in client.get(page).content.decode()


@pytest.mark.parametrize("who", STAFF)
def test_the_pages_of_the_office_hold_with_two_programmes(cast, at, staffed, log_in, who):
    person = Walker(log_in(getattr(cast, who)))
    for address in ("", "cases/", "calls/", "rules/", "applications/", "decisions/", "agreements/", "payments/"):
        person.go(f"/office/{address}")
    for address in ("corrections/", "people/", "organisations/"):
        person.go(f"/office/{address}")
    case = Case.objects.filter(programme=staffed).first()
    person.go(f"/office/cases/{case.reference}/")
    assert staffed.name in person.text
    # The programme that a person has worked for longest heads the pages that are about no record.
    assert "Demonstration" in person.go("/office/").text


def test_a_real_case_keeps_a_title_in_one_language_but_not_none(cast, staffed, log_in):
    reading_in(cast, cast.maja, "en")
    case = Case.objects.filter(programme=staffed, title_sv="").exclude(title_en="").first()
    maja = Walker(log_in(cast.maja)).go(f"/office/cases/{case.reference}/texts/")
    maja.press(status=422, title_en="")
    assert "Write the title in at least one language." in maja.text
    maja.press(title_en="", title_sv="Bara på svenska")
    case.refresh_from_db()
    assert (case.title_en, case.title_sv) == ("", "Bara på svenska")
