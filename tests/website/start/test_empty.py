"""A site on which nothing has been published yet."""

from lxml import etree


def test_a_site_without_anything_yet(client, db):
    text = client.get("/sv/").content.decode()
    assert "Ingen utlysning är öppen just nu." in text
    assert "Inget ärende har publicerats än." in text


def test_an_empty_feed_is_a_feed(client, db):
    feed = etree.fromstring(client.get("/en/feed.atom").content)
    assert feed.xpath("a:entry", namespaces={"a": "http://www.w3.org/2005/Atom"}) == []


def test_lists_say_that_they_are_empty(client, db):
    assert "No call is open just now." in client.get("/en/calls/").content.decode()
    for path in ("/en/cases/", "/en/partnerships/", "/en/organisations/"):
        assert "Nothing has been published yet." in client.get(path).content.decode()
    assert "No case has all of this." in client.get("/en/cases/?q=water").content.decode()


def test_words_that_no_case_has_yet(client, db):
    assert "Nothing has been published yet." in client.get("/en/countries/").content.decode()
    assert "No case has been published under this word yet." in client.get("/en/goals/4/").content.decode()
