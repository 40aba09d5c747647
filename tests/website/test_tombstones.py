"""What was withdrawn says so at its address, and nothing else of it."""

import pytest
from django.urls import reverse
from django.utils import translation

from samverka.stages.projects.actions import change_what_is_shown, publish_case, withdraw_case
from tests.factories import projects

REASONS = {"reason_sv": "Ärendet var registrerat två gånger.", "reason_en": "The case was recorded twice."}


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at)


def places_of(case, cast):
    """Return the addresses that a case gives, in the language in force."""
    return {
        "case": reverse("website:case", args=[case.reference]),
        "partnership": reverse("website:partnership", args=[case.partnership.slug]),
        "organisation": reverse("website:organisation", args=[cast.sekao.slug]),
        "home": reverse("website:organisation", args=[cast.exempelby.slug]),
    }


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["This page was withdrawn", "2 March 2026", REASONS["reason_en"], "/en/cases/"]),
        ("sv", ["Sidan har dragits tillbaka", "2 mars 2026", REASONS["reason_sv"], "/sv/arenden/"]),
    ],
)
def test_a_withdrawn_case_leaves_a_sentence(client, case, cast, at, language, sentences):
    with translation.override(language):
        places = places_of(case, cast)
    for place in places.values():
        assert client.get(place).status_code == 200
    withdraw_case(case, **REASONS, by=cast.sara, at=at)
    for place in places.values():
        answer = client.get(place)
        text = answer.content.decode()
        assert answer.status_code == 410, place
        for sentence in sentences:
            assert sentence in text, (place, sentence)
        for word in (case.title, cast.sekao.name_en, case.summary_en, cast.sara.name):
            assert word not in text, (place, word)
        assert 'name="robots" content="noindex' in text

    publish_case(case, by=cast.sara, at=at)
    for place in places.values():
        assert client.get(place).status_code == 200


def test_what_another_case_shows_stays(client, case, cast, at):
    other = projects.public_case(cast, at, parties=3)
    withdraw_case(other, **REASONS, by=cast.sara, at=at)
    assert client.get(places_of(case, cast)["organisation"]).status_code == 200
    assert client.get(reverse("website:organisation", args=[cast.mfano.slug])).status_code == 410
    assert client.get(reverse("website:case", args=[case.reference])).status_code == 200


@pytest.mark.parametrize(("shown", "gone"), [("no_place", {"case", "home"}), ("nothing", set())])
def test_what_the_public_had_not_seen_leaves_none(client, case, cast, at, shown, gone):
    change_what_is_shown(case, shown=shown, shown_reason="Safety", embargo_until=None, by=cast.sara, at=at)
    withdraw_case(case, **REASONS, by=cast.sara, at=at)
    for name, place in places_of(case, cast).items():
        assert client.get(place).status_code == (410 if name in gone else 404), name


def test_what_never_was_is_not_found(client, case, cast, at):
    running = projects.running_case(cast, at, parties=3)
    for place in (reverse("website:case", args=[running.reference]), reverse("website:case", args=["NO-1"])):
        assert client.get(place).status_code == 404
