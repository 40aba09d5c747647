"""The rows of a view as files: the same rows, safe in every program that opens them."""

import csv
import io
import json
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone
from lxml import etree

from samverka.faces.website.exports import views
from samverka.faces.website.exports.columns import COLUMNS
from samverka.ground.programme.models import Tag
from samverka.stages.networks.actions import make_network
from samverka.stages.projects.actions import refresh_search_text
from samverka.stages.projects.models import Case, Commitment
from tests.factories.projects import public_case, running_case

NAMES = [column.name for column in COLUMNS]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ATOM = "{http://www.w3.org/2005/Atom}"


def content(answer):
    assert answer.status_code == 200, answer
    return b"".join(answer) if answer.streaming else answer.content


def lines(answer):
    text = content(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def table(client, query="", address="/en/cases.csv"):
    """Return the rows of the CSV file as dictionaries, in its order."""
    names, *rows = lines(client.get(f"{address}{query}{'&' if query else '?'}header=no"))
    assert names == NAMES
    return [dict(zip(names, row, strict=True)) for row in rows]


def cells(part):
    """Return the texts of a sheet by their place."""
    found = {}
    for cell in etree.fromstring(part).iter(f"{SHEET}c"):
        found[cell.get("r")] = "".join(cell.itertext())
    return found


def workbook(client, query=""):
    """Return the cells of both sheets by their place."""
    book = ZipFile(io.BytesIO(content(client.get(f"/en/cases.xlsx{query}"))))
    assert book.testzip() is None
    assert set(book.namelist()) >= {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"}
    return [cells(book.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2)]


def references(client, form, query=""):
    """Return the references in a file, in its order."""
    if form == "csv":
        return [row["id"] for row in table(client, query)]
    if form == "json":
        return [case["id"] for case in json.loads(content(client.get(f"/en/cases.json{query}")))["cases"]]
    if form == "xlsx":
        sheet, _about = workbook(client, query)
        return [text for place, text in sheet.items() if place.startswith("A") and place[1:].isdigit()][1:]
    feed = etree.fromstring(content(client.get(f"/en/cases.atom{query}")))
    return [entry.find(f"{ATOM}link").get("href").split("/")[-2] for entry in feed.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "atom"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["CAT-A1", "CAT-A2", "CAT-A3"]),
        ("?country=RS", ["CAT-A1"]),
        ("?country=RS&country=ZA", ["CAT-A1", "CAT-A2"]),
        ("?q=tlokwe", ["CAT-A2"]),
        ("?goal=5", []),
    ],
)
def test_a_file_holds_the_rows_of_the_view(client, catalogue, form, query, expected):
    found = references(client, form, query)
    assert (sorted(found) if form == "atom" else found) == expected


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_whole_result_is_in_the_file_whatever_page_is_asked_for(client, catalogue, add_cases, form):
    add_cases(60)
    assert len(references(client, form, "?page=2")) == 63


def test_a_row_says_what_the_page_says(client, catalogue):
    case = Case.objects.get(reference="CAT-A1")
    case.tags.set(Tag.objects.filter(code="water"))
    network = make_network(catalogue, "Nätverket", "The Network", by=None, at=case.changed_at)
    Case.objects.filter(pk=case.pk).update(network=network, summary_sv="Rent vatten.")
    row = table(client, "?q=vatten")[0]
    assert row | {"last_updated": ""} == row | {
        "id": "CAT-A1",
        "address": "http://127.0.0.1:8000/en/cases/CAT-A1/",
        "title_sv": "Vatten för alla, Ї",
        "title_en": "",
        "start_year": "2021",
        "end_year": "2023",
        "starts_on": "",
        "home_party_names": "Håbo Municipality",
        "partner_names": "Vračar Municipality",
        "countries": "RS",
        "country_names": "Serbia",
        "area_names": "Education",
        "topic_names": "Human Rights",
        "goals": "4; 11",
        "targets": "4.7",
        "granted_amount": "1500000",
        "granted_currency": "SEK",
        "decided_on": "2021-03",
        "source": "https://www.example.org/habo (ref 7)",
        "is_demonstration": "0",
        "last_updated": "",
        "goal_names": "Quality education; Sustainable cities and communities",
        "region_names": "Europe",
        "period": "2021–2023",
        "summary_sv": "Rent vatten.",
        "tags": "water",
        "tag_names": "Water",
        "network_names": "The Network",
    }
    assert row["last_updated"] == "2026-03-02T09:00:00Z"
    swedish = table(client, "?q=vatten", "/sv/arenden.csv")[0]
    assert swedish["partners"] == row["partners"]
    assert swedish["country_names"] == "Serbien"
    assert swedish["address"] == "http://127.0.0.1:8000/sv/arenden/CAT-A1/"


