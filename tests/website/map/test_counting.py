"""How many public cases there are, by country and at home."""

import pytest
from django.utils import timezone

from samverka.faces.website.map.counting import choices_in, count_cases
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, Shown


def counts(year="", goal=""):
    return count_cases(current_catalogue(timezone.now()), year, goal)


def change(reference, **facts):
    Case.objects.filter(reference=reference).update(changed_at=timezone.now(), **facts)


def numbers(found):
    return {one.code: (one.cases, one.partnerships) for one in found}


def test_the_counts_are_those_of_the_rows(add_cases, counted_by_hand):
    add_cases(5)
    assert numbers(counts().countries) == counted_by_hand(Case.objects.public())
    assert numbers(counts().countries) == {"BW": (5, 5), "KE": (5, 5), "RS": (1, 1), "ZA": (1, 1)}


def test_several_cases_of_one_partnership_count_it_once(catalogue):
    first, second = Case.objects.get(reference="CAT-A1"), Case.objects.get(reference="CAT-A2")
    second.countries.set(first.countries.all())
    change("CAT-A2", partnership=first.partnership)
    assert numbers(counts().countries) == {"RS": (2, 1)}


def test_most_cases_first_and_each_country_knows_its_home(add_cases):
    add_cases(2)
    found = counts().countries
    assert [one.code for one in found] == ["BW", "KE", "RS", "ZA"]
    assert {one.homes for one in found} == {(("SE", "Sweden"),)}
    assert found[0].region == "Africa"


@pytest.mark.parametrize(
    ("year", "goal", "found"),
    [
        ("2021", "", {"RS"}), ("2023", "", {"RS"}), ("2024", "", set()), ("2018", "", {"ZA"}), ("2019", "", set()),
        ("", "11", {"RS"}), ("2022", "4", {"RS"}), ("2018", "4", set()), ("", "17", set()), ("", "99", set()),
        ("abc", "", set()), ("²", "", set()), ("99999999999999999999", "", set()), ("0", "", set()),
    ],
)  # fmt: skip
def test_narrowed_by_year_and_goal(catalogue, year, goal, found):
    assert {one.code for one in counts(year, goal).countries} == found


def test_a_case_of_which_only_the_last_year_is_known_was_at_work_then(catalogue):
    change("CAT-A2", start_year=None, end_year=2015)
    assert {one.code for one in counts("2015").countries} == {"ZA"}
    assert choices_in(current_catalogue(timezone.now())).years == ["2023", "2022", "2021", "2015"]


@pytest.mark.parametrize(
    ("facts", "at_home"),
    [({"shown": Shown.NO_PLACE}, True), ({"shown": Shown.NOTHING}, False), ({"published_at": None}, False)],
)
def test_a_hidden_place_counts_in_no_country(catalogue, facts, at_home):
    place = Organisation.objects.get(name_en="Vračar Municipality")
    Organisation.objects.filter(pk=place.pk).update(latitude="44.8", longitude="20.5")
    assert [one.slug for one in counts().abroad] == [place.slug]
    change("CAT-A1", **facts)
    assert "RS" not in numbers(counts().countries)
    assert counts().abroad == []
    assert ("Håbo" in [one.name for one in counts().at_home]) is at_home
    # A3 has no country at all; one more where the place alone is hidden.
    assert counts().without_country == 1 + at_home


def test_at_home_each_organisation_with_its_cases_and_its_place(add_cases):
    add_cases(4)
    places = counts().at_home
    assert (places[0].name, places[0].cases, places[0].country) == ("Lund", 4, "SE")
    lund = Organisation.objects.get(slug="lunds-kommun")
    assert places[0].at == (float(lund.longitude), float(lund.latitude))
    assert {one.name: one.cases for one in places} == {"Lund": 4, "Habo": 1, "Håbo": 1, "Älmhult": 1}


def test_an_organisation_without_a_page_is_no_place(catalogue):
    Organisation.objects.filter(slug="habo-kommun").update(is_public=False)
    assert "Habo" not in [one.name for one in counts().at_home]
