"""The Atom feed, read as a program reads it."""

from lxml import etree

from samverka.stages.projects.models import Case

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, language="en"):
    answer = client.get(f"/{language}/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def test_published_cases_and_opened_calls(client, catalogue, calls):
    feed = read(client)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles[0] == "Demonstration: Open one"  # The newest.
    assert "Known by its title only" in titles
    assert "Demonstration: Closed one" in titles
    assert not [title for title in titles if "Coming" in title or "Draft" in title]
    assert feed.xpath("string(a:author/a:name)", namespaces=ATOM) == "The Catalogue"


def test_links_are_absolute_and_entries_keep_their_identity(client, catalogue, settings):
    feed = read(client)
    for href in feed.xpath("//a:link/@href", namespaces=ATOM):
        assert href.startswith(settings.SITE_ADDRESS)
    before = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert "tag:127.0.0.1,2026-03-02:en/case/CAT-A3" in before
    Case.objects.filter(reference="CAT-A3").update(title_en="Renamed")
    assert read(client).xpath("a:entry/a:id/text()", namespaces=ATOM) == before
    assert set(before).isdisjoint(read(client, "sv").xpath("a:entry/a:id/text()", namespaces=ATOM))


def test_every_entry_says_when_it_changed(client, catalogue, calls):
    feed = read(client, "sv")
    entries = feed.xpath("a:entry", namespaces=ATOM)
    assert entries
    for entry in entries:
        assert entry.xpath("string(a:updated)", namespaces=ATOM) >= entry.xpath("string(a:published)", namespaces=ATOM)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
