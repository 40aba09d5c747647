"""The pages of countries, goals, areas, topics, core areas, networks and years."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from samverka.faces.website.terms.kinds import KINDS
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.projects.models import Case, Shown
from tests.website.public_addresses import HAVING

LISTS = {
    "country": ("/en/countries/", "/sv/lander/"),
    "goal": ("/en/goals/", "/sv/mal/"),
    "area": ("/en/areas/", "/sv/omraden/"),
    "topic": ("/en/topics/", "/sv/amnen/"),
    "core_area": ("/en/core-areas/", "/sv/karnomraden/"),
    "network": ("/en/networks/", "/sv/natverk/"),
    "year": ("/en/years/", "/sv/ar/"),
}


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_each_kind_has_a_list_in_both_languages(client, catalogue, kind):
    for language, path in zip(("en", "sv"), LISTS[kind], strict=True):
        with override(language):
            assert reverse(f"website:{kind}-terms") == path
        assert "<h1>" in page(client, path)


def test_a_country_shows_its_cases_sum_partners_and_neighbours(client, catalogue, add_cases):
    add_cases(1)
    text = page(client, "/en/countries/ZA/")
    for fact in ("<h1>South Africa</h1>", "/en/cases/CAT-A2/", "/en/organisations/jb-marks-local-municipality/",
                 "/en/cases/?country=ZA", "/en/countries/BW/", "2 March 2026 at 10:00 CET</time>"):  # fmt: skip
        assert fact in text, fact
    assert "/en/countries/RS/" not in text  # Serbia is in another part of the world.
    assert "SEK 1,500,000" in page(client, "/en/countries/RS/")
    assert "Sydafrika" in page(client, "/sv/lander/ZA/")


def test_a_goal_is_called_by_its_number_once(client, catalogue):
    text = page(client, "/en/goals/4/")
    assert "<h1>4. Quality education</h1>" in text
    assert "4. 4." not in text
    assert "11. Sustainable cities and communities" in text  # Often together with it.


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/en/years/2021/", {"A1"}),
        ("/en/years/2022/", {"A1"}),
        ("/en/years/2018/", {"A2"}),
        ("/en/areas/education/", {"A1"}),
        ("/en/topics/human_rights/", {"A1"}),
        ("/en/goals/11/", {"A1"}),
        ("/en/goals/17/", set()),
    ],
)
def test_a_word_lists_the_cases_that_the_catalogue_finds(client, catalogue, path, found):
    text = page(client, path)
    assert {one for one in ("A1", "A2", "A3") if f"/en/cases/CAT-{one}/" in text} == found


@pytest.mark.parametrize(
    "path", ["/en/countries/QQ/", "/en/countries/BW/", "/en/years/2019/", "/en/years/abc/", "/en/goals/18/",
             "/en/networks/none/", "/en/areas/-/", "/en/countries/-/"]
)  # fmt: skip
def test_a_word_that_nothing_public_has_is_no_page(client, catalogue, path):
    assert client.get(path).status_code == 404


def test_every_number_is_the_number_of_rows_behind_it(client, catalogue, add_cases, at):
    add_cases(4)
    found = current_catalogue(at)
    for kind in KINDS:
        for value, count in found.counts(found.find(View()), kind.code):
            if value.code == "-":
                continue
            having = Case.objects.public(at).filter(HAVING[kind.code](value.code)).distinct()
            assert having.count() == count, (kind.code, value.code)
            path = reverse(kind.page_name, args=[value.code])
            text = page(client, path)
            assert f"<dd>{count}</dd>" in text, path
            assert f"/en/cases/?{kind.code}={value.code}" in text


def test_a_case_that_hides_its_place_is_not_in_its_country(client, catalogue, at):
    Case.objects.filter(reference="CAT-A2").update(shown=Shown.NO_PLACE, changed_at=at.replace(hour=10))
    assert client.get("/en/countries/ZA/").status_code == 404
    assert "South Africa" not in page(client, "/en/countries/")
    text = page(client, "/en/years/2018/")
    assert "/en/cases/CAT-A2/" in text
    for told in ("JB Marks", "South Africa"):
        assert told not in text


def test_as_many_queries_for_three_cases_as_for_thirty(queries_of, add_cases):
    paths = ("/en/countries/", "/en/countries/BW/", "/en/goals/", "/en/goals/5/", "/en/years/2020/")
    add_cases(3)
    few = {path: queries_of(path) for path in paths}
    add_cases(30)
    many = {path: queries_of(path) for path in paths}
    assert few == many
    assert max(many.values()) <= 15


def test_a_long_list_leads_to_the_rest(client, add_cases):
    add_cases(30)
    text = page(client, "/en/countries/BW/")
    assert text.count('role="rowheader"') == 20
    assert "See all 30 cases in the catalogue" in text


@pytest.mark.parametrize("path", ["/en/goals/", "/sv/mal/"])
def test_goals_stand_in_their_own_order(client, catalogue, path):
    rows = html.fromstring(client.get(path).content).xpath("//tbody//th//a/text()")
    assert [int(row.partition(".")[0]) for row in rows] == list(range(1, 18))


def test_the_page_of_a_goal_names_the_others_in_their_order(client, catalogue, add_cases):
    add_cases(2)
    tags = html.fromstring(client.get("/en/goals/4/").content).xpath("//section[h2[@id='beside']]//a/text()")
    numbers = [int(tag.partition(".")[0]) for tag in tags]
    assert numbers == sorted(numbers) == [1, 5, 11]


def test_a_country_has_a_map_and_other_words_have_none(client, catalogue):
    titles = {
        path: html.fromstring(client.get(path).content).xpath("//svg[@role='img']/@aria-label")
        for path in ("/en/countries/RS/", "/en/goals/4/")
    }
    assert titles == {"/en/countries/RS/": ["Sweden, Serbia on a map of the world"], "/en/goals/4/": []}


def test_the_page_of_a_word_says_in_its_head_what_it_is_about(client, catalogue):
    tree = html.fromstring(client.get("/en/countries/RS/").content)
    told = "Country: Serbia. 1 case of partners in different countries."
    assert tree.xpath("//meta[@name='description' or @property='og:description']/@content") == [told, told]
