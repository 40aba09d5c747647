"""Which cases the public sees, and how much of each."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from samverka.stages.projects.models import Case, Shown
from tests.factories import projects

HOUR = timedelta(hours=1)
REASONS = {"withdrawn_reason_sv": "Fel ärende.", "withdrawn_reason_en": "The wrong case."}


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at)


def change(case, **facts):
    Case.objects.filter(pk=case.pk).update(**facts)


@pytest.mark.parametrize(
    ("facts", "is_public", "is_counted"),
    [
        ({}, True, True),
        ({"published_at": None}, False, False),
        ({"shown": Shown.NO_PLACE}, True, True),
        ({"shown": Shown.NOTHING}, False, True),
    ],
)
def test_what_is_public_and_what_is_counted(case, at, facts, is_public, is_counted):
    change(case, **facts)
    assert Case.objects.public(at).exists() is is_public
    assert Case.objects.public().exists() is is_public
    assert Case.objects.counted(at).exists() is is_counted


def test_a_withdrawn_case_is_neither_public_nor_counted(case, at):
    change(case, withdrawn_at=at, **REASONS)
    assert not Case.objects.public(at).exists()
    assert not Case.objects.counted(at).exists()


def test_no_case_is_withdrawn_without_a_reason_in_both_languages(case, at):
    for name in REASONS:
        with pytest.raises(IntegrityError), transaction.atomic():
            change(case, withdrawn_at=at, **{**REASONS, name: ""})


def test_an_embargo_ends_at_its_moment(case, at):
    change(case, embargo_until=at + HOUR)
    assert not Case.objects.public(at).exists()
    assert not Case.objects.counted(at).exists()
    assert Case.objects.public(at + HOUR).exists()
    assert Case.objects.counted(at + HOUR).exists()


def test_a_case_without_its_place_says_its_kind_year_and_reference_only(case, cast):
    assert case.public_title == case.title
    assert {party.organisation for party in case.public_parties} == {cast.exempelby, cast.sekao}
    assert [country.code for country in case.public_countries] == ["BW"]
    assert Case.objects.public().with_place().exists()

    case.shown = Shown.NO_PLACE
    case.save()

    assert not Case.objects.public().with_place().exists()
    assert not case.shows_place
    with translation.override("sv"):
        assert case.public_title == case.public_title_sv
    assert case.public_title_en == f"{case.case_type.name_en}, {case.start_year}, {case.reference}"
    assert case.public_title_sv == f"{case.case_type.name_sv}, {case.start_year}, {case.reference}"
    assert (case.public_summary_sv, case.public_summary_en) == ("", "")
    assert [party.organisation for party in case.public_parties] == [cast.exempelby]
    assert case.public_countries == []
