"""The search over everything public."""

import pytest
from django.utils import timezone

from samverka.ground.programme.models import Tag
from samverka.stages.projects.models import Case


def links(client, text, language="en"):
    word = {"en": "search", "sv": "sok"}[language]
    body = client.get(f"/{language}/{word}/", {"q": text}).content.decode().split("<main")[1].split("</main")[0]
    return {part.split('"')[0].removeprefix("/") for part in body.split('href="')[1:]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HÅBO vračar", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        ("habo VRACAR", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        ("vatten", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        ("CAT-A3", {"en/cases/CAT-A3/"}),
        ("Ї", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        (
            "tlokwe",
            {
                "en/cases/CAT-A2/",
                "en/partnerships/habo-almhult-jb-marks/",
                "en/organisations/jb-marks-local-municipality/",
            },
        ),
        (
            "tlokew",  # two letters changed places
            {
                "en/cases/CAT-A2/",
                "en/partnerships/habo-almhult-jb-marks/",
                "en/organisations/jb-marks-local-municipality/",
            },
        ),
        ("zzz", set()),
        ("", set()),
        ("%", set()),
        ("\x00", set()),
    ],
)
def test_every_word_must_occur(client, catalogue, text, found):
    assert links(client, text) == found


def test_what_is_spelt_as_asked_stands_first(client, catalogue):
    for asked, first, second in (("håbo", "Håbo kommun", "Habo kommun"), ("habo", "Habo kommun", "Håbo kommun")):
        text = client.get("/sv/sok/", {"q": asked}).content.decode()
        assert text.index(f">{first}<") < text.index(f">{second}<")


def test_what_cases_are_sorted_by_is_found_too(client, catalogue):
    case = Case.objects.get(reference="CAT-A1")
    case.tags.set(Tag.objects.filter(code="water"))
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now())
    for asked, address in (
        ("serbia", "en/countries/RS/"),
        ("serbien", "en/countries/RS/"),
        ("srebia", "en/countries/RS/"),
        ("educations", "en/areas/education/"),
        ("human right", "en/topics/human_rights/"),
        ("quality education", "en/goals/4/"),
        ("2022", "en/years/2022/"),
        ("vatten", "en/cases/?tag=water"),
    ):
        assert address in links(client, asked), asked
    assert "en/countries/RS/" not in links(client, "serbia botswana")
    assert not any(link.startswith("en/countries/BW") for link in links(client, "botswana")), "no case is there"


def test_calls_are_found_by_either_title(client, calls):
    assert links(client, "ÖPPEN") == set()
    assert f"en/calls/{calls['open'].slug}/" in links(client, "open PÅ svenska")
    assert f"sv/utlysningar/{calls['coming'].slug}/" in links(client, "coming", "sv")


def test_markup_in_the_question_is_text(client, catalogue):
    body = client.get("/en/search/", {"q": '"><b>x'}).content.decode()
    assert "<b>x" not in body


def test_a_long_question_is_cut(client, catalogue):
    assert client.get("/en/search/", {"q": "habo " * 500}).status_code == 200