def test_json_keeps_the_parts_apart(client, catalogue):
    case = json.loads(content(client.get("/en/cases.json?q=vatten")))["cases"][0]
    assert case["granted"] == {"amount": 1500000, "currency": "SEK"}
    assert [goal["id"] for goal in case["goals"]] == ["4", "11"]
    assert case["partners"][0]["country"] == "RS"
    assert case["starts_on"] is None


def test_each_file_says_what_it_is(client, catalogue):
    address = "/en/cases.csv?country=RS&q=vatten"
    header = [line[0] for line in lines(client.get(address)) if line[0].startswith("# ")]
    assert len(header) == 8
    text = "\n".join(header)
    meta = json.loads(content(client.get(address.replace(".csv", ".json"))))["meta"]
    _sheet, about = workbook(client, "?country=RS&q=vatten")
    for said in (text, str(meta), " ".join(about.values())):
        assert "Serbia" in said
        assert "vatten" in said
        assert "UTC" in said
        assert "/en/cases/?q=vatten&country=RS" in said
        assert catalogue.licence_url in said
        assert "One row is one case." in said
    assert f"http://127.0.0.1:8000{address}" in text
    assert "CET" in text or "CEST" in text
    swedish = lines(client.get("/sv/arenden.csv"))
    assert [line[0][:2] for line in swedish[:8]] == ["# "] * 8
    assert swedish[4][0].startswith("# Licens: ")
    assert 'filename="arenden-20' in client.get("/sv/arenden.csv")["Content-Disposition"]


def test_pandas_and_spreadsheets_find_the_names_where_they_look(client, catalogue):
    bare = content(client.get("/en/cases.csv?header=no"))
    assert bare.startswith(b"\xef\xbb\xbfid,address,")
    assert content(client.get("/en/cases.csv")).startswith(b"\xef\xbb\xbf# ")
    assert lines(client.get("/en/cases.csv"))[8] == NAMES


