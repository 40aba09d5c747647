"""The files and the list as they are served: to strangers, without a cookie, and not twice for nothing."""

import gzip

import pytest
from django.utils import timezone

from samverka.faces.opendata import views
from samverka.ground.programme.models import Programme, ProgrammeOwner
from samverka.stages.projects.models import Case, Commitment
from tests.opendata.cases import bare_case, full_case, organisation, pay

FILES = {
    "/opendata/iati-activities.xml": "application/xml",
    "/opendata/iati-organisation.xml": "application/xml",
    "/opendata/360giving.json": "application/json",
}


def content(response):
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(("address", "kind"), FILES.items())
def test_a_file_is_served_to_everybody(cast, client, address, kind):
    full_case(cast, "DEMO-2025-0001")
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Length"] == str(len(content(response)))
    assert not response.cookies
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FILES)
def test_a_reader_that_has_the_file_is_told_so(cast, client, address, django_assert_max_num_queries):
    case = full_case(cast, "DEMO-2025-0001")
    first = client.get(address)
    seen = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    with django_assert_max_num_queries(11):
        again = client.get(address, **seen)
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    pay(cast, case, 100_00)
    assert client.get(address, **seen).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda case: Case.objects.filter(pk=case.pk).update(published_at=None),
        lambda case: Case.objects.filter(pk=case.pk).update(title_en="New", changed_at=timezone.now()),
        lambda case: Commitment.objects.create(case=case, amount=100, currency="SEK", committed_on=case.starts_on),
        lambda case: ProgrammeOwner.objects.update(name_en="New owner"),
        lambda case: Programme.objects.update(licence_url="https://creativecommons.org/licenses/by/4.0/"),
    ],
)
def test_every_change_gives_a_new_file(cast, client, change):
    case = full_case(cast, "DEMO-2025-0001")
    before = client.get("/opendata/iati-activities.xml")["ETag"]
    assert client.get("/opendata/iati-activities.xml")["ETag"] == before
    change(case)
    assert client.get("/opendata/iati-activities.xml")["ETag"] != before


def test_a_file_is_packed_for_who_can_unpack(cast, client):
    for number in range(5):
        full_case(cast, f"DEMO-2025-000{number}")
    packed = client.get("/opendata/iati-activities.xml", HTTP_ACCEPT_ENCODING="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(content(packed)).startswith(b"<?xml")


def test_a_large_file_is_sent_from_disk(cast, client, monkeypatch):
    monkeypatch.setattr(views, "IN_MEMORY", 1000)
    full_case(cast, "DEMO-2025-0001")
    for headers in ({}, {"HTTP_ACCEPT_ENCODING": "gzip"}):
        response = client.get("/opendata/iati-activities.xml", **headers)
        assert response.streaming
        sent = content(response)
        assert (gzip.decompress(sent) if headers else sent).rstrip().endswith(b"</iati-activities>")


def test_where_there_is_nothing_to_publish_a_sentence_says_so(cast, client):
    for address in ("/opendata/360giving.json", "/opendata/iati-activities.xml?programme=unknown"):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Content-Type"].startswith("text/plain")
        assert "/opendata/left-out/" in response.content.decode()
    ProgrammeOwner.objects.update(identifier="")
    assert client.get("/opendata/iati-activities.xml").status_code == 404
    assert client.get("/opendata/left-out/?programme=unknown").status_code == 404


def test_one_file_is_of_one_programme(cast, client):
    full_case(cast, "DEMO-2025-0001")
    owner = ProgrammeOwner.objects.create(
        name_sv="Ägaren", name_en="The Owner", identifier="SE-ON-802000-0001", email="info@owner.example"
    )
    real = Programme.objects.create(
        owner=owner,
        slug="real",
        name_sv="Riktigt",
        name_en="Real",
        is_shown_first=True,
        sender="x <x@owner.example>",
        reference_prefix="REAL",
        home_country=cast.programme.home_country,
        grant_prefix="real",
    )
    place, partner = (organisation(code, f"Place {code}", is_fictional=False) for code in ("SE", "KE"))
    full_case(cast, "REAL-2025-0001", [place, partner], programme=real)
    full_case(cast, "REAL-2025-0002", [place, cast.sekao], programme=real)
    full_case(cast, "DEMO-2025-0002", [cast.exempelby, partner])
    first = content(client.get("/opendata/iati-activities.xml")).decode()
    assert "SE-ON-802000-0001-REAL-2025-0001" in first
    assert "REAL-2025-0002" not in first
    assert "DEMO" not in first
    assert "XE-EXAMPLE" not in first
    demonstration = content(client.get(f"/opendata/iati-activities.xml?programme={cast.programme.slug}")).decode()
    assert "XE-EXAMPLE-OWNER-DEMO-2025-0001" in demonstration
    assert "DEMO-2025-0002" not in demonstration
    assert "SE-ON" not in demonstration
    listed = client.get("/opendata/left-out/?language=en").content.decode()
    assert "made up for a demonstration" in listed


def test_the_list_names_each_case_with_its_reasons(cast, client):
    full_case(cast, "DEMO-2025-0001")
    bare_case(cast, "DEMO-2025-0002", state="recorded", starts_on=None, ends_on=None, start_year=2022)
    bare_case(cast, "DEMO-2025-0003", title_en="Write to person@place.example")
    page = client.get("/opendata/left-out/?language=en").content.decode()
    assert "DEMO-2025-0001" not in page
    assert "/en/cases/DEMO-2025-0002/" in page
    assert "The day on which it began is not known." in page
    assert "Whether it has ended is not known." in page
    assert "The amount granted is not known." in page
    assert "holds an e-mail address" in page
    assert not client.get("/opendata/left-out/").cookies


def test_the_list_can_be_read_in_both_languages(cast, client):
    english = client.get("/opendata/left-out/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert 'lang="en"' in english
    assert 'href="?language=sv"' in english
    assert 'lang="sv"' in client.get("/opendata/left-out/?language=sv").content.decode()
    assert "Every public case is in both files." in english


def test_queries_of_the_list_do_not_grow(cast, client, django_assert_max_num_queries):
    for number in range(4):
        bare_case(cast, f"DEMO-2025-000{number}", starts_on=None)
    client.get("/opendata/left-out/")  # Builds the files.
    with django_assert_max_num_queries(15):
        client.get("/opendata/left-out/")
