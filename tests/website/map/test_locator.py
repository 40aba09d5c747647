"""The small map on other pages."""

import pytest
from django.template.loader import render_to_string

from samverka.faces.website.map.locator import MOST_ARCS, locator_map
from samverka.ground.programme.models import Country
from samverka.stages.organisations.models import Organisation


@pytest.fixture
def country(db):
    return lambda code: Country.objects.get(code=code)


def place(country, latitude=None, longitude=None):
    return Organisation(country=country, latitude=latitude, longitude=longitude)


def drawn(locator):
    return render_to_string("website/map/locator.html", {"map": locator})


def test_an_arc_from_the_home_country_to_each_country(country, django_assert_num_queries):
    sweden, kenya, zambia = country("SE"), country("KE"), country("ZM")
    with django_assert_num_queries(0):
        locator = locator_map([kenya, zambia, kenya, sweden], home=sweden)
        text = drawn(locator)
    assert len(locator.arcs) == 2
    assert len(locator.dots) == 3
    assert 'role="img" aria-label="Sweden, Kenya, Zambia on a map of the world"' in text
    for code in ("SE", "KE", "ZM", "land"):
        assert text.count(f"#{code}") == 1


def test_arcs_begin_and_end_where_places_are_known(country):
    sweden, kenya = country("SE"), country("KE")
    vague = locator_map([kenya], home=sweden, places=[place(sweden), place(kenya)])
    assert vague.arcs == locator_map([kenya], home=sweden).arcs
    exact = locator_map(
        [kenya], home=sweden, places=[place(sweden, "55.7", "13.2"), place(sweden, "59.9", "17.6"), place(kenya)]
    )
    assert len(exact.arcs) == 2
    assert not set(exact.arcs) & set(vague.arcs)


def test_a_place_in_a_country_that_is_not_shown_is_not_drawn(country):
    locator = locator_map([country("KE")], home=country("SE"), places=[place(country("UA"), "50.4", "30.5")])
    assert locator == locator_map([country("KE")], home=country("SE"))


def test_so_many_arcs_and_no_more(country):
    towns = [place(country("SE"), 55 + number / 20, 14) for number in range(200)]
    assert len(locator_map([country("KE")], home=country("SE"), places=towns).arcs) == MOST_ARCS


def test_without_a_home_country_no_arc(country):
    locator = locator_map([country("KE")])
    assert locator.arcs == []
    assert len(locator.dots) == 1


@pytest.mark.parametrize("codes", [[], ["QQ"]])
def test_nothing_to_draw(codes):
    locator = locator_map([Country(code=code, name_en=code, name_sv=code) for code in codes])
    assert locator is None
    assert drawn(locator).strip() == ""
