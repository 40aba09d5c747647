"""What is drawn from the counts."""

from itertools import pairwise

import pytest

from samverka.faces.website.map.counting import CountryCount, PlaceCount
from samverka.faces.website.map.drawing import home_map, steps_up_to, world_map
from samverka.faces.website.map.geometry import shape_of

HOME = (("SE", "Sweden"),)


def counted(code, cases=1, homes=HOME):
    return CountryCount(code, f"Land {code}", "Africa", cases, 1, homes)


def radius_of(mark):
    return float(mark.dot.partition(' r="')[2].strip('"'))


@pytest.mark.parametrize("most", [*range(1, 40), 100, 999, 1_000_000])
def test_the_steps_follow_each_other_up_to_the_most(most):
    steps = steps_up_to(most)
    assert steps[0].first == 1
    assert steps[-1].last == most
    assert steps[-1].shade == 4
    for before, after in pairwise(steps):
        assert after.first == before.last + 1
        assert after.shade == before.shade + 1
    assert all(step.first <= step.last for step in steps)
    assert len(steps) <= 4


def test_no_step_without_a_case():
    assert steps_up_to(0) == []


def test_a_country_without_a_shape_is_named_and_one_too_small_is_a_larger_dot():
    drawn = world_map([counted("KE", 9), counted("CV"), counted("QQ")], [])
    assert drawn.missing == ["Land QQ"]
    kenya, small = drawn.countries
    assert kenya.drawing.endswith("#KE")
    assert small.drawing == ""
    assert radius_of(small) > radius_of(kenya)
    assert len(drawn.arcs) == 2


def test_arcs_go_from_the_home_country_of_each_programme_and_never_to_itself():
    drawn = world_map([counted("KE", 2, (("SE", "Sweden"), ("NO", "Norway"))), counted("SE")], [])
    assert len(drawn.arcs) == 2
    assert len({line for line, _shade in drawn.arcs}) == 2
    assert [mark.title for mark in drawn.homes] == ["Norway"]


def test_links_keep_what_was_chosen():
    drawn = world_map([counted("KE")], [], year="2021", goal="")
    assert drawn.countries[0].url.endswith("/cases/?country=KE&year=2021")


def test_a_dot_only_where_the_place_is_known():
    places = [PlaceCount("a", "A", "KE", "Kenya", 3, (36.8, -1.3)), PlaceCount("b", "B", "KE", "Kenya", 1, None)]
    drawn = world_map([counted("KE")], places)
    assert [mark.title for mark in drawn.places] == ["A: 3 cases"]


def test_the_more_cases_the_larger_the_dot_and_what_stands_outside_is_counted():
    places = [
        PlaceCount("a", "A", "SE", "Sweden", 9, (13.2, 55.7)),
        PlaceCount("b", "B", "SE", "Sweden", 1, (17.6, 59.9)),
        PlaceCount("c", "C", "SE", "Sweden", 1, None),
        PlaceCount("d", "D", "SE", "Sweden", 1, (-70.0, 10.0)),
    ]
    drawn = home_map(shape_of("SE"), places)
    assert [mark.title for mark in drawn.places] == ["A: 9 cases", "B: 1 case"]
    assert [radius_of(mark) for mark in drawn.places] == [17, 5]
    assert drawn.unplaced == 2
