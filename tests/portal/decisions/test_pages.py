import pytest
from django.urls import reverse

from samverka.stages.organisations.actions import add_member
from tests.factories import decisions


def url(name, reference, prefix="portal"):
    return reverse(f"{prefix}:{name}", args=[reference])


def read(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("builder", [decisions.prepared, decisions.checked])
@pytest.mark.parametrize("who", ["ingrid", "thato", "nils"])
def test_nothing_of_a_decision_is_seen_before_it_is_announced(cast, at, log_in, builder, who):
    decision = builder(cast, at)
    reference = decision.application.reference
    client = log_in(getattr(cast, who))

    assert client.get(url("decision", reference)).status_code == 404
    assert client.get(url("letter", reference)).status_code == 404
    for address in (url("application", reference), reverse("portal:applications"), reverse("portal:home")):
        words = client.get(address).content.decode()
        assert decision.reasons_sv not in words
        assert decision.reasons_en not in words
        assert "/decision/" not in words
        assert not any(word in words for word in ("Prepared", "Checked", "Sara Lind", "300\u00a0000"))


@pytest.mark.parametrize(("who", "language"), [("ingrid", "sv"), ("nils", "sv"), ("thato", "en"), ("lorato", "en")])
def test_the_people_of_each_party_read_it_in_their_language(cast, at, log_in, who, language):
    decision = decisions.announced(cast, at)
    words = log_in(getattr(cast, who)).get(url("decision", decision.application.reference)).content.decode()

    assert getattr(decision, f"reasons_{language}") in words
    assert getattr(decision, f"conditions_{language}") in words
    assert getattr(cast.rule_set, f"appeal_text_{language}") in words
    assert {"sv": "27 oktober 2027", "en": "27 October 2027"}[language] in words


def test_each_fetches_the_letter_of_its_own_organisation(cast, at, log_in):
    decision = decisions.announced(cast, at)
    letters = {letter.organisation_id: letter for letter in decision.letters.all()}
    for person, organisation, other in (
        (cast.ingrid, cast.exempelby, cast.sekao),
        (cast.thato, cast.sekao, cast.exempelby),
    ):
        client = log_in(person)
        answer = client.get(url("letter", decision.application.reference))
        assert answer["Content-Type"] == "application/pdf"
        with letters[organisation.pk].document.file.open("rb") as file:
            assert read(answer) == file.read()
        assert client.get(url("letter", decision.application.reference), {"to": other.slug}).status_code == 404


def test_somebody_in_two_parties_fetches_both(cast, at, log_in):
    add_member(cast.ingrid, cast.sekao, "official", by=None, at=at)
    decision = decisions.announced(cast, at)
    client = log_in(cast.ingrid)
    both = {
        read(client.get(url("letter", decision.application.reference), {"to": organisation.slug}))
        for organisation in (cast.exempelby, cast.sekao)
    }
    assert len(both) == 2


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("amina", 404), ("eva", 404), ("sara", 403)])
def test_others_do_not_read_it(cast, at, log_in, who, status):
    decision = decisions.announced(cast, at)
    client = log_in(getattr(cast, who))
    assert client.get(url("decision", decision.application.reference)).status_code == status
    assert client.get(url("letter", decision.application.reference)).status_code == status


def test_the_page_takes_few_queries(cast, at, log_in, django_assert_max_num_queries):
    decision = decisions.announced(cast, at, parties=3)
    client = log_in(cast.ingrid)
    with django_assert_max_num_queries(15):
        assert client.get(url("decision", decision.application.reference)).status_code == 200
