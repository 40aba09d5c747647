"""The figures: page, file, chart and sums say the same, and every number opens to its rows."""

import csv
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from samverka.faces.website.figures.asking import Asked
from samverka.ground.common.money import as_decimal, format_money
from samverka.ground.programme.models import Country, Programme
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import KNOWN, flows, how_complete, sum_up
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.models.cases import Shown
from samverka.ui.charts import Line, Mark, columns
from tests.factories.random_cases import AT, random_cases

GROUPS = ("year", "decided", "country", "area", "goal")
EVERY = (*GROUPS, "flow", "completeness")
CHOICES = ["", "?goal=1", "?year=2020", "?from=2020&until=2021", "?area=-&country=-"]


@pytest.fixture
def at_random(cast):
    random_cases(cast, 7, 60)
    return CaseParty.objects.filter(is_home=True, case__in=Case.objects.public(AT)).first().organisation.slug


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, html.fromstring(answer.content.decode())


def section(page, code):
    return page.xpath(f'//section[@aria-labelledby="{code}"]')[0]


def table(page, code):
    """Return the table of a figure as lists of texts, with its foot and without its head."""
    rows = section(page, code).xpath(".//table//tr[td]")
    return [["".join(cell.itertext()).strip() for cell in row] for row in rows]


def file_of(client, code, query="", language="en"):
    """Return the lines above the table of a file, and the table as a list of dictionaries."""
    with override(language):
        answer = client.get(reverse(f"website:figure-{code}") + query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    above, _gap, rows = answer.content.decode("utf-8-sig").partition("\r\n\r\n")
    return above, list(csv.DictReader(rows.splitlines()))


def number_of(amount, currency):
    """Return an amount as a cell says it whose column names the currency."""
    return format_money(amount, currency, "en").partition("\xa0")[2]


def digits(text):
    """Return the whole number in a text of the page; nothing for a dash."""
    found = re.sub(r"[^\d-]", "", text.replace("−", "-"))
    return int(found) if found not in ("", "-") else None


# --- The same everywhere ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", CHOICES)
def test_page_file_chart_and_sums_are_equal(client, at_random, query):
    _answer, page = read(client, f"/en/figures/{query}")
    figures = sum_up(chosen_in(query), at=AT)
    for group in GROUPS:
        _above, lines = file_of(client, group, query)
        shown = {line[0]: line[1:] for line in table(page, group)}
        drawn = [unescape(one) for one in section(page, group).xpath(".//*[local-name()='rect']/*/text()")]
        pairs = {**figures.by[group], "total": figures.total}
        pairs |= {"hidden": figures.hidden} if figures.hidden.all.cases else {}
        assert {line[group] for line in lines} == set(pairs)
        for line in lines:
            sums = pairs[line[group]].all
            cells = shown[line["name"]]
            counts = (sums.cases, sums.with_amount, sums.partnerships)
            assert tuple(int(line[name]) for name in ("cases", "cases_with_amount", "partnerships")) == counts
            assert (digits(cells[0]), *map(digits, cells[-2:])) == counts
            for place, currency in enumerate(sorted(figures.total.all.granted), 1):
                amount = sums.granted.get(currency)
                assert line[f"granted_{currency}"] == ("" if amount is None else str(as_decimal(amount, currency)))
                assert cells[place] == ("–" if amount is None else number_of(amount, currency))
                if amount and group != "year" and line[group] in figures.by[group] and line[group] != NOT_STATED:
                    assert f"{line['name']}: {format_money(amount, currency, 'en')}" in drawn
            if line[group] in figures.by[group] and line[group] != NOT_STATED:
                assert f"{line['name']}: {sums.cases}" in drawn
                if group in ("year", "country") and sums.partnerships:
                    assert f"{line['name']}: {sums.partnerships}" in drawn
        assert lines[-1]["name"] == "All cases, each once"


def test_the_flow_and_the_completeness_are_equal_too(client, at_random):
    _answer, page = read(client, "/en/figures/")
    ways = flows({}, at=AT)
    _above, lines = file_of(client, "flow")
    expected = [(one.payee, one.country, one.currency, str(as_decimal(one.amount, one.currency))) for one in ways]
    assert [(line["payee"], line["country"], line["currency"], line["granted"]) for line in lines] == expected
    assert [row[2] for row in table(page, "flow")] == [number_of(one.amount, one.currency) for one in ways]
    known = how_complete({}, at=AT)
    _above, lines = file_of(client, "completeness")
    assert {line["fact"]: int(line["known"]) for line in lines} == known.known
    assert [digits(row[1]) for row in table(page, "completeness")] == list(known.known.values())
    assert [digits(row[2]) for row in table(page, "completeness")] == [
        known.cases - one for one in known.known.values()
    ]
    drawn = section(page, "completeness").xpath(".//*[local-name()='rect']/*/text()")
    assert len(drawn) == sum(1 for one in known.known.values() if one)


def test_in_swedish_the_numbers_are_the_same(client, at_random):
    for code in EVERY:
        _above, english = file_of(client, code)
        above, swedish = file_of(client, code, language="sv")
        named = ("name", "payee_name", "country_name", "programme_name")
        assert [{k: v for k, v in line.items() if k not in named} for line in swedish] == [
            {k: v for k, v in line.items() if k not in named} for line in english
        ]
        assert "# Innehåll: " in above
    assert client.get("/sv/siffror/").status_code == 200


def test_beside_all_stands_one_home_organisation_in_its_own_pattern(client, at_random):
    _answer, page = read(client, f"/en/figures/?home={at_random}")
    figures = sum_up({}, at_random, at=AT)
    assert figures.total.home.cases
    for group in GROUPS:
        _above, lines = file_of(client, group, f"?home={at_random}")
        for line in lines[:-1]:
            if line[group] != "hidden":
                assert int(line["home_cases"]) == figures.by[group][line[group]].home.cases
        assert int(lines[-1]["home_cases"]) == figures.total.home.cases
        assert section(page, group).xpath(".//*[local-name()='rect'][@class='two' and @fill='url(#hatch)']")
    assert page.xpath("//*[local-name()='pattern'][@id='hatch']")


# --- Every number opens to its rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*CHOICES, "home", "home&from=2020"])
def test_every_number_opens_to_as_many_rows(client, at_random, query):
    query = query.replace("home", f"?home={at_random}")
    answer, page = read(client, f"/en/figures/{query}")
    hidden = sum_up(chosen_in(query), at=AT).hidden.all
    tried = 0
    for code in EVERY:
        body = section(page, code)
        heads = ["".join(cell.itertext()) for cell in body.xpath(".//thead//th")]
        rows = body.xpath(".//tbody/tr")
        for row in dict.fromkeys([*rows[:1], *rows[-1:]]):  # The others are made as these are.
            for head, cell in zip(heads, row, strict=True):
                for link in cell.xpath(".//a"):
                    answer = client.get(link.get("href"))
                    found = answer.context["page_obj"].paginator.count
                    if "Granted" in head:
                        assert answer.context["table"].foot[-1].value == link.text, link.get("href")
                    else:
                        assert found == digits(link.text), (code, head, link.get("href"))
                    tried += 1
    assert tried > 10
    tiles = section(page, "sums").xpath(".//dl/div")
    for tile, of_hidden in zip(tiles, (hidden.cases, hidden.partnerships), strict=False):
        found = client.get(tile.xpath(".//a")[0].get("href")).context["page_obj"].paginator.count
        assert found == digits(tile.xpath("dd")[0].text) - of_hidden


def chosen_in(query):
    """Return what a query of these tests narrows the figures to."""
    return Asked.from_address(QueryDict(query.lstrip("?")), AT).chosen


def test_cases_that_are_counted_but_not_shown_are_named(client, at_random):
    hidden = Case.objects.counted(AT).filter(shown=Shown.NOTHING).count()
    assert hidden > 1
    _answer, page = read(client, "/en/figures/")
    assert f"{hidden} cases are counted here but not shown." in page.text_content()
    _answer, page = read(client, "/en/figures/?goal=1")
    assert "not shown." not in section(page, "sums").text_content()


# --- The file --------------------------------------------------------------------------------------------------------


def test_a_file_says_what_it_is(client, catalogue):
    above, lines = file_of(client, "country", "?from=2021")
    for said in (
        "# Contents: By country: Year of decision: 2021",
        "# Page with the same numbers: http://127.0.0.1:8000/en/figures/?decided=2021",
        "/en/figures/granted-by-country.csv?from=2021",
        "# Licence: https://creativecommons.org/publicdomain/zero/1.0/",
        "# Rows: One line for each value of",
        "# How it is counted: A case in several countries counts whole in each",
    ):
        assert said in above.replace('"', ""), said
    assert [(line["country"], line["granted_SEK"]) for line in lines] == [("RS", "1500000.00"), ("total", "1500000.00")]


def test_a_name_that_begins_like_a_formula_is_made_harmless():
    from samverka.faces.website.figures.figure import Name

    assert Name("=1+1", code="x").in_file == ["x", "'=1+1"]


# --- The page --------------------------------------------------------------------------------------------------------


def test_each_chart_has_a_name_and_a_sentence(client, catalogue):
    _answer, page = read(client, "/en/figures/")
    charts = page.xpath("//*[local-name()='svg'][@role='img']")
    assert len(charts) > 6
    assert all(chart.get("aria-label") and chart.xpath("./*[local-name()='title']/text()") for chart in charts)
    assert "Most cases: " in section(page, "country").text_content()
    assert "Best known: " in section(page, "completeness").text_content()
    assert not page.xpath("//main//@style")


@pytest.mark.parametrize(
    "query",
    [
        "?from=2023&until=2019",
        "?from=abcd",
        "?home=nobody",
        "?country=%00",
        "?goal=99",
        "?decided=x",
        "?area=" + "x" * 500,
    ],
)
def test_nonsense_in_the_address_does_no_harm(client, catalogue, query):
    for name in ("figures", "figure-decided", "figure-rows", "figure-partnerships"):
        with override("en"):
            assert client.get(reverse(f"website:{name}") + query).status_code == 200


def test_years_the_wrong_way_round_are_turned(client, catalogue):
    wrong, right = (file_of(client, "decided", query) for query in ("?from=2022&until=2020", "?from=2020&until=2022"))
    assert wrong[1] == right[1]
    assert [line["decided"] for line in right[1]] == ["2021", "total"]


def test_a_hidden_place_comes_out_nowhere(client, catalogue):
    case = Case.objects.get(reference="CAT-A1")
    Case.objects.filter(pk=case.pk).update(shown=Shown.NO_PLACE, shown_reason="x")
    queries = ["", "?country=RS", "?home=habo-kommun-0305", "?goal=4"]
    pages = ["/en/figures/", "/en/figures/rows/", "/en/figures/partnerships/", *map(reverse_file, EVERY)]
    for path in pages:
        for query in queries:
            text = client.get(path + query).content.decode()
            for word in ("Serbia", "Vračar", "vracar", "Vatten"):
                assert word not in text, (path, query)
    assert client.get("/en/figures/rows/?country=RS").context["page_obj"].paginator.count == 0
    assert client.get("/en/figures/rows/?currency=SEK").context["page_obj"].paginator.count == 1


def reverse_file(code):
    with override("en"):
        return reverse(f"website:figure-{code}")


def test_as_many_queries_for_three_cases_as_for_thirty(queries_of, add_cases):
    with override("en"):
        names = ("figures", "figure-rows", "figure-partnerships", *(f"figure-{code}" for code in EVERY))
        paths = [reverse(f"website:{name}") for name in names]
    paths += ["/en/figures/?home=lunds-kommun&country=BW&from=2020"]
    add_cases(3)
    few = {path: queries_of(path) for path in paths}
    add_cases(30)
    many = {path: queries_of(path) for path in paths}
    assert few == many
    assert max(many.values()) <= 15


def test_every_fact_of_which_we_count_the_gaps_has_a_name():
    from samverka.faces.website.figures.more import FACTS

    assert list(FACTS) == list(KNOWN)


# --- What is made up -------------------------------------------------------------------------------------------------


def test_what_is_made_up_is_said_and_has_no_part_in_who_has_most(client, catalogue, cast):
    assert "made up" not in client.get("/en/figures/").content.decode()
    made_up = Case.objects.create(
        programme=cast.programme, reference="MADE-UP", title_sv="P", title_en="P", state="recorded",
        start_year=2017, published_at=AT, changed_at=timezone.now(),
    )  # fmt: skip
    Programme.objects.filter(pk=cast.programme.pk).update(is_demonstration=True)
    Commitment.objects.create(case=made_up, amount=9_000_000_00, currency="SEK")
    made_up.countries.set(Country.objects.filter(code="KE"))
    _answer, page = read(client, "/en/figures/")
    said = "1 of the 4 cases, and SEK\xa09,000,000 of the money, is made up for the demonstration."
    assert said in section(page, "sums").text_content()
    points = section(page, "country").xpath("./p[1]")[0].text_content()
    assert "Most money: Serbia, SEK\xa01,500,000 of SEK\xa01,500,000." in points
    assert "Kenya" not in points
    above, lines = file_of(client, "country")
    assert said in above
    assert {line["country"]: line["granted_SEK"] for line in lines}["KE"] == "9000000.00"
    assert "made up for the demonstration: 1 case, 0 partnerships" in client.get("/en/").content.decode()
    assert "1 of the 1 cases" in client.get("/en/countries/KE/").content.decode()
    assert "1 of the cases is made up" in client.get("/en/map/").content.decode()


def test_of_many_the_largest_are_drawn_and_a_sentence_says_so(client, catalogue):
    case = Case.objects.get(reference="CAT-A1")
    case.countries.set(Country.objects.all()[:15])
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now())
    _answer, page = read(client, "/en/figures/")
    assert "12 of 16 countries; the rest are in the table." in section(page, "country").text_content()


def test_the_first_and_the_last_year_have_their_names():
    for number in (1, 2, 9, 16, 23):
        years = [str(2000 + one) for one in range(number)]
        drawn = columns("Years", [Line(year, [Mark(1, "")]) for year in years])
        named = re.findall(r">(\d{4})</text>", drawn)
        assert {years[0], years[-1]} <= set(named)
        assert len(named) <= 10


def test_figures_are_kept_until_something_public_changes(client, catalogue):
    read(client, "/en/figures/?goal=4")
    Case.objects.filter(reference="CAT-A1").update(changed_at=timezone.now(), withdrawn_at=timezone.now(),
                                                   withdrawn_reason_sv="x", withdrawn_reason_en="x")  # fmt: skip
    _answer, page = read(client, "/en/figures/?goal=4")
    assert "No public case fits these choices." in page.text_content()
