"""What stands in the head, the menu and the foot of every public page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from lxml import html

from samverka.faces.website.frame import SHARED_PICTURE
from tests.factories import corrections

PAGES = ["/", "/calls/", "/cases/", "/partnerships/", "/organisations/", "/map/", "/figures/", "/goals/", "/search/"]
PAGES += ["/accessibility/", "/privacy/", "/open-data/", "/cases/CAT-A1/", "/countries/RS/"]


def tree_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


@pytest.mark.parametrize("path", PAGES)
def test_the_head_says_what_the_page_is(client, catalogue, path, settings):
    tree = tree_of(client, f"/en{path}")
    title = tree.xpath("string(//title)")
    assert title.endswith(" – The Catalogue")
    assert title == " ".join(title.split())
    assert tree.xpath("//meta[@property='og:site_name']/@content") == ["The Catalogue"]
    assert tree.xpath("//link[@type='application/atom+xml'][contains(@href, '/feed')]/@title")[0] == "The Catalogue"
    assert len(tree.xpath("//meta[@name='robots']")) <= 1
    [picture] = tree.xpath("//meta[@property='og:image']/@content")
    assert picture == f"{settings.SITE_ADDRESS}/static/{SHARED_PICTURE}"
    [described] = tree.xpath("//meta[@name='description']/@content") or [""]
    assert tree.xpath("//meta[@property='og:description']/@content") == ([described] if described else [])
    assert described or path == "/search/"


def test_the_picture_has_the_size_that_is_told(client, catalogue):
    picture = Path(finders.find(SHARED_PICTURE)).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    told = [
        int(tree_of(client, "/en/").xpath(f"//meta[@property='og:image:{side}']/@content")[0])
        for side in ("width", "height")
    ]
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == told
    assert len(picture) < 30_000


def test_menu_and_foot_lead_everywhere(client, catalogue):
    tree = tree_of(client, "/en/")
    menu = tree.xpath("//nav[@class='site-nav']//a/text()")
    assert menu == ["Calls", "Partnerships", "Cases", "Map", "Figures", "Organisations", "News"]
    foot = tree.xpath("//footer//a/@href")
    for kind in ("countries", "goals", "areas", "topics", "core-areas", "networks", "years"):
        assert f"/en/{kind}/" in foot
    for path in (*tree.xpath("//nav[@class='site-nav']//a/@href"), *foot):
        assert client.get(path).status_code == 200, path


def test_every_number_on_the_start_page_leads_to_what_it_counts(client, catalogue):
    for figure in tree_of(client, "/en/").xpath("//dl[@class='figures']/div"):
        [path] = figure.xpath("./dt/a/@href")
        assert client.get(path).status_code == 200


def test_any_page_shows_what_was_corrected_on_it(client, catalogue, cast, at):
    path = "/en/goals/"
    assert "Corrections of this page" not in client.get(path).content.decode()
    corrections.corrected(cast, at, corrections.reported(cast, at, page=path))
    assert "The grant is SEK 1,000." in client.get(path).content.decode()
    assert "Bidraget är 1 000 kronor." in client.get("/sv/mal/").content.decode()
    assert "The grant is" not in client.get("/en/areas/").content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/calls/", "/en/cases/", "/en/partnerships/", "/en/organisations/"])
def test_lists_and_start_say_where_their_facts_come_from(client, catalogue, calls, path):
    main = " ".join(tree_of(client, path).xpath("//main")[0].text_content().split())
    assert "Source:" in main
    assert "Last updated" in main
