"""The search over everything public."""

import pytest


def links(client, text, language="en"):
    word = {"en": "search", "sv": "sok"}[language]
    body = client.get(f"/{language}/{word}/", {"q": text}).content.decode().split("<main")[1].split("</main")[0]
    return {part.split('"')[0].removeprefix("/") for part in body.split('href="')[1:]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HÅBO vračar", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        ("habo VRACAR", {"en/cases/CAT-A1/", "en/partnerships/habo-vracar/"}),
        ("vatten", {"en/cases/CAT-A1/"}),
        ("CAT-A3", {"en/cases/CAT-A3/"}),
        ("Ї", {"en/cases/CAT-A1/"}),
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


def test_calls_are_found_by_either_title(client, calls):
    assert links(client, "ÖPPEN") == set()
    assert f"en/calls/{calls['open'].slug}/" in links(client, "open PÅ svenska")
    assert f"sv/utlysningar/{calls['coming'].slug}/" in links(client, "coming", "sv")


def test_markup_in_the_question_is_text(client, catalogue):
    body = client.get("/en/search/", {"q": '"><b>x'}).content.decode()
    assert "<b>x" not in body


def test_a_long_question_is_cut(client, catalogue):
    assert client.get("/en/search/", {"q": "habo " * 500}).status_code == 200
