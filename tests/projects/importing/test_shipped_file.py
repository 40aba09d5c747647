"""The real partnerships of the package."""

import csv
from importlib import resources
from pathlib import Path

import pytest

from samverka.ground.audit.models import Event
from samverka.stages.networks.models import NetworkMembership
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.models import Case, Commitment
from tests.conftest import NOW
from tests.factories.places import laid_out_once

CONTENT = resources.files("samverka.demo").joinpath("partnerships/partnerships.csv").read_bytes()
COLLECTED = Path(__file__).parents[4] / "shared/data/partnerships.csv"


@pytest.fixture(scope="module")
def laid_out_cases(laid_out_catalogue, django_db_blocker):
    with laid_out_once(
        django_db_blocker, lambda: import_partnerships(laid_out_catalogue, CONTENT, by=None, at=NOW)
    ) as plan:
        yield plan


@pytest.fixture
def loaded(laid_out_cases, db):
    return laid_out_cases


def case(number):
    return Case.objects.get(reference=f"CAT-MP{number:03}")


def names(record):
    return [party.organisation.name_sv for party in record.parties.all()]


def test_every_row_becomes_a_public_case(loaded):
    assert not loaded.refusals
    assert Case.objects.public().filter(programme__slug="catalogue").count() == 135


def test_a_second_time_changes_nothing(loaded, catalogue, at):
    before = (Event.objects.count(), Organisation.objects.count(), Partnership.objects.count())
    again = import_partnerships(catalogue, CONTENT, by=None, at=at.replace(year=2027))
    assert again.counts["keep"] == 135
    assert not again.counts["create"]
    assert not again.counts["change"]
    assert (Event.objects.count(), Organisation.objects.count(), Partnership.objects.count()) == before
    assert not Case.objects.filter(changed_at__year=2027).exists()
    assert not Organisation.objects.filter(changed_at__year=2027).exists()


def test_a_renamed_place_is_one_organisation_and_one_partnership(loaded):
    assert names(case(109)) == names(case(114)) == ["Växjö kommun", "JB Marks Local Municipality"]
    assert case(109).partnership == case(114).partnership
    former = case(109).parties.last().organisation.names.get(kind="former", spelling="tlokwe city council")
    assert former.valid_until.isoformat() == "2016-08-02"


def test_former_names_of_swedish_regions_are_theirs(loaded):
    assert names(case(112)) == ["Region Västerbotten", "Yogyakarta"]
    assert names(case(85))[0] == names(case(118))[0] == "Region Västernorrland"


def test_habo_and_håbo_stay_two(loaded):
    assert names(case(36))[0] == "Håbo kommun"
    assert names(case(134)) == ["Habo kommun"]


def test_three_parties_and_two_countries(loaded):
    assert names(case(17)) == ["Älmhults kommun", "Växjö kommun", "JB Marks Local Municipality"]
    both = [(one.organisation.name_en, one.organisation.country.code) for one in case(36).parties.all()]
    assert both == [("Håbo Municipality", "SE"), ("Livingstone", "ZM"), ("Victoria Falls", "ZW")]
    assert {one.code for one in case(108).countries.all()} == {"MD", "BW"}


def test_one_partner_with_several_tags_is_one(loaded):
    assert case(51).parties.last().organisation == case(50).parties.last().organisation
    assert case(76).parties.last().organisation == case(61).parties.last().organisation


def test_the_same_title_twice_is_two_cases_of_one_partnership(loaded):
    assert case(62).title_en == case(63).title_en
    assert case(62).partnership == case(63).partnership
    assert [case(62).case_type.code, case(63).case_type.code] == ["inception", "project"]


def test_what_is_not_known_stays_empty(loaded):
    one = case(115)
    assert one.partnership is None
    assert names(one) == ["Västerås stad"]
    assert [country.code for country in one.countries.all()] == ["BW"]
    assert not one.commitments.exists()
    assert (one.start_year, one.end_year, one.starts_on, one.decided_text) == (None, None, None, "")
    assert names(case(133)) == []
    assert case(5).case_type is None


def test_titles_are_in_their_language_or_made_of_the_parties(loaded):
    assert (case(2).title_sv, case(2).title_en) == ("Bollnäs – Lobatse", "Bollnäs – Lobatse")
    assert (case(3).title_sv[:14], case(3).title_en) == ("Bollnäs kommun", "")
    assert (case(77).title_sv, case(77).title_en[:7]) == ("", "Involve")
    assert case(113).title_en == "Gothenburg – Nelson Mandela Bay"
    assert case(113).title_sv == "Göteborg – Nelson Mandela Bay"


def test_amounts_are_commitments_in_öre(loaded):
    assert case(14).commitments.get().amount == 1_500_000_00
    assert case(21).commitments.get().kind == Commitment.Kind.TOP_UP
    assert Commitment.objects.filter(case__programme__slug="catalogue").count() == 16


def test_networks_have_their_partnerships(loaded):
    assert case(42).network.name_sv == "Nätverk för demokratisk resiliens"
    assert NetworkMembership.objects.filter(network__name_en="Network for Equitable Health").count() == 3
    assert case(135).network is not None  # A partner that waits without a Swedish one.


def test_a_month_stays_a_month(loaded):
    assert case(125).decided_text == "2016-12"


@pytest.mark.skipif(not COLLECTED.exists(), reason="the collected data do not lie beside this checkout")
def test_the_shipped_file_says_what_was_collected():
    def rows(text):
        """Return the rows without their source, and without the tags, which are ours."""
        names, *found = csv.reader(text.splitlines())
        kept = [place for place, name in enumerate(names[:-1]) if name != "tags"]
        return [[row[place] for place in kept] for row in (names, *found)]

    assert rows(CONTENT.decode()) == rows(COLLECTED.read_text(encoding="utf-8"))
