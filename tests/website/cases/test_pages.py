"""The public cases."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from samverka.stages.projects.models import Case
from tests.factories.payments import paid
from tests.factories.projects import public_case, running_case


def page(client, path, language="en"):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    return answer.content.decode().replace("\xa0", " ")


def test_a_case_shows_its_facts_in_english(client, catalogue):
    text = page(client, "/en/cases/CAT-A1/")
    for fact in (
        "Håbo Municipality", "Vračar Municipality", "2021–2023", "March 2021", "SEK 1,500,000", "Education",
        "4. Quality education", "4.7 ", "Human Rights", "www.example.org/habo", "(ref 7)", "CAT-A1",
        "2 March 2026</time>",
    ):  # fmt: skip
        assert fact in text, fact


def test_and_in_swedish(client, catalogue):
    text = page(client, "/sv/arenden/CAT-A1/", "sv")
    for fact in ("Håbo kommun", "Serbien", "mars 2021", "1 500 000 kr", "Utbildning", "Mänskliga rättigheter"):
        assert fact in text, fact


def test_a_title_in_the_other_language_is_marked(client, catalogue):
    assert '<h1 lang="sv">Vatten för alla, Ї</h1>' in page(client, "/en/cases/CAT-A1/")
    assert "<h1>Vatten för alla, Ї</h1>" in page(client, "/sv/arenden/CAT-A1/", "sv")
    assert ' lang="sv">Vatten för alla' in page(client, "/en/cases/")


def test_what_is_not_known_is_left_out(client, catalogue):
    text = page(client, "/en/cases/CAT-A3/").partition("<footer")[0]
    assert "The partners are not known." in text
    for label in ("Period", "Granted", "Decided", "Network<", "Source:"):
        assert f">{label}" not in text


def test_a_running_case_shows_activities_granted_and_paid(client, cast, at):
    payment = paid(cast, at)
    case = public_case(cast, at, case=payment.case)
    text = page(client, f"/en/cases/{case.reference}/")
    assert "Everything in it is made up" in text
    assert "Fictional" in text
    assert 'id="activities"' in text
    assert "Paid" in text
    for person in (cast.ingrid, cast.thato, cast.nils, cast.eva, cast.sara):
        assert person.name not in text


def test_an_unpublished_case_is_nowhere(client, cast, at):
    case = running_case(cast, at)
    for path in (f"/en/cases/{case.reference}/", f"/sv/arenden/{case.reference}/"):
        assert client.get(path).status_code == 404
    for path in ("/en/", "/en/cases/", "/en/partnerships/", "/en/organisations/", "/en/feed.atom", "/sitemap.xml"):
        text = client.get(path).content.decode()
        assert case.reference not in text
        assert case.title_en not in text
        assert "Exempelby" not in text
    assert "Exempelby" not in client.get("/en/search/?q=exempelby").content.decode().split("<main")[1].split("hit")[1]
    assert client.get(f"/en/organisations/{cast.exempelby.slug}/").status_code == 404
    assert client.get(f"/en/partnerships/{case.partnership.slug}/").status_code == 404
    # Nor for the partners themselves: the public site is the same for everybody.
    client.force_login(cast.ingrid, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/en/cases/{case.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", {"A1", "A2", "A3"}),
        ("q=HÅBO", {"A1", "A2"}),
        ("q=vracar", {"A1"}),
        ("q=VRAČAR", {"A1"}),
        ("q=ї", {"A1"}),
        ("q=tlokwe", {"A2"}),
        ("q=jb+marks+älmhult", {"A2"}),
        ("q=sydafrika", {"A2"}),
        ("q=håbo+serbia", {"A1"}),
        ("q=älmhult+serbia", set()),
        ("country=RS", {"A1"}),
        ("country=QQ", set()),
        ("area=education", {"A1"}),
        ("goal=11", {"A1"}),
        ("year=2022", {"A1"}),
        ("year=2018", {"A2"}),
        ("year=2019", set()),
        ("year=abc", set()),
        ("q=%00", {"A1", "A2", "A3"}),
        ("q=%25", set()),
        ("q=_", set()),
        ("page=99", {"A1", "A2", "A3"}),
    ],
)
def test_the_list_is_narrowed(client, catalogue, question, found):
    text = page(client, f"/en/cases/?{question}")
    assert {one for one in ("A1", "A2", "A3") if f"/en/cases/CAT-{one}/" in text} == found


def test_as_many_queries_for_three_cases_as_for_thirty(queries_of, add_cases):
    paths = ("/en/", "/en/cases/", "/en/partnerships/", "/en/organisations/", "/en/organisations/lunds-kommun/")
    paths = (*paths, "/en/search/?q=lund", "/en/feed.atom", "/sitemap.xml", "/en/cases/CAT-N1/")
    add_cases(3)
    few = {path: queries_of(path) for path in paths}
    add_cases(30)
    many = {path: queries_of(path) for path in paths}
    assert few == many
    assert max(many.values()) <= 15


def test_the_same_page_in_the_other_language(client, catalogue, settings):
    text = page(client, "/en/cases/CAT-A1/?q=1")
    # The switch keeps what was asked for; search engines get the address that stays.
    assert 'href="/sv/arenden/CAT-A1/?q=1" hreflang="sv"' in text
    assert f'rel="alternate" hreflang="sv" href="{settings.SITE_ADDRESS}/sv/arenden/CAT-A1/"' in text
    assert f'rel="alternate" hreflang="x-default" href="{settings.SITE_ADDRESS}/en/cases/CAT-A1/"' in text
    with override("sv"):
        assert reverse("website:case", args=["CAT-A1"]) == "/sv/arenden/CAT-A1/"


def test_a_year_of_which_only_the_start_is_known(client, catalogue):
    assert Case.objects.get(reference="CAT-A2").end_year is None
    assert "<dd>2018</dd>" in page(client, "/en/cases/CAT-A2/")