@pytest.mark.parametrize("title", ['=HYPERLINK("http://evil.example")', "+46", "-1", "@SUM(A1)", "\tx", "＝1"])
def test_a_title_is_never_a_formula(client, catalogue, title):
    Case.objects.filter(reference="CAT-A1").update(title_en=title, changed_at=timezone.now())
    row = next(row for row in table(client) if row["id"] == "CAT-A1")
    assert row["title_en"] == f"'{title}"
    sheet, _about = workbook(client)
    assert sheet["D2"] == title  # a text by its type: never a formula
    part = ZipFile(io.BytesIO(content(client.get("/en/cases.xlsx")))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in part


def test_a_search_for_a_formula_does_not_come_out_as_one(client, catalogue):
    for form in ("csv", "json", "xlsx", "atom"):
        content(client.get(f"/en/cases.{form}?q=%3D1%2B1%0A%01%00%22%3Cb%3E&country=%3Dx"))
    assert all(
        line[0].startswith("# ") for line in lines(client.get("/en/cases.csv?q=%0A%3D1%2B1&country=%0D%0A%3D2"))[:8]
    )


def test_letters_that_a_workbook_cannot_hold_are_left_out(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(title_en="a\x01b <&> _x0041_ Ї 🎈", changed_at=timezone.now())
    sheet, _about = workbook(client)
    assert sheet["D2"] == "ab <&> _x005F_x0041_ Ї 🎈"


def test_days_and_amounts_are_typed_in_a_workbook(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(
        starts_on=date(2021, 3, 1), ends_on=date(2023, 2, 28), changed_at=timezone.now()
    )
    case = Case.objects.get(reference="CAT-A1")
    Commitment.objects.create(case=case, amount=-50, kind="reduction", currency="SEK")
    sheet, _about = workbook(client)
    place = {
        name: letters
        for letters, name in (
            (place[:-1], text) for place, text in sheet.items() if place[-1] == "1" and not place[-2:-1].isdigit()
        )
    }
    assert sheet[f"{place['starts_on']}2"] == str((date(2021, 3, 1) - date(1899, 12, 30)).days)
    assert sheet[f"{place['granted_amount']}2"] == "1499999.50"


def test_a_case_without_its_place_tells_none(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(
        shown="no_place", title_en="Water in Vračar", changed_at=timezone.now()
    )
    refresh_search_text(Case.objects.get(reference="CAT-A1"))
    for form in ("csv", "json", "xlsx", "atom"):
        text = content(client.get(f"/en/cases.{form}"))
        if form == "xlsx":
            text = ZipFile(io.BytesIO(text)).read("xl/worksheets/sheet1.xml")
        text = text.decode()
        assert "CAT-A1" in text
        for secret in ("Vračar", "vracar", "Serbia", "Vatten", "example.org/habo"):
            assert secret not in text, (form, secret)
        assert references(client, form, "?country=RS") == []
        assert references(client, form, "?q=vracar") == []


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "atom"])
@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": None},
        {"shown": "nothing"},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"withdrawn_at": timezone.now(), "withdrawn_reason_sv": "Fel.", "withdrawn_reason_en": "Wrong."},
    ],
    ids=lambda hidden: next(iter(hidden)),
)
def test_what_is_not_public_is_in_no_file(client, catalogue, form, hidden):
    assert "CAT-A1" in references(client, form)
    # Even while the catalogue still lists it: rows are read as they are.
    Case.objects.filter(reference="CAT-A1").update(**hidden)
    assert sorted(references(client, form)) == ["CAT-A2", "CAT-A3"]


def test_a_case_of_nobody_yet_is_in_no_file(client, cast, at):
    case = running_case(cast, at)
    for form in ("csv", "json", "xlsx", "atom"):
        assert case.reference.encode() not in content(client.get(f"/en/cases.{form}"))


def test_people_and_amounts_to_come_are_in_no_file(client, cast, at):
    case = public_case(cast, at)
    for form in ("csv", "json", "atom"):
        text = content(client.get(f"/en/cases.{form}")).decode()
        assert case.reference in text
        for person in (cast.ingrid, cast.thato, cast.nils, cast.eva, cast.sara):
            assert person.name not in text
            assert person.email not in text
    assert table(client)[0]["is_demonstration"] == "1"


def test_the_feed_comes_in_pages_that_together_are_the_view(client, catalogue, add_cases, monkeypatch):
    add_cases(30)
    monkeypatch.setattr("samverka.faces.website.exports.feeds.EACH", 10)
    address, found = "/en/cases.atom?country=KE", []
    while address:
        feed = etree.fromstring(content(client.get(address)))
        ways = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        found += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert ways["alternate"] == "http://127.0.0.1:8000/en/cases/?country=KE"
        address = ways.get("next", "").removeprefix("http://127.0.0.1:8000")
    assert len(found) == len(set(found)) == 30
    assert ways["previous"] == "http://127.0.0.1:8000/en/cases.atom?country=KE&page=2"


