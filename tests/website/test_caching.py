"""What may be kept, by whom and for how long: public pages shortly, pages of people nowhere."""

import pytest

from samverka.stages.projects.models import Case

PUBLIC = [
    *("/en/", "/sv/", "/en/cases/", "/en/cases/CAT-A1/", "/en/partnerships/", "/en/organisations/", "/en/calls/"),
    *("/en/search/?q=habo", "/en/feed.atom", "/en/cases.csv", "/en/cases.atom", "/en/open-data/", "/sitemap.xml"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_kept_shortly_and_by_everybody(client, catalogue, address):
    answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
    rules = {rule.strip() for rule in answer["Cache-Control"].split(",")}
    assert {"public", "max-age=0", "s-maxage=30"} <= rules
    assert not answer.cookies
    assert {name.strip() for name in answer.get("Vary", "").split(",")} <= {"Accept-Encoding", "Accept-Language", ""}
    again = client.get(address, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    assert again["Cache-Control"] == answer["Cache-Control"]
    assert again.content == b""


def test_a_page_that_changed_is_sent_again(client, catalogue):
    answer = client.get("/en/cases/CAT-A1/")
    Case.objects.filter(reference="CAT-A1").update(title_en="New title")
    again = client.get("/en/cases/CAT-A1/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 200
    assert b"New title" in again.content


@pytest.mark.parametrize("address", ["/portal/", "/office/", "/accounts/login/", "/home/", "/no/such/page/"])
def test_a_page_of_people_is_kept_nowhere(client, log_in, cast, address):
    for visitor in (client, log_in(cast.sara), log_in(cast.ingrid)):
        rules = {rule.strip() for rule in visitor.get(address)["Cache-Control"].split(",")}
        assert {"private", "no-store"} <= rules
        assert "public" not in rules


def test_what_is_not_there_is_asked_for_again(client, catalogue):
    assert client.get("/en/cases/CAT-NONE/")["Cache-Control"] == "no-cache"
