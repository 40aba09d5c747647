"""What the lists out of the catalogue share: choices that can be taken away, ways out, rows that fit a phone."""

import re

import pytest
from django.utils.html import strip_tags

LISTS = ("/en/cases/", "/en/partnerships/")


def main_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main")[0]


def text(part):
    return " ".join(strip_tags(part).split())


def chips(main):
    return re.findall(r'<li><a href="([^"]*)"><span class="visually-hidden">Remove </span><span>(.*?)</span>', main)


@pytest.mark.parametrize("path", LISTS)
def test_a_choice_is_named_with_its_facet_and_can_be_taken_away(client, catalogue, path):
    main = main_of(client, f"{path}?country=RS&goal=-&sort=title")
    assert chips(main) == [
        ("?goal=-&amp;sort=title", "Country: Serbia"),
        ("?country=RS&amp;sort=title", "Global goal: Not stated"),
    ]


def test_what_is_always_stated_is_not_unknown(client, catalogue):
    assert [name for _address, name in chips(main_of(client, "/en/partnerships/?home=-"))] == [
        "Partner at home: Not stated"
    ]


@pytest.mark.parametrize("path", LISTS)
def test_what_nobody_knows_is_said_to_be_unknown_and_not_by_the_hundred(client, catalogue, path):
    asked = "&".join(f"country=X{number}" for number in range(200))
    found = chips(main_of(client, f"{path}?country=RS&{asked}&area=%07"))
    assert [name for _address, name in found] == [
        "Country: Serbia", *(f"Country: “X{number}” (unknown here)" for number in range(3))
    ]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_each_count_stands_at_its_value_without_styles(client, catalogue, path):
    main = main_of(client, path)
    values = [text(one) for one in re.findall(r"<li><label>.*?</label></li>", main)]
    assert "Serbia 1" in values
    assert main.index('id="facets"') < main.index("<table"), "on a phone the choices come before the rows"
    assert '<details class="facets" id="facets">' in main, "and folded away"


def test_one_of_two_wrong_choices_is_not_enough(client, catalogue):
    main = main_of(client, "/en/cases/?q=vatten&goal=5&decided=1950")
    assert "No case has all of this." in main
    assert "without Global goal: “5” (unknown here) and Year of decision: “1950” (unknown here): 1 case" in text(main)
    assert 'href="?q=vatten"' in main


def test_one_wrong_choice_is_named(client, catalogue):
    main = main_of(client, "/en/partnerships/?country=RS&year=2018")
    ways = dict(re.findall(r'<li><a href="([^"]*)">(without [^<]*)</a>', main))
    assert ways == {
        "?year=2018": "without Country: Serbia: 1 partnership",
        "?country=RS": "without Year at work: 2018: 1 partnership",
    }


def test_many_wrong_choices_leave_one(client, catalogue):
    main = main_of(client, "/en/cases/?country=RS&goal=5&decided=1950&area=x&topic=y")
    assert '<li><a href="?country=RS">' in main


@pytest.mark.parametrize("path", LISTS)
def test_a_misspelt_place_is_found_and_said(client, catalogue, path):
    main = main_of(client, f"{path}?q=Vracra")
    assert "No match for “vracra”. Showing results for Vračar." in text(main)
    assert "abo-vracar/" in main or "CAT-A1" in main


def test_twenty_rows_a_page(client, add_cases):
    add_cases(45)
    for path in LISTS:
        first, last = (main_of(client, f"{path}?home=lunds-kommun&page={page}") for page in (1, 3))
        assert first.count('<th role="rowheader"') == 20
        assert last.count('<th role="rowheader"') == 5
        assert 'href="?home=lunds-kommun&amp;page=3"' in first


@pytest.mark.parametrize("path", LISTS)
def test_the_order_that_comes_by_itself_is_not_in_the_address(client, catalogue, path):
    main = main_of(client, f"{path}?q=habo")
    assert '<option value="" selected>Best match first</option>' in main
    assert '<option value="newest">Newest first</option>' in main
    assert '<option value="" selected>Newest first</option>' in main_of(client, path)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_leads_to_its_files(client, catalogue, path):
    main = main_of(client, f"{path}?country=RS")
    for form in ("csv", "xlsx", "json", "atom"):
        address = f"{path[:-1]}.{form}?country=RS"
        assert f'href="{address}"' in main
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_light(client, add_cases, queries_of, path):
    add_cases(60)
    assert len(client.get(path).content) <= 60_000
    assert queries_of(f"{path}?q=lnud&country=KE&goal=1&year=1950&area=x") <= 15
