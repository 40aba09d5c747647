"""The page of the map."""

import re

import pytest
from django.utils import timezone

from samverka.faces.website.map import geometry
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, Shown


def page(client, path="/en/map/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def world(text):
    return text.split('aria-labelledby="world" aria-describedby')[1].split("</svg>")[0]


def rows(text):
    """Return {country: (partnerships, cases)} as the table says."""
    found = re.findall(
        r'<a href="([^"]*)">([^<]*)</a> <span[^>]*>[^<]*</span></th><td[^>]*>(\d+|none)</td><td[^>]*>(\d+)</td>', text
    )
    return {name: (int(partnerships.replace("none", "0")), int(cases)) for _url, name, partnerships, cases in found}


def test_map_and_list_have_the_same_numbers(client, add_cases, counted_by_hand):
    add_cases(7)
    text = page(client)
    expected = counted_by_hand(Case.objects.public())
    listed = rows(text)
    assert sorted(listed.values()) == sorted((partnerships, cases) for cases, partnerships in expected.values())
    assert listed["Kenya"] == (7, 7)
    assert "<title>Kenya: 7 cases, 7 partnerships</title>" in world(text)
    assert len(re.findall("<title>[^<]*: ", world(text))) == len(listed) == len(re.findall("map-arc", text))


def test_the_list_behind_each_number_has_so_many_rows(client, add_cases):
    add_cases(3)
    for question in ("", "?goal=1", "?year=2020&goal=5", "?year=2021"):
        text = page(client, f"/en/map/{question}")
        links = re.findall(r'href="(/en/cases/\?[^"]*)"[^>]*><title>[^:]*: (\d+) case', text)
        links += re.findall(r'href="(/en/cases/\?home=[^"]*)">(\d+) case', text)
        assert links
        for url, number in links:
            found = client.get(url.replace("&amp;", "&")).context["page_obj"].paginator.count
            assert found == int(number), url


def test_a_country_leads_to_its_own_page_and_to_its_cases_when_only_some_are_chosen(client, add_cases):
    add_cases(3)
    [(url, number)] = re.findall(r'href="([^"]*)"[^>]*><title>Kenya: (\d+) case', page(client))
    assert url == "/en/countries/KE/"
    assert client.get(url).context["count"] == int(number)
    assert '<a href="/en/countries/KE/">Kenya</a>' in page(client)
    assert '<a href="/en/cases/?country=KE&amp;year=2020">Kenya</a>' in page(client, "/en/map/?year=2020")


def test_a_country_without_a_lasting_partnership_says_so(client, catalogue):
    assert "none</td>" not in page(client)
    Case.objects.filter(reference="CAT-A1").update(changed_at=timezone.now(), partnership=None)
    text = page(client)
    assert rows(text)["Serbia"] == (0, 1)
    assert "none</td>" in text
    assert "A case may stand alone, outside a lasting partnership." in text
    assert "<title>Serbia: 1 case</title>" in text


def test_a_goal_is_numbered_once(client, catalogue):
    options = re.findall('<option value="11"[^>]*>([^<]*)<', page(client))
    assert options == ["11. Sustainable cities and communities"]


def test_source_and_last_change(client, catalogue):
    for text in (page(client), page(client, "/en/figures/")):
        assert "Source: the public cases on this site" in text
        assert "Last updated " in text


@pytest.mark.parametrize("path", ["/en/map/", "/en/figures/"])
def test_nothing_is_a_black_blot_without_a_style_sheet(client, catalogue, path):
    """A shape without a fill of its own, or of what it stands in, is drawn black."""
    for drawing in re.findall(r"<svg.*?</svg>", page(client, path), re.DOTALL):
        shapes = re.findall(r"<(?:use|path|rect|circle)\b[^>]*>", drawing)
        wrapped = re.findall(r"<(?:a|g|svg)\b[^>]* fill=", drawing)
        assert wrapped or all(" fill=" in shape for shape in shapes), drawing[:300]


def test_every_link_of_the_map_answers(client, add_cases):
    add_cases(2)
    for path in ("/en/map/", "/sv/karta/"):
        text = page(client, path).split("<main")[1].split("</main>")[0]
        links = set(re.findall(r'href="(/(?:en|sv)/[^"]*)"', text))
        assert any("organisation" in link for link in links)
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link
        for anchor in set(re.findall(r'href="#([^"]*)"', text)):
            assert f'id="{anchor}"' in text


def test_in_swedish(client, catalogue):
    text = page(client, "/sv/karta/?year=2018")
    assert "<title>Sydafrika: 1 ärende, 1 partnerskap</title>" in text
    assert "/sv/arenden/?country=ZA&amp;year=2018" in text
    assert 'href="/en/map/?year=2018" hreflang="en"' in text
    assert "Älmhult" in text


def test_narrowed_by_year_and_goal(client, catalogue):
    assert set(rows(page(client))) == {"Serbia", "South Africa"}
    assert set(rows(page(client, "/en/map/?year=2022"))) == {"Serbia"}
    text = page(client, "/en/map/?goal=11")
    assert set(rows(text)) == {"Serbia"}
    assert '<option value="11" selected>11. ' in text
    assert "Älmhult" not in text


@pytest.mark.parametrize("question", ["year=1999", "goal=17", "goal=%00x", "year=abc", "year=99999999999999999999"])
def test_nothing_found_shows_a_way_back(client, catalogue, question):
    text = page(client, f"/en/map/?{question}")
    assert "No case has all of this." in text
    assert '<a href="/en/map/">Clear</a>' in text
    assert '<svg class="map' not in text


def test_a_hidden_place_is_not_on_the_map(client, catalogue):
    vracar = Organisation.objects.filter(name_en="Vračar Municipality")
    vracar.update(latitude="44.8", longitude="20.5")
    assert "Vračar" in world(page(client))
    Case.objects.filter(reference="CAT-A1").update(changed_at=timezone.now(), shown=Shown.NO_PLACE)
    text = page(client)
    for word in ("Vračar", "Serbia", "country=RS", "#RS"):
        assert word not in text
    assert "The countries of 2 cases are not known or not shown" in text
    # The home side is public still, with the same number as the list of cases.
    assert "Håbo" in text


def test_no_arc_and_no_country_of_a_case_that_is_not_public(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(changed_at=timezone.now(), published_at=None)
    text = page(client)
    assert "#RS" not in text
    assert len(re.findall("map-arc", text)) == 1
    assert "Håbo" not in text


def test_a_country_missing_in_the_geometry_stands_in_the_list_and_in_a_sentence(client, catalogue, monkeypatch):
    known = {code: kept for code, kept in geometry._all_shapes().items() if code != "RS"}
    monkeypatch.setattr(geometry, "_all_shapes", lambda: known)
    geometry.shape_of.cache_clear()
    try:
        text = page(client)
    finally:
        geometry.shape_of.cache_clear()
    assert set(rows(text)) == {"Serbia", "South Africa"}
    assert "Not drawn on this map, but in the list: Serbia." in text
    assert "#RS" not in text


def test_the_drawing_can_be_used_without_seeing_it(client, catalogue):
    text = page(client)
    drawings = re.findall('<svg class="map"[^>]*>', text)
    assert len(drawings) == 2
    for drawing in drawings:
        assert 'role="group"' in drawing
        labelled = re.search('aria-labelledby="([^"]*)"', drawing).group(1)
        assert f'id="{labelled}"' in text
    assert 'id="world-key"' in text
    for link in re.findall(r"<a class=\"map-.*?</a>", text):
        assert re.search(r"<title>[^<]+</title>", link), link
    assert '<a href="#countries">' in text
    # Links are passed in the order of the list.
    in_map = [re.match("[^:]*", title).group() for title in re.findall("<title>([^<]*: [^<]*)</title>", world(text))]
    assert in_map == list(rows(text))


def test_as_many_queries_for_three_cases_as_for_thirty(queries_of, add_cases):
    add_cases(3)
    few = queries_of("/en/map/"), queries_of("/en/map/?year=2020&goal=1")
    add_cases(30)
    assert (queries_of("/en/map/"), queries_of("/en/map/?year=2020&goal=1")) == few
    assert max(few) <= 15


def test_no_script_no_style_and_no_cookie(client, catalogue):
    answer = client.get("/en/map/")
    text = answer.content.decode().split("<main")[1]
    assert "style=" not in text
    assert "<style" not in text
    assert not answer.cookies


def test_the_way_to_the_map(client, catalogue):
    for path in ("/en/", "/en/cases/"):
        assert 'href="/en/map/"' in page(client, path)
