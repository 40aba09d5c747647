"""The public log of corrections and its feed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from lxml import etree, html

from samverka.faces.website.corrections.log import entry_of
from samverka.stages.corrections.actions import withdraw_correction
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.queries import corrections_of
from samverka.stages.projects.models import Case, Shown
from tests.factories import corrections, projects

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at)


def correct(cast, at, number=1, **facts):
    """Publish so many corrections, an hour after one another."""
    for one in range(number):
        moment = at + timedelta(hours=one)
        report = corrections.reported(cast, moment, email="", **facts)
        corrections.corrected(cast, moment, report, title_en=f"Page {one}", title_sv=f"Sida {one}")


def read(client, language="en"):
    """Return the feed, after checking what RFC 4287 (4.1.1, 4.1.2) asks of every feed and entry."""
    path = {"en": "/en/corrections/feed.atom", "sv": "/sv/rattelser/feed.atom"}[language]
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.xpath("a:entry", namespaces=ATOM)
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.xpath(f"a:{name}", namespaces=ATOM)) == 1, name
            assert one.xpath(f"string(a:{name})", namespaces=ATOM), name
        assert one.xpath("a:link[@href]", namespaces=ATOM)
        assert one.xpath("a:author/a:name/text()", namespaces=ATOM) or one.xpath("../a:author", namespaces=ATOM)
    identities = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(identities) == len(set(identities))
    return feed


def test_an_empty_log_says_where_errors_are_reported(client, db):
    assert "Each page has a link at its foot" in client.get("/en/corrections/").content.decode()
    assert read(client).xpath("a:entry", namespaces=ATOM) == []


@pytest.mark.parametrize("path", ["/en/corrections/feed.atom", "/sv/rattelser/feed.atom", "/en/feed.atom"])
def test_a_feed_without_entries_is_known_again_a_day_later(client, cast, at, path):
    with time_machine.travel(at) as clock:
        first = client.get(path)
        clock.shift(timedelta(days=1))
        again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert b"<updated>2026-01-01T00:00:00+00:00</updated>" in first.content


def test_the_feed_says_when_it_last_changed_also_when_something_was_taken_out(client, cast, at):
    path = "/en/corrections/feed.atom"
    _first, second = (corrections.corrected(cast, at + timedelta(days=one)) for one in (0, 1))
    before = client.get(path)
    assert before["Last-Modified"] == "Tue, 03 Mar 2026 09:00:00 GMT"
    withdraw_correction(second, reason="It named somebody", by=cast.maja, at=at + timedelta(days=2))
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["Last-Modified"] == "Wed, 04 Mar 2026 09:00:00 GMT"
    assert etree.fromstring(after.content).xpath("string(a:updated)", namespaces=ATOM) == "2026-03-04T09:00:00+00:00"


def test_newest_first_with_page_before_and_after(client, cast, at, case):
    page = f"/en/cases/{case.reference}/"
    corrections.corrected(cast, at, corrections.reported(cast, at, subject=case, page=page))
    corrections.corrected(cast, at + timedelta(days=1), title_en="The list", title_sv="Listan")
    tree = html.fromstring(client.get("/en/corrections/").content)
    assert tree.xpath("//article//h2/a/text()") == ["The list", "Clean water"]
    assert tree.xpath("//article//h2/a/@href") == ["/en/cases/", page]
    text = " ".join(" ".join(tree.xpath("//li[2]/article//text()")).split())
    assert "2 March 2026" in text
    assert text.index("It said The grant was SEK 100.") < text.index("It says now The grant is SEK 1,000.")


def test_in_swedish_with_the_pages_in_swedish(client, cast, at, case):
    page = f"/en/cases/{case.reference}/"
    corrections.corrected(cast, at, corrections.reported(cast, at, subject=case, page=page))
    tree = html.fromstring(client.get("/sv/rattelser/").content)
    assert tree.xpath("//article//h2/a/@href") == [f"/sv/arenden/{case.reference}/"]
    assert "Bidraget är 1 000 kronor." in tree.text_content()
    assert "Det stod" in tree.text_content()


def test_a_long_log_has_pages(client, cast, at):
    correct(cast, at, 21)
    first, second = (html.fromstring(client.get(f"/en/corrections/?page={page}").content) for page in (1, 2))
    assert len(first.xpath("//article")) == 20
    assert second.xpath("//article//h2/a/text()") == ["Page 0"]


def test_a_log_of_three_and_of_thirty_asks_the_database_as_often(client, cast, at, case, queries_of):
    for path in ("/en/corrections/", "/en/corrections/feed.atom"):
        correct(cast, at, 3, subject=case)
        few = queries_of(path)
        correct(cast, at, 27, subject=case)
        assert queries_of(path) == few <= 5


def test_the_feed_has_what_the_log_has_and_keeps_its_identities(client, cast, at, case):
    corrections.corrected(cast, at, corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/"))
    corrections.corrected(cast, at + timedelta(days=1), title_en="A & B <i>", title_sv="A och B")
    feed = read(client)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["A & B <i>", "Clean water"]
    assert feed.xpath("a:entry[2]/a:link/@href", namespaces=ATOM)[0].endswith(f"/en/cases/{case.reference}/")
    assert "It said: The grant was SEK 100." in feed.xpath("string(a:entry[2]/a:summary)", namespaces=ATOM)
    assert feed.xpath("string(a:entry[2]/a:updated)", namespaces=ATOM) == "2026-03-02T09:00:00+00:00"
    before = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    Correction.objects.update(title_en="Renamed")
    assert read(client).xpath("a:entry/a:id/text()", namespaces=ATOM) == before
    in_swedish = read(client, "sv")
    assert set(before).isdisjoint(in_swedish.xpath("a:entry/a:id/text()", namespaces=ATOM))
    assert "Det stod: Bidraget var 100 kronor." in in_swedish.xpath("string(a:entry[2]/a:summary)", namespaces=ATOM)
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)[0].endswith("/en/corrections/feed.atom")


def test_log_and_feed_are_found_from_the_page_from_the_footer_and_in_the_sitemap(client, cast):
    tree = html.fromstring(client.get("/en/corrections/").content)
    assert tree.xpath("//link[@type='application/atom+xml']/@href")[-1] == "/en/corrections/feed.atom"
    assert html.fromstring(client.get("/sv/").content).xpath("//footer//a[@href='/sv/rattelser/']")
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/en/corrections/<" in sitemap
    assert "/sv/rattelser/<" in sitemap
    assert "report-an-error" not in sitemap


@pytest.mark.parametrize("path", ["/en/corrections/", "/sv/rattelser/", "/en/corrections/feed.atom"])
def test_log_and_feed_leave_no_trace_and_are_known_again(client, cast, at, path):
    correct(cast, at)
    answer = client.get(path)
    assert not answer.cookies
    assert not answer.wsgi_request.session.accessed
    again = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_of_a_reader_comes_out_anywhere(client, cast, at, case):
    secret = {"email": "zebulon@elsewhere.example", "text": "Zebulon says that the grant is wrong."}
    reports = [corrections.reported(cast, at, subject=one, **secret) for one in (None, case, None)]
    for report in reports[:2]:
        corrections.corrected(cast, at, report)
    paths = ["/en/corrections/", "/sv/rattelser/", "/en/corrections/feed.atom", "/sv/rattelser/feed.atom", "/en/"]
    paths += ["/en/feed.atom", "/sitemap.xml", f"/en/cases/{case.reference}/", "/en/search/?q=zebulon"]
    for path in paths:
        content = client.get(path).content.decode().lower().replace("q=zebulon", "").replace('value="zebulon"', "")
        assert "says that the grant" not in content, path
        assert "zebulon@" not in content, path
        for report in reports:
            assert str(report.key) not in content, path


@pytest.mark.parametrize("shown", [Shown.NO_PLACE, Shown.NOTHING])
def test_a_case_that_is_hidden_takes_its_corrections_out_of_log_and_feed(client, cast, at, case, shown):
    report = corrections.reported(cast, at, subject=case, page=f"/en/cases/{case.reference}/")
    texts = {"before_en": "It was in Kisumu.", "after_en": "It was in Sekao."}
    corrections.corrected(cast, at, report, title_en="Water in Sekao", **texts)
    paths = ("/en/corrections/", "/en/corrections/feed.atom")
    for path in paths:
        assert "Sekao" in client.get(path).content.decode()
    Case.objects.filter(pk=case.pk).update(shown=shown)
    for path in paths:
        content = client.get(path).content.decode()
        assert "Sekao" not in content
        assert "Kisumu" not in content
        assert case.reference not in content


def test_what_was_taken_out_is_gone(client, cast, at):
    correction = corrections.corrected(cast, at)
    withdraw_correction(correction, reason="It named somebody", by=cast.maja, at=at)
    for path in ("/en/corrections/", "/en/corrections/feed.atom"):
        content = client.get(path).content.decode()
        assert "Clean water" not in content
        assert "named somebody" not in content


def test_a_page_can_show_its_own_corrections(rf, cast, at, case):
    from django.template.loader import render_to_string

    corrections.corrected(cast, at, corrections.reported(cast, at, subject=case))
    with translation.override("sv"):
        own = [entry_of(one) for one in corrections_of(case)]
        text = render_to_string("website/corrections/of_page.html", {"corrections": own})
        assert "Rättelser av den här sidan" in text
        assert "Bidraget är 1 000 kronor." in text
        assert "<h2><a" not in text
        assert not render_to_string("website/corrections/of_page.html", {"corrections": []}).strip()
    assert ErrorReport.objects.count() == 1
