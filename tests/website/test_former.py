"""Links to the site that the catalogue replaces: each pattern of the shipped file, and what must not come of it."""

import csv
import re
import tomllib
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

import samverka.demo
from samverka.faces.website.former.patterns import FormerSite
from samverka.ground.programme.models import Programme
from samverka.stages.projects.actions import settle_publicity
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.models import Case
from samverka.ui import copies
from tests.conftest import NOW
from tests.projects.importing.conftest import written

FILE = Path(samverka.demo.__file__).parent / "partnerships" / "programme.toml"
SOURCE = "https://old.example/en/partnership/habo-and-the-place/ (read on 1 May 2024)"


@pytest.fixture
def former(catalogue):
    """Return the catalogue programme with the addresses of its former site, of which one case was found there."""
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))["programme"]["former_site"]
    Programme.objects.filter(pk=catalogue.pk).update(former_site=kept)
    Case.objects.filter(reference="CAT-A1").update(source=SOURCE)
    return catalogue


def asked_for(answer):
    """Return what the search is asked for that the answer leads to."""
    place = urlsplit(answer["Location"])
    assert place.path in {"/en/search/", "/sv/sok/"}
    return parse_qs(place.query).get("q", [""])[0]


def keep_back(**change):
    """Change what the public sees of the case that was found on the former site."""
    Case.objects.filter(reference="CAT-A1").update(**change, changed_at=timezone.now())
    settle_publicity(Case.objects.get(reference="CAT-A1"), at=timezone.now())


CERTAIN = {
    # A case, by its source in either language of the address, with and without a slash
    "/en/partnership/habo-and-the-place/": "/en/cases/CAT-A1/",
    "/partnerskap/habo-and-the-place": "/sv/arenden/CAT-A1/",
    "/EN/Partnership/Habo-and-the-Place/": "/en/cases/CAT-A1/",
    # by its title, by the address of its partnership, by the names of the parties
    "/sv/partnerskap/kp-vatten-for-alla/": "/sv/arenden/CAT-A1/",
    "/partnerskap/vatten-for-alla/": "/sv/arenden/CAT-A1/",
    "/en/partnership/habo-vracar/": "/en/partnerships/habo-vracar/",
    "/sv/partnerskap/habo-vracar": "/sv/partnerskap/habo-vracar/",
    "/partnerskap/habo-och-vracar-serbien/": "/sv/partnerskap/habo-vracar/",
    # An organisation, by its address and by what else it is called
    "/en/?swedish_partner=almhults-kommun": "/en/organisations/almhults-kommun/",
    "/sv/?post_type=project&swedish_partner=almhult-kommun": "/sv/organisationer/almhults-kommun/",
    "/?foreign_partner=vracar-municipality": "/en/organisations/vracar-municipality/",
    "/?foreign_partner=tlokwe-city-council": "/en/organisations/jb-marks-local-municipality/",
    # What cases are sorted by
    "/?partner_country=serbia": "/en/countries/RS/",
    "/sv/sida/4/?partner_country=sydafrika": "/sv/lander/ZA/",
    "/?projectarea=education": "/en/areas/education/",
    "/en/page/5/?projectarea=environment-climate-change": "/en/areas/environment_and_climate_change/",
    "/artikel/global_goals/4-god-utbildning-for-alla": "/en/goals/4/",
    "/sv/artikel/global_goals/13-bekampa-klimatforandringarna/sida/2/": "/sv/mal/13/",
    "/artikel/topic/human-rights": "/en/topics/human_rights/",
    "/artikel/2021/03/05/": "/en/years/2021/",
    "/artikel/2022/11/": "/en/years/2022/",
    # Lists
    "/sida/3/": "/en/cases/",
    "/sv/?post_type=project": "/sv/arenden/",
    "/sv/artikel/kategori/nyheterpress/?post_type=project": "/sv/arenden/",
    "/?swedish_partner=almhults-kommun&partner_country=south-africa": "/en/cases/?home=almhults-kommun&country=ZA",
    "/en/page/2/?projectarea=education&partner_country=serbia": "/en/cases/?country=RS&area=education",
    "/sv/artikel/topic/human-rights/?partner_country=serbien": "/sv/arenden/?country=RS&topic=human_rights",
}


@pytest.mark.parametrize("address", CERTAIN)
def test_a_former_address_leads_for_good_to_the_page_of_today(client, former, address):
    answer = client.get(address)
    assert (answer.status_code, answer.get("Location")) == (301, CERTAIN[address])
    assert client.get(CERTAIN[address]).status_code == 200
    assert client.head(address)["Location"] == CERTAIN[address]
    assert not answer.cookies


UNKNOWN = {
    "/en/partnership/nobody-and-nowhere/": "nobody and nowhere",
    "/partnerskap/kp-ett-helt_annat-namn/": "ett helt annat namn",
    "/?swedish_partner=nowhere-kommun": "nowhere kommun",
    "/?foreign_partner=municipality": "municipality",
    "/?partner_country=atlantis": "atlantis",
    "/en/?projectarea=rockets&partner_country=atlantis": None,
    "/artikel/global_goals/99-more": "99 more",
    "/artikel/1999/01/01/": "1999",
    "/artikel/sex-kommuner-delar-pa-11-miljoner/": "sex kommuner delar pa 11 miljoner",
    "/en/what-we-do/network/network-for-nothing/": "network for nothing",
    "/partnerskap/---/": "",
}


