"""What may be kept, by whom and for how long: public pages shortly, pages of people nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import parse_http_date

from samverka.ground.accounts.actions import give_role
from samverka.ground.programme.models import Programme
from samverka.stages.projects.actions import edit_case_texts
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


# What is about records or entries, and says when the newest of them changed.
WITH_MOMENT = [
    *("/en/cases/CAT-A1/", "/sv/arenden/CAT-A1/", "/en/organisations/habo-kommun/", "/en/goals/4/"),
    *("/en/feed.atom", "/sitemap.xml"),
]


@pytest.mark.parametrize("address", WITH_MOMENT)
def test_a_page_says_when_what_it_is_about_last_changed(client, catalogue, address):
    before = client.get(address)
    case = Case.objects.get(reference="CAT-A1")
    assert parse_http_date(before["Last-Modified"]) == int(case.changed_at.timestamp())
    Case.objects.update(changed_at=case.changed_at + timedelta(days=1))
    after = client.get(address)
    assert parse_http_date(after["Last-Modified"]) - parse_http_date(before["Last-Modified"]) == 86_400


@pytest.mark.parametrize("address", ["/en/cases/CAT-A1/", "/en/goals/4/", "/en/feed.atom"])
def test_only_the_etag_tells_that_somebody_has_the_page_already(client, catalogue, address):
    before = client.get(address)
    since = {"if-modified-since": before["Last-Modified"]}
    # Nothing about the case has changed, but the frame that names the programme and its owner.
    catalogue.owner.__class__.objects.update(name_en="Another owner")
    Programme.objects.update(name_en="Another name")
    after = client.get(address, headers=since)
    assert after.status_code == 200
    assert "Another" in after.content.decode()
    assert after["Last-Modified"] == before["Last-Modified"]
    assert client.get(address, headers={**since, "if-none-match": before["ETag"]}).status_code == 200
    assert client.get(address, headers={**since, "if-none-match": after["ETag"]}).status_code == 304


def test_a_change_is_public_at_once_and_in_every_cache_within_a_minute(client, catalogue, cast, at):
    give_role(cast.maja, "editor", catalogue, by=None, at=at)
    case = Case.objects.get(reference="CAT-A1")
    addresses = ("/en/cases/CAT-A1/", "/en/cases/", "/en/feed.atom", "/en/search/?q=changed")
    before = {address: client.get(address) for address in addresses}
    edit_case_texts(case, by=cast.maja, at=timezone.now(), title_en="A changed title")
    for address in addresses:
        assert "A changed title" not in before[address].content.decode()
        after = client.get(address, headers={"if-none-match": before[address]["ETag"]})
        assert "A changed title" in after.content.decode()
        rules = dict(rule.strip().partition("=")[::2] for rule in after["Cache-Control"].split(","))
        assert int(rules["max-age"]) == 0
        assert int(rules["s-maxage"]) <= 60
        assert "stale-while-revalidate" not in rules
        assert "Expires" not in after


@pytest.mark.parametrize("address", ["/portal/", "/office/", "/accounts/login/", "/home/", "/no/such/page/"])
def test_a_page_of_people_is_kept_nowhere(client, log_in, cast, address):
    for visitor in (client, log_in(cast.sara), log_in(cast.ingrid)):
        rules = {rule.strip() for rule in visitor.get(address)["Cache-Control"].split(",")}
        assert {"private", "no-store"} <= rules
        assert "public" not in rules


def test_what_is_not_there_is_asked_for_again(client, catalogue):
    assert client.get("/en/cases/CAT-NONE/")["Cache-Control"] == "no-cache"
