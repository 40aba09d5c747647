"""The public partnerships."""

from datetime import date

from lxml import html

from samverka.stages.networks.actions import join_network, make_network
from samverka.stages.partnerships.models import Partnership, SteeringMember
from samverka.stages.projects.importing.applying import import_partnerships
from tests.conftest import NOW
from tests.projects.importing.conftest import written


def test_a_partnership_shows_parties_and_cases(client, catalogue):
    text = client.get("/en/partnerships/habo-almhult-jb-marks/").content.decode()
    assert "<h1>Habo – Älmhult – JB Marks</h1>" in text
    for fact in ("Habo Municipality", "Älmhult Municipality", "JB Marks Local Municipality", "South Africa", "CAT-A2"):
        assert fact in text, fact


def test_the_list_is_narrowed_by_any_partner(client, catalogue):
    def shown(question):
        text = client.get(f"/sv/partnerskap/?{question}").content.decode()
        return {one for one in ("habo-vracar", "habo-almhult-jb-marks") if f"/sv/partnerskap/{one}/" in text}

    assert shown("") == {"habo-vracar", "habo-almhult-jb-marks"}
    assert shown("q=tlokwe+älmhult") == {"habo-almhult-jb-marks"}
    assert shown("q=serbia") == {"habo-vracar"}
    assert shown("q=vatten") == {"habo-vracar"}, "a partnership is found by its cases"
    assert shown("home=habo-kommun") == {"habo-almhult-jb-marks"}
    assert shown("goal=4&decided=2021&year=2022") == {"habo-vracar"}
    assert shown("goal=-") == {"habo-almhult-jb-marks"}
    assert shown("country=ZA") == {"habo-almhult-jb-marks"}
    assert shown("q=tlokwe+serbia") == set()


def tree_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def test_a_map_shows_where_the_parties_are(client, catalogue):
    tree = tree_of(client, "/en/partnerships/habo-almhult-jb-marks/")
    assert tree.xpath("//svg[@role='img']/@aria-label") == ["Sweden, South Africa on a map of the world"]


def test_the_number_of_cases_leads_to_exactly_these_in_the_catalogue(client, catalogue):
    tree = tree_of(client, "/en/partnerships/habo-almhult-jb-marks/")
    figure = tree.xpath("//div[@class='figure'][dd='1']/dt/a/@href")
    assert figure[0].startswith("/en/cases/?")
    assert "CAT-A2" in client.get(figure[0]).content.decode()
    # Another case of two of them is in another partnership: the catalogue would find both.
    rows = [{"id": "A9", "swedish_partners": "Habo kommun", "international_partners": "Tlokwe City Council"}]
    import_partnerships(catalogue, written(*[{**row, "country_iso2": "ZA"} for row in rows]), by=None, at=NOW)
    assert tree_of(client, "/en/partnerships/habo-almhult-jb-marks/").xpath("//div[@class='figure']/dt/a/@href")[0] == (
        "#cases"
    )


def test_the_period_of_its_cases_and_the_days_of_its_networks(client, catalogue):
    partnership = Partnership.objects.get(slug="habo-vracar")
    network = make_network(catalogue, "Nät", "Net", by=None, at=NOW)
    membership = join_network(partnership, network, by=None, at=NOW)
    membership.starts_on, membership.ends_on = date(2021, 2, 1), date(2022, 3, 4)
    membership.save()
    facts = {
        row.xpath("string(dt)"): " ".join(row.xpath("string(dd)").split())
        for row in tree_of(client, "/en/partnerships/habo-vracar/").xpath("//aside//dl/div")
    }
    assert facts["Period of the cases"] == "2021–2023"
    assert facts["Networks"] == "Net from 1 February 2021 until 4 March 2022"


def test_only_those_who_agreed_are_named_of_the_steering_group(client, catalogue):
    partnership = Partnership.objects.get(slug="habo-vracar")
    home = partnership.parties.first().organisation
    for name, is_public in (("Agreed One", True), ("Silent One", False)):
        SteeringMember.objects.create(
            partnership=partnership, organisation=home, name=name, role="chair", party="S", is_public=is_public
        )
    section = tree_of(client, "/en/partnerships/habo-vracar/").xpath("//section[@aria-labelledby='steering-group']")[0]
    assert [" ".join(one.text_content().split()) for one in section.xpath("./ul/li")] == [
        "Agreed One (S), chair, Håbo Municipality"
    ]
    SteeringMember.objects.filter(is_public=True).delete()
    assert "teering group" not in client.get("/en/partnerships/habo-vracar/").content.decode()


def test_as_many_queries_for_three_cases_as_for_thirty(queries_of, catalogue):
    def more(number):
        rows = [
            {"id": f"M{one}", "swedish_partners": "Lunds kommun", "international_partners": "Far", "country_iso2": "KE"}
            for one in range(number)
        ]
        assert not import_partnerships(catalogue, written(*rows), by=None, at=NOW).refusals
        partnership = Partnership.objects.get(slug="lund-far")
        for one in range(number):
            SteeringMember.objects.get_or_create(
                partnership=partnership, organisation=partnership.parties.first().organisation, name=f"Number {one}",
                is_public=True,
            )  # fmt: skip

    more(3)
    few = queries_of("/en/partnerships/lund-far/")
    more(30)
    assert queries_of("/en/partnerships/lund-far/") == few <= 15
