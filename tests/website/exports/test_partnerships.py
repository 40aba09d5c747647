"""The partnerships of a view as files: the same rows as the list, with what their cases have together."""

import io
import json
from zipfile import ZipFile

import pytest
from lxml import etree

from samverka.faces.website.exports.partnerships import PARTNERSHIP_COLUMNS
from samverka.stages.projects.actions import refresh_search_text, settle_publicity
from samverka.stages.projects.models import Case
from tests.conftest import NOW
from tests.website.exports.test_files import ATOM, cells, content, lines

FORMS = ("csv", "json", "xlsx", "atom")


def rows(client, query=""):
    names, *found = lines(client.get(f"/en/partnerships.csv?header=no{query}"))
    assert names == [column.name for column in PARTNERSHIP_COLUMNS]
    return [dict(zip(names, row, strict=True)) for row in found]


def slugs(client, form, query=""):
    if form == "csv":
        return [row["id"] for row in rows(client, f"&{query}")]
    body = content(client.get(f"/en/partnerships.{form}?{query}"))
    if form == "json":
        return [one["id"] for one in json.loads(body)["partnerships"]]
    if form == "atom":
        return [
            one.find(f"{ATOM}link").get("href").split("/")[-2] for one in etree.fromstring(body).iter(f"{ATOM}entry")
        ]
    book = ZipFile(io.BytesIO(body))
    assert b'name="Partnerships"' in book.read("xl/workbook.xml")
    sheet = cells(book.read("xl/worksheets/sheet1.xml"))
    return [text for place, text in sheet.items() if place.startswith("A") and place[1:].isdigit()][1:]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"habo-vracar", "habo-almhult-jb-marks"}),
        ("country=RS", {"habo-vracar"}),
        ("q=tlokew", {"habo-almhult-jb-marks"}),
        ("goal=5", set()),
    ],
)
def test_a_file_holds_the_rows_of_the_view(client, catalogue, form, query, expected):
    found = slugs(client, form, query)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_row_says_what_its_cases_say_together(client, catalogue):
    case = Case.objects.get(reference="CAT-A2")
    Case.objects.filter(pk=case.pk).update(partnership=Case.objects.get(reference="CAT-A1").partnership)
    row = next(row for row in rows(client) if row["id"] == "habo-vracar")
    assert row | {"last_updated": ""} == row | {
        "title_en": "Håbo – Vračar",
        "home_party_names": "Håbo Municipality; Habo Municipality; Älmhult Municipality",
        "partner_names": "Vračar Municipality; JB Marks Local Municipality",
        "cases": "2",
        "case_ids": "CAT-A1; CAT-A2",
        "period": "2018–2023",
        "decided": "2021",
        "countries": "RS; ZA",
        "region_names": "Europe; Africa",
        "goals": "4; 11",
        "granted": "SEK 1500000",
        "last_updated": "",
    }


def test_each_file_says_what_it_is(client, catalogue):
    header = "\n".join(line[0] for line in lines(client.get("/sv/partnerskap.csv?country=RS"))[:8])
    assert "Serbien" in header
    assert "/sv/partnerskap/?country=RS" in header
    meta = json.loads(content(client.get("/en/partnerships.json?q=vatten")))["meta"]
    assert meta["title"] == "Partnerships"
    assert "One row is one partnership" in meta["grain"]
    assert meta["view"] == "“vatten”"


@pytest.mark.parametrize("form", FORMS)
def test_a_case_that_hides_its_place_tells_of_no_partnership(client, catalogue, form):
    assert "habo-vracar" in slugs(client, form)
    case = Case.objects.get(reference="CAT-A1")
    # While the catalogue still lists it, rows are read as they are.
    Case.objects.filter(pk=case.pk).update(shown="no_place")
    case.refresh_from_db()
    settle_publicity(case, at=NOW)
    refresh_search_text(case)
    assert slugs(client, form) == ["habo-almhult-jb-marks"]
    assert slugs(client, form, "country=RS") == []


def test_queries_do_not_grow_with_the_rows(client, catalogue, add_cases, queries_of):
    counted = {form: queries_of(f"/en/partnerships.{form}") for form in FORMS}
    add_cases(30)
    for form, before in counted.items():
        assert queries_of(f"/en/partnerships.{form}") <= before <= 25
