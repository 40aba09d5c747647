"""What machines read in the pages: JSON-LD of schema.org, and the head of the page."""

import json
import re

import pytest
from django.utils.html import escape
from lxml import html

from samverka.faces.website.linked import written
from samverka.stages.projects.models import Case
from tests.factories.projects import public_case

PAGES = [
    "/en/", "/sv/", "/en/calls/", "/en/partnerships/", "/en/partnerships/habo-vracar/", "/en/cases/",
    "/en/cases/CAT-A1/", "/sv/arenden/CAT-A1/", "/en/cases/CAT-A3/", "/en/organisations/",
    "/en/organisations/habo-kommun/", "/en/search/?q=habo", "/en/countries/", "/en/countries/RS/", "/en/goals/4/",
    "/en/years/2021/", "/en/accessibility/", "/en/privacy/", "/en/open-data/",
]  # fmt: skip


def tree_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def graph(client, path):
    """Return the things of a page by their type, as a program reads them."""
    (text,) = tree_of(client, path).xpath("//script[@type='application/ld+json']/text()")
    read = json.loads(text)
    assert read["@context"] == "https://schema.org"
    return {node["@type"]: node for node in read["@graph"]}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_and_where_it_stands(client, catalogue, settings, path):
    things = graph(client, path)
    page = things.get("WebPage") or things["CollectionPage"]
    tree = tree_of(client, path)
    (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
    assert page["url"] == canonical == tree.xpath("string(//meta[@property='og:url']/@content)")
    assert canonical == settings.SITE_ADDRESS + path.partition("?")[0]
    assert page["inLanguage"] == path[1:3]
    steps = things["BreadcrumbList"]["itemListElement"]
    assert steps[-1]["item"] == canonical
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    for step in steps:
        assert client.get(step["item"].removeprefix(settings.SITE_ADDRESS)).status_code == 200
    others = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@rel='alternate'][@hreflang]")}
    assert set(others) == {"sv", "en", "x-default"}
    assert others[path[1:3]] == canonical
    for url in others.values():
        assert client.get(url.removeprefix(settings.SITE_ADDRESS)).status_code in (200, 302)
    assert bool(tree.xpath("//meta[@name='robots']")) == ("?" in path)


def test_no_text_can_end_the_script():
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    text = written([{"@type": "Thing", "name": hostile}])
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == hostile


def test_a_hostile_title_stays_text(client, catalogue):
    title = "</script><img src=x onerror=alert(1)>"
    Case.objects.filter(reference="CAT-A1").update(title_en=title)
    for path in ("/en/cases/CAT-A1/", "/en/cases/", "/en/countries/RS/", "/en/organisations/habo-kommun-0305/"):
        text = client.get(path).content.decode()
        assert "<img src=x" not in text
        assert len(re.findall("</script>", text)) == 1
    assert escape(title) in client.get("/en/cases/CAT-A1/").content.decode()
    assert graph(client, "/en/cases/CAT-A1/")["Project"]["name"] == title


def test_a_case_is_a_project_with_a_grant(client, catalogue, settings):
    things = graph(client, "/sv/arenden/CAT-A1/")
    project, grant = things["Project"], things["MonetaryGrant"]
    known_by = f"{settings.SITE_ADDRESS}/en/cases/CAT-A1/"
    assert project["identifier"] == grant["identifier"] == "CAT-A1"
    assert (project["@id"], grant["@id"]) == (f"{known_by}#project", f"{known_by}#grant")
    assert grant["amount"] == {"@type": "MonetaryAmount", "currency": "SEK", "value": 1_500_000.0}
    assert grant["funder"]["name"] == "Katalogen"
    assert [one["name"] for one in grant["fundedItem"][1:]] == ["Håbo kommun", "Vračar Municipality"]
    assert [one["@type"] for one in project["member"]] == ["GovernmentOrganization"] * 2
    assert project["areaServed"] == [{"@type": "Country", "name": "Serbien", "identifier": "RS"}]
    assert (project["foundingDate"], project["dissolutionDate"]) == ("2021", "2023")


def test_what_is_not_known_is_not_said(client, catalogue):
    things = graph(client, "/en/cases/CAT-A3/")
    assert "MonetaryGrant" not in things
    assert not {"member", "areaServed", "foundingDate", "funding", "description"} & set(things["Project"])


def test_a_case_of_the_programme_names_its_funder_and_no_person(client, cast, at):
    case = public_case(cast, at)
    path = f"/en/cases/{case.reference}/"
    grant = graph(client, path)["MonetaryGrant"]
    assert grant["sponsor"]["name"] == cast.programme.funder_name
    text = json.dumps(graph(client, path), ensure_ascii=False)
    for person in (cast.ingrid, cast.thato, cast.nils, cast.eva, cast.sara):
        assert person.name not in text
        assert person.email not in text


def test_an_organisation_and_its_names(client, catalogue):
    place = graph(client, "/sv/organisationer/habo-kommun-0305/")["GovernmentOrganization"]
    assert place["name"] == "Håbo kommun"
    assert place["alternateName"] == ["Håbo Municipality"]
    assert place["address"]["addressCountry"] == "SE"
    assert place["location"]["geo"]["@type"] == "GeoCoordinates"


def test_the_start_page_can_be_asked(client, catalogue, settings):
    site = graph(client, "/sv/")["WebSite"]
    assert (
        site["potentialAction"]["target"]["urlTemplate"] == f"{settings.SITE_ADDRESS}/sv/sok/?q={{search_term_string}}"
    )
    assert site["publisher"]["name"] == "Katalogen"


def test_a_list_names_its_rows_in_their_order(client, catalogue, settings):
    page = graph(client, "/en/cases/")["CollectionPage"]
    urls = [item["url"] for item in page["mainEntity"]["itemListElement"]]
    assert urls[0] == f"{settings.SITE_ADDRESS}/en/cases/CAT-A1/"
    assert page["mainEntity"]["numberOfItems"] == len(urls) == 3


def test_the_open_data_are_a_dataset(client, cast, at, settings):
    public_case(cast, at)
    (text,) = tree_of(client, "/en/open-data/").xpath("//script[@type='application/ld+json']/text()")
    (data,) = [node for node in json.loads(text)["@graph"] if node.get("name") == cast.programme.name_en]
    assert data["@type"] == "Dataset"
    assert data["license"] == cast.programme.licence_url
    assert data["creator"]["name"] == cast.programme.owner.name_en
    for one in data["distribution"]:
        assert client.get(one["contentUrl"].removeprefix(settings.SITE_ADDRESS)).status_code == 200


def test_a_narrowed_list_is_not_for_search_engines_but_its_pages_are(client, catalogue):
    assert tree_of(client, "/en/cases/?country=RS").xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    tree = tree_of(client, "/en/cases/?page=2")
    assert not tree.xpath("//meta[@name='robots']")
    assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith("/en/cases/?page=2")


def test_what_is_made_up_says_so_to_machines_too(client, catalogue):
    assert "disambiguatingDescription" not in graph(client, "/en/cases/CAT-A1/")["Project"]
    catalogue.is_demonstration = True
    catalogue.save()
    things = graph(client, "/en/cases/CAT-A1/")
    for kind in ("Project", "MonetaryGrant"):
        assert things[kind]["disambiguatingDescription"] == "Made up for a demonstration; nothing like it exists."
    assert "disambiguatingDescription" in graph(client, "/en/partnerships/habo-vracar/")["Organization"]
