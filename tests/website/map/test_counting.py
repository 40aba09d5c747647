"""How many public cases there are, by country and at home."""

import pytest

from samverka.faces.website.map.counting import (
    cases_narrowed,
    count_at_home,
    count_by_country,
    count_precise_abroad,
    count_without_country,
    years_at_work,
)
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, Shown


def public():
    return Case.objects.public()


def numbers(counts):
    return {one.code: (one.cases, one.partnerships) for one in counts}


def test_the_counts_are_those_of_the_rows(add_cases, counted_by_hand):
    add_cases(5)
    assert numbers(count_by_country(public())) == counted_by_hand(public())
    assert numbers(count_by_country(public())) == {"BW": (5, 5), "KE": (5, 5), "RS": (1, 1), "ZA": (1, 1)}


def test_several_cases_of_one_partnership_count_it_once(catalogue):
    first, second = Case.objects.get(reference="CAT-A1"), Case.objects.get(reference="CAT-A2")
    second.countries.set(first.countries.all())
    Case.objects.filter(pk=second.pk).update(partnership=first.partnership)
    assert numbers(count_by_country(public())) == {"RS": (2, 1)}


def test_most_cases_first_and_each_country_knows_its_home(add_cases):
    add_cases(2)
    counts = count_by_country(public())
    assert [one.code for one in counts] == ["BW", "KE", "RS", "ZA"]
    assert {one.homes for one in counts} == {(("SE", "Sweden"),)}
    assert counts[0].region == "Africa"


@pytest.mark.parametrize(
    ("year", "goal", "found"),
    [
        ("2021", "", {"RS"}), ("2023", "", {"RS"}), ("2024", "", set()), ("2018", "", {"ZA"}), ("2019", "", set()),
        ("", "11", {"RS"}), ("2022", "4", {"RS"}), ("2018", "4", set()), ("", "17", set()), ("", "99", set()),
        ("abc", "", set()), ("²", "", set()), ("99999999999999999999", "", set()), ("0", "", set()),
    ],
)  # fmt: skip
def test_narrowed_by_year_and_goal(catalogue, year, goal, found):
    assert {one.code for one in count_by_country(cases_narrowed(public(), year, goal))} == found


def test_a_case_of_which_only_the_last_year_is_known_was_at_work_then(catalogue):
    Case.objects.filter(reference="CAT-A2").update(start_year=None, end_year=2015)
    assert {one.code for one in count_by_country(cases_narrowed(public(), "2015"))} == {"ZA"}
    assert list(years_at_work(public())) == list(range(2023, 2014, -1))


@pytest.mark.parametrize(
    ("facts", "at_home"),
    [({"shown": Shown.NO_PLACE}, True), ({"shown": Shown.NOTHING}, False), ({"published_at": None}, False)],
)
def test_a_hidden_place_counts_in_no_country(catalogue, facts, at_home):
    place = Organisation.objects.get(name_en="Vračar Municipality")
    Organisation.objects.filter(pk=place.pk).update(latitude="44.8", longitude="20.5")
    assert [one.slug for one in count_precise_abroad(public())] == [place.slug]
    Case.objects.filter(reference="CAT-A1").update(**facts)
    assert "RS" not in numbers(count_by_country(public()))
    assert count_precise_abroad(public()) == []
    assert ("Håbo" in [one.name for one in count_at_home(public())]) is at_home
    # A3 has no country at all; one more where the place alone is hidden.
    assert count_without_country(public()) == 1 + at_home


def test_at_home_each_organisation_with_its_cases_and_its_place(add_cases):
    add_cases(4)
    places = count_at_home(public())
    assert (places[0].name, places[0].cases, places[0].country) == ("Lund", 4, "SE")
    lund = Organisation.objects.get(slug="lunds-kommun")
    assert (places[0].longitude, places[0].latitude) == (float(lund.longitude), float(lund.latitude))
    assert {one.name: one.cases for one in places} == {"Lund": 4, "Habo": 1, "Håbo": 1, "Älmhult": 1}


def test_an_organisation_without_a_page_is_no_place(catalogue):
    Organisation.objects.filter(slug="habo-kommun").update(is_public=False)
    assert "Habo" not in [one.name for one in count_at_home(public())]
