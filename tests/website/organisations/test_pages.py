"""The public organisations."""

from datetime import date

from lxml import html

from samverka.stages.organisations.models import OrganisationName
from samverka.stages.projects.models import Case


def tree_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def test_an_organisation_shows_its_names_over_time_and_what_it_does(client, catalogue):
    text = client.get("/en/organisations/jb-marks-local-municipality/").content.decode()
    assert "Names over time" in text
    assert "former name" in text
    assert "Tlokwe City Council" in text
    assert "until" in text
    assert "/en/cases/CAT-A2/" in text
    assert "/en/partnerships/habo-almhult-jb-marks/" in text


def test_misspellings_and_codes_are_found_but_not_shown(client, catalogue):
    text = client.get("/sv/organisationer/habo-kommun/").content.decode()
    assert "0643" not in text
    assert "/sv/organisationer/habo-kommun/" in client.get("/sv/organisationer/?q=0643").content.decode()


def test_two_places_with_nearly_the_same_name(client, catalogue):
    habo = client.get("/sv/organisationer/habo-kommun/").content.decode()
    håbo = client.get("/sv/organisationer/habo-kommun-0305/").content.decode()
    assert "<h1>Habo kommun</h1>" in habo
    assert "<h1>Håbo kommun</h1>" in håbo
    assert "CAT-A2" in habo
    assert "CAT-A1" not in habo
    assert "CAT-A1" in håbo


def test_one_without_a_public_part_is_not_shown(client, catalogue):
    assert client.get("/sv/organisationer/kiruna-kommun/").status_code == 404
    assert "Kiruna" not in client.get("/sv/organisationer/").content.decode()


def test_the_list_is_narrowed(client, catalogue):
    def shown(question):
        text = client.get(f"/en/organisations/?{question}").content.decode()
        return {
            name
            for name in ("habo-kommun", "habo-kommun-0305", "almhults-kommun", "vracar-municipality")
            if f"/en/organisations/{name}/" in text
        }

    assert shown("country=RS") == {"vracar-municipality"}
    assert shown("type=municipality") == {"habo-kommun", "habo-kommun-0305", "almhults-kommun"}
    assert shown("q=serbien") == {"vracar-municipality"}
    assert shown("q=ÄLMHULT") == {"almhults-kommun"}
    assert shown("q=habo") == {"habo-kommun", "habo-kommun-0305"}


def test_a_map_shows_where_it_is_and_where_its_partners_are(client, catalogue):
    def title(slug):
        return tree_of(client, f"/en/organisations/{slug}/").xpath("//svg[@role='img']/@aria-label")

    assert title("habo-kommun-0305") == ["Sweden, Serbia on a map of the world"]
    assert title("vracar-municipality") == ["Sweden, Serbia on a map of the world"]


def test_the_map_of_an_organisation_at_home_tells_of_no_hidden_place(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(shown="no_place", shown_reason="x", changed_at="2026-03-03T09:00Z")
    tree = tree_of(client, "/en/organisations/habo-kommun-0305/")
    assert tree.xpath("//svg[@role='img']/@aria-label") == ["Sweden on a map of the world"]
    assert "Serbia" not in tree.text_content()


def test_names_in_two_languages_are_no_change_over_time(client, catalogue):
    def facts(language, path):
        tree = tree_of(client, path)
        return {row.xpath("string(dt)"): row.xpath("string(dd)") for row in tree.xpath("//aside//dl/div")}

    english, swedish = "/en/organisations/habo-kommun/", "/sv/organisationer/habo-kommun/"
    assert facts("en", english)["In Swedish"] == "Habo kommun"
    assert facts("sv", swedish)["På engelska"] == "Habo Municipality"
    assert tree_of(client, english).xpath("//dd[@lang='sv']/text()") == ["Habo kommun"]
    assert "Names over time" not in client.get(english).content.decode()
    names = OrganisationName.objects.filter(organisation__slug="habo-kommun", kind="official")
    names.filter(pk=names.first().pk).update(valid_from=date(1974, 1, 1))
    assert "from <time" in client.get(english).content.decode().partition("Names over time")[2]


def test_the_stream_goes_by_year_with_the_unknown_last(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(start_year=None, end_year=None)
    Case.objects.filter(reference="CAT-A3").update(start_year=2024)
    one = Case.objects.get(reference="CAT-A1").parties.first()
    Case.objects.get(reference="CAT-A3").parties.create(organisation=one.organisation, is_home=True)
    section = tree_of(client, f"/en/organisations/{one.organisation.slug}/").xpath("//section[h2[@id='stream']]")[0]
    assert section.xpath("./h3/text()") == ["2024", "Year not known"]
    kinds = [[label.strip() for label in part.xpath(".//span[starts-with(@class, 'badge')]/text()")]
             for part in section.xpath("./ol")]  # fmt: skip
    assert kinds == [["Case"], ["Case", "Partnership"]]
