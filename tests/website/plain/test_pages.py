"""Addresses without a language, and what all public pages have in common."""

import gzip
import re
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection
from django.utils import timezone
from lxml import etree

from samverka.faces.website.plain import sitemaps
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.projects.models import Case

PUBLIC = [
    "/en/", "/sv/", "/en/calls/", "/sv/utlysningar/", "/en/partnerships/", "/sv/partnerskap/",
    "/en/cases/", "/sv/arenden/",
    "/en/organisations/", "/sv/organisationer/", "/en/search/?q=habo", "/sv/sok/?q=habo", "/en/feed.atom",
    "/sv/feed.atom",
    "/en/accessibility/", "/sv/tillganglighet/", "/en/privacy/", "/sv/integritet/", "/en/open-data/", "/sv/oppna-data/",
    "/en/cases/CAT-A1/", "/sv/arenden/CAT-A1/", "/en/organisations/habo-kommun/", "/en/partnerships/habo-vracar/",
]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light_and_leaves_no_trace(client, catalogue, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert not answer.wsgi_request.session.accessed
    assert "Cookie" not in answer.get("Vary", "")
    assert len(gzip.compress(answer.content)) < 14_000
    text = answer.content.decode()
    assert re.findall("<script[^>]*>", text) == ([] if "feed" in path else ['<script type="application/ld+json">'])
    for forbidden in ("<style", " style=", "<iframe", "onclick"):
        assert forbidden not in text
    assert text.count(' src="') == 0
    again = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/en/", "/en/cases/CAT-A1/"])
def test_nothing_is_changed_by_other_methods(client, catalogue, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("asked", "path"), [("sv,en;q=0.5", "/sv/"), ("en-GB,en", "/en/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_root_leads_to_the_language_of_the_browser(client, db, asked, path):
    answer = client.get("/", headers={"accept-language": asked})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


def test_home_is_where_the_person_works(cast, client, log_in):
    assert client.get("/home/")["Location"].startswith("/accounts/login/")
    assert log_in(cast.sara).get("/home/")["Location"] == "/office/"
    assert log_in(cast.ingrid).get("/home/")["Location"] == "/portal/"


SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(answer):
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def test_the_sitemap_names_every_public_page_in_each_language(client, catalogue, calls, settings):
    tree = addresses(client.get("/sitemap.xml"))
    places = tree.xpath("s:url/s:loc/text()", namespaces=SPACES)
    assert len(places) == len(set(places))
    for path in [
        *("/sv/arenden/CAT-A1/", "/en/organisations/habo-kommun/", f"/en/calls/{calls['coming'].slug}/", "/sv/"),
        *("/en/map/", "/sv/karta/", "/en/figures/", "/sv/siffror/", "/en/countries/", "/sv/mal/", "/en/core-areas/"),
        *("/en/countries/RS/", "/sv/lander/ZA/", "/en/goals/4/", "/en/goals/17/", "/sv/omraden/education/"),
        *("/en/topics/gender_equality/", "/sv/karnomraden/equity/", "/en/years/2022/"),
    ]:
        assert f"{settings.SITE_ADDRESS}{path}" in places
    # Nothing that no public case has, unless its list is fixed.
    for path in ("/en/countries/SE/", "/en/countries/KE/", "/en/years/2024/", "/en/countries/-/"):
        assert f"{settings.SITE_ADDRESS}{path}" not in places
    for place in places:
        if "feed" not in place:
            assert client.get(place.removeprefix(settings.SITE_ADDRESS)).status_code == 200
    (one,) = tree.xpath("s:url[s:loc[contains(., '/en/cases/CAT-A1/')]]", namespaces=SPACES)
    links = {link.get("hreflang"): link.get("href") for link in one.xpath("x:link", namespaces=SPACES)}
    assert links["sv"].endswith("/sv/arenden/CAT-A1/")
    assert links["en"].endswith("/en/cases/CAT-A1/")
    assert one.xpath("string(s:lastmod)", namespaces=SPACES).startswith("2026-03-02T")


def last_changed(client, path):
    """Return what the sitemap says of when a page changed; nothing where it is silent, or has no such page."""
    tree = addresses(client.get("/sitemap.xml"))
    return tree.xpath(f"string(s:url[s:loc[contains(., '{path}')]]/s:lastmod)", namespaces=SPACES)


def test_the_sitemap_says_when_a_case_of_a_term_last_changed(client, catalogue):
    moment = timezone.now()
    Case.objects.filter(reference="CAT-A1").update(changed_at=moment)
    for path in ("/en/countries/RS/", "/en/goals/4/", "/en/areas/education/", "/en/years/2021/"):
        assert last_changed(client, path) == moment.isoformat(timespec="seconds")
    assert last_changed(client, "/en/countries/ZA/").startswith("2026-03-02T")
    assert last_changed(client, "/en/goals/17/") == ""


@pytest.mark.parametrize("shown", ["no_place", "nothing"])
def test_the_sitemap_names_no_term_of_a_hidden_place(client, catalogue, shown):
    assert last_changed(client, "/en/countries/RS/")
    Case.objects.filter(reference="CAT-A1").update(shown=shown, changed_at=timezone.now())
    assert "/en/countries/RS/" not in client.get("/sitemap.xml").content.decode()


def test_the_sitemap_takes_as_many_queries_for_more_cases(queries_of, add_cases):
    before = queries_of("/sitemap.xml")
    add_cases(5)
    assert queries_of("/sitemap.xml") == before
    assert before < 16


def test_a_long_sitemap_has_parts(client, catalogue, monkeypatch):
    whole = addresses(client.get("/sitemap.xml")).xpath("s:url/s:loc/text()", namespaces=SPACES)
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 10)
    index = addresses(client.get("/sitemap.xml"))
    assert index.tag.endswith("sitemapindex")
    found = []
    for place in index.xpath("s:sitemap/s:loc/text()", namespaces=SPACES):
        part = addresses(client.get("/sitemap.xml?" + place.partition("?")[2]))
        found += part.xpath("s:url/s:loc/text()", namespaces=SPACES)
    assert found == whole
    assert client.get("/sitemap.xml?part=99").status_code == 404
    assert client.get("/sitemap.xml?part=x").status_code == 404


def test_robots_are_kept_out_of_what_is_not_theirs(client, db, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /office/" in text
    assert f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml" in text


def test_health(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    with mock.patch.object(connection, "cursor", side_effect=OperationalError):
        assert client.get("/healthz").status_code == 503


def test_the_icon(client, db):
    assert client.get("/favicon.ico")["Location"] == "/static/ui/mark.svg"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'


@pytest.fixture
def owner(cast):
    """Return the owner of the programme that the public pages speak for, with a logo."""
    owner = programme_shown_first().owner
    owner.logo.save("owner.svg", ContentFile(SVG))
    return owner


def test_the_logo_of_the_owner_stands_on_public_pages_with_its_name(client, owner):
    page = client.get("/en/").content.decode()
    assert f'src="/logo" alt="{owner.name_en}"' in page
    answer = client.get("/logo")
    assert answer.content == SVG
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert client.get("/logo", HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("name", ["", "gone.png", "page.html"])
def test_without_a_logo_that_can_be_shown_there_is_none(client, owner, name):
    owner.logo.name = name
    owner.save()
    assert client.get("/logo").status_code == 404


def test_without_a_logo_no_picture_is_drawn(client, cast):
    assert "owner-logo" not in client.get("/en/").content.decode()