@pytest.mark.parametrize("address", UNKNOWN)
def test_what_is_not_known_is_searched_for_and_not_for_good(client, former, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert UNKNOWN[address] in (asked_for(answer), None)
    assert client.get(answer["Location"]).status_code == 200


def test_of_two_things_asked_for_the_known_one_is_shown_but_not_for_good(client, former):
    answer = client.get("/en/?swedish_partner=almhults-kommun&partner_country=atlantis")
    assert (answer.status_code, answer["Location"]) == (302, "/en/organisations/almhults-kommun/")


def test_several_cases_of_one_page_lead_to_their_partnership(client, former):
    first = Case.objects.get(reference="CAT-A1")
    Case.objects.create(
        **{name: getattr(first, name) for name in ("programme", "partnership", "state", "source", "published_at")},
        reference="CAT-A9",
        changed_at=NOW,
    )
    assert client.get("/en/partnership/habo-and-the-place/")["Location"] == "/en/partnerships/habo-vracar/"


def test_each_shipped_case_is_found_where_it_was_read(client, former):
    with (FILE.parent / "partnerships.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if re.search("/partner(ship|skap)/", row["source_url_or_file"])]
    assert not import_partnerships(former, written(*rows), by=None, at=NOW).refusals
    assert len(rows) > 5
    for row in rows:
        read_at = urlsplit(row["source_url_or_file"].split()[0]).path
        assert client.get(read_at)["Location"].endswith(f"/CAT-{row['id']}/"), read_at


def test_the_language_is_that_of_the_address_of_its_words_or_of_the_browser(client, former):
    def way(address, **headers):
        return client.get(address, headers={"accept-language": "sv", **headers})

    assert way("/en/?partner_country=serbia")["Location"] == "/en/countries/RS/"
    assert way("/partnership/habo-vracar/")["Location"] == "/en/partnerships/habo-vracar/"
    answer = way("/?partner_country=serbia")
    assert answer["Location"] == "/sv/lander/RS/"
    assert "Accept-Language" in answer["Vary"]


HIDING = [
    "/en/partnership/habo-and-the-place/",
    "/partnerskap/kp-vatten-for-alla/",
    "/sv/partnerskap/habo-vracar/",
    "/partnerskap/habo-och-vracar-serbien/",
    "/?foreign_partner=vracar-municipality",
    "/?partner_country=serbia",
]
KEPT_BACK = [{"shown": "no_place"}, {"shown": "nothing"}, {"published_at": None}]


@pytest.mark.parametrize("change", KEPT_BACK, ids=str)
@pytest.mark.parametrize("address", HIDING)
def test_nobody_is_led_to_a_place_that_is_hidden(client, former, address, change):
    assert client.get(address).status_code in {200, 301}
    keep_back(**change)
    answer = client.get(address)
    assert answer.status_code == 302
    assert "CAT-A1" not in answer["Location"]
    assert asked_for(answer)


def test_a_case_that_hides_its_place_leaves_no_trace_in_a_narrowed_list(client, former):
    keep_back(shown="no_place")
    answer = client.get("/en/?projectarea=education&partner_country=serbia")
    assert (answer.status_code, answer["Location"]) == (302, "/en/areas/education/")


def test_what_was_withdrawn_still_says_so(client, former):
    reasons = {"withdrawn_reason_sv": "Fel.", "withdrawn_reason_en": "Wrong."}
    keep_back(withdrawn_at=timezone.now(), **reasons)
    assert client.get("/sv/partnerskap/habo-vracar/").status_code == 410


@pytest.mark.parametrize(
    "address",
    [
        "/sv/partnerskap/" + "a" * 300 + "/",
        "/sv/partnerskap/" + "a-" * 90 + "/",
        "/partnerskap/%00'\"--%0d%0aSet-Cookie:%20a=b/",
        "/partnerskap/..%5c..%5cevil.example/",
        "/partnerskap/%25%5f%25/",
        "/?swedish_partner=//evil.example/&partner_country=https://evil.example",
        "/?swedish_partner=%00",
        "/?swedish_partner=" + "9" * 5000,
        "/artikel/global_goals/" + "9" * 400,
        "/en/article/<script>alert(1)</script-x/",
        "//evil.example/partnerskap/a/",
    ],
)
def test_whatever_is_written_there_is_led_to_a_page_of_ours_or_nowhere(client, former, address):
    answer = client.get(address)
    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        assert len(asked_for(answer)) <= 100
        assert not answer.cookies
        assert client.get(answer["Location"]).status_code == 200


def test_a_path_too_long_to_be_a_link_is_not_looked_for(client, former):
    assert client.get("/sv/partnerskap/" + "a" * 600 + "/").status_code == 404


ORDINARY = ["/en/nothing/", "/wp-login.php", "/en/cases/NO-1/", "/en/partnerships/no-such/", "/artikel/", "/office/x/"]


@pytest.mark.parametrize("address", ORDINARY)
def test_what_never_was_is_not_found(client, former, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [*CERTAIN, *UNKNOWN])
def test_nothing_is_led_on_where_no_former_site_is_kept(client, catalogue, address):
    answer = client.get(address, follow=True)
    front = address.startswith(("/?", "/en/?", "/sv/?")) or address == "/sv/partnerskap/habo-vracar"
    assert answer.status_code == (200 if front else 404)


def test_a_front_page_that_is_asked_for_something_else_is_the_front_page(client, former):
    for address in ("/en/", "/en/?utm_source=letter", "/sv/?swedish_partner=", "/en/?q=habo"):
        assert client.get(address).status_code == 200
    assert client.get("/?utm_source=letter")["Location"] == "/en/"


def test_only_reading_is_led_on(client, former):
    assert client.post("/en/partnership/habo-and-the-place/").status_code == 404
    assert client.post("/en/?partner_country=serbia").status_code == 405


def test_an_ordinary_page_costs_no_query_more(client, catalogue, queries_of, request):
    addresses = ["/en/", "/en/cases/CAT-A1/", "/en/cases/?country=RS", "/sv/partnerskap/habo-vracar/"]
    before = [queries_of(address) for address in addresses]
    with mock.patch.object(FormerSite, "kept", side_effect=AssertionError):
        assert [queries_of(address) for address in addresses] == before
    request.getfixturevalue("former")
    assert [queries_of(address) for address in addresses] == before


def test_a_few_queries_find_the_page_of_today(client, former, django_assert_max_num_queries):
    for address in CERTAIN:
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_while_the_database_is_away_the_page_itself_says_so(client, former):
    with mock.patch.object(FormerSite, "kept", side_effect=OperationalError):
        assert client.get("/en/?partner_country=serbia").status_code == 200
        assert client.get("/en/partnership/habo-and-the-place/").status_code == 404


def test_a_page_that_is_hidden_again_leaves_no_copy(former, settings, tmp_path):
    settings.DATA, settings.COPIES_MAX_BYTES = tmp_path, 1_000_000
    visitor, address = Client(), "/sv/partnerskap/habo-vracar/"
    visitor.get(address)
    assert list(copies.folder().glob("??/*/*.gz"))
    keep_back(shown="no_place")
    assert visitor.get(address).status_code == 302
    assert not list(copies.folder().glob("??/*/*.gz"))


# --- The file --------------------------------------------------------------------------------------------------------

PROGRAMME = """
[owner]
identifier = "XE-EXAMPLE-NEW"
name_sv = "Ny ägare"
name_en = "New owner"
email = "new@owner.example"

[programme]
slug = "new"
name_sv = "Nytt"
name_en = "New"
sender = "New <new@owner.example>"
reference_prefix = "NEW"

[programme.former_site.%s]
"""


@pytest.fixture
def set_up(catalogue, tmp_path):
    """Return a function that sets up a programme with these rows in a table of its former site."""

    def set_up(table, *rows):
        file = tmp_path / "programme.toml"
        file.write_text("\n".join([PROGRAMME % table, *rows]), encoding="utf-8")
        call_command("set_up_programme", str(file))

    return set_up


def test_the_addresses_stand_in_the_file_of_the_programme(client, set_up):
    assert client.get("/land/serbia/").status_code == 404
    set_up("paths", '"/land/{word}/" = "country"')
    assert client.get("/land/serbia/")["Location"] == "/en/countries/RS/"
    set_up("queries", 'nation = "country"')
    assert client.get("/land/serbia/").status_code == 404
    assert client.get("/en/?nation=serbia")["Location"] == "/en/countries/RS/"


def test_of_two_programmes_the_one_shown_first_is_right(client, former, set_up):
    set_up("queries", 'partner_country = "search"', 's = "search"')
    assert client.get("/en/?partner_country=serbia")["Location"] == "/en/countries/RS/"
    assert client.get("/en/?s=clean+water")["Location"] == "/en/search/?q=clean+water"


@pytest.mark.parametrize(
    ("table", "row", "sentence"),
    [
        ("paths", '"/land/{word}/" = "nation"', "“nation” at “/land/{word}/” is no kind of page. Take one of: case, "),
        ("queries", 'land = ["country"]', "at “land” is no kind of page"),
        ("paths", '"land/{word}/" = "country"', "does not begin with a slash"),
        ("paths", '"/land/{name}/" = "country"', "“{name}” in the path “/land/{name}/” means nothing"),
        ("paths", '"/land/" = "country"', "must hold {word} once"),
        ("paths", '"/land/{word}/{word}/" = "country"', "must hold {word} once"),
        ("paths", '"/sv/{word}/" = "search"', "would fit every address"),
        ("words", 'land = "country"', "has the tables “paths” and “queries”, and not “words”"),
    ],
)
def test_a_file_that_says_it_wrongly_is_refused_and_nothing_is_set_up(set_up, table, row, sentence):
    with pytest.raises(CommandError) as refusal:
        set_up(table, row)
    assert sentence in str(refusal.value)
    assert not Programme.objects.filter(slug="new").exists()