def test_the_feed_asks_as_little_of_many_cases_as_of_few(client, catalogue, add_cases, queries_of):
    before = queries_of("/en/cases.atom"), queries_of("/en/partnerships.atom")
    add_cases(60)
    assert (queries_of("/en/cases.atom"), queries_of("/en/partnerships.atom")) == before
    assert max(before) <= 15


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "atom"])
def test_a_reader_that_has_the_file_is_told_so_cheaply(client, catalogue, form, django_assert_max_num_queries):
    address = f"/en/cases.{form}?country=RS"
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=30, stale-if-error=3600"
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    with django_assert_max_num_queries(4):
        again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    assert client.get(f"{address}&q=x")["ETag"] != first["ETag"]
    assert client.get(f"/sv/arenden.{form}?country=RS")["ETag"] != first["ETag"]
    Case.objects.filter(reference="CAT-A1").update(changed_at=timezone.now())
    assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_an_embargo_that_ends_makes_a_new_file(client, catalogue, time_machine):
    at = timezone.now()
    Case.objects.filter(reference="CAT-A1").update(embargo_until=at + timedelta(hours=1))
    before = client.get("/en/cases.csv")
    time_machine.move_to(at + timedelta(hours=2))
    seen = {"HTTP_IF_NONE_MATCH": before["ETag"], "HTTP_IF_MODIFIED_SINCE": before["Last-Modified"]}
    assert client.get("/en/cases.csv", **seen).status_code == 200
    assert client.get("/en/cases.csv", HTTP_IF_MODIFIED_SINCE=before["Last-Modified"]).status_code == 200


def test_queries_do_not_grow_with_the_rows(client, catalogue, add_cases, queries_of):
    counted = {form: queries_of(f"/en/cases.{form}") for form in ("csv", "json", "xlsx", "atom")}
    add_cases(30)
    for form, before in counted.items():
        assert queries_of(f"/en/cases.{form}") <= before
        assert before <= 25


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_long_file_leaves_a_batch_at_a_time(client, catalogue, add_cases, monkeypatch, form, lasting_connection):
    add_cases(30)
    in_small_batches(monkeypatch)
    answer = client.get(f"/en/cases.{form}")
    assert answer.streaming
    assert views.SEATS.acquire(blocking=False) is False
    assert client.get("/en/cases.csv").status_code == 503
    body = b"".join(answer)
    answer.close()
    if form == "json":
        assert len(json.loads(body)["cases"]) == 33
    elif form == "xlsx":
        assert ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml").count(b"<row ") == 34
    else:
        assert body.count(b"/en/cases/N") + body.count(b"/en/cases/CAT-") >= 33
    assert len(body) == len(content(client.get(f"/en/cases.{form}"))) or form == "xlsx"


def test_a_reader_that_goes_away_leaves_its_seat(client, catalogue, add_cases, monkeypatch, lasting_connection):
    add_cases(30)
    in_small_batches(monkeypatch)
    never_read = client.get("/en/cases.csv")
    never_read.close()
    begun = client.get("/en/cases.csv")
    next(iter(begun))
    begun.close()
    answer = client.get("/en/cases.csv")
    assert answer.status_code == 200
    busy = client.get("/en/cases.csv")
    assert busy.status_code == 503
    assert busy["Retry-After"] == "30"
    assert busy["Cache-Control"] == "no-store"
    answer.close()


def in_small_batches(monkeypatch):
    """Let ten rows be long, and read and written at a time."""
    for name in ("MOST_AT_ONCE", "FIRST", "EACH", "A_FEW"):
        monkeypatch.setattr(views, name, 10)


def test_a_packed_file_is_not_packed_again(client, catalogue):
    assert "Content-Encoding" not in client.get("/en/cases.xlsx", HTTP_ACCEPT_ENCODING="gzip")
    assert client.get("/en/cases.csv", HTTP_ACCEPT_ENCODING="gzip")["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "atom"])
def test_who_asks_for_the_head_gets_no_body(client, catalogue, form):
    answer = client.head(f"/en/cases.{form}")
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer["ETag"] == client.get(f"/en/cases.{form}")["ETag"]
    assert client.post(f"/en/cases.{form}").status_code == 405
