import re
import shutil
import subprocess

import pytest

from samverka.ground.common.snapshots import content_hash
from samverka.ground.outbox.models import Message
from samverka.stages.decisions.letters import letter_pdf
from samverka.stages.decisions.queries import approved_lines
from tests.factories import decisions


def flat(value):
    """Return all text in a letter's content, with plain spaces."""
    if isinstance(value, dict):
        return " ".join(flat(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(flat(one) for one in value)
    return str(value).replace("\u00a0", " ").replace("\u202f", " ")


def test_each_letter_has_amount_reasons_conditions_reports_review_and_reference(cast, at):
    decision = decisions.announced(cast, at)
    for letter in decision.letters.all():
        words, language = flat(letter.content), letter.language
        assert {"sv": "300 000 kr", "en": "SEK 300,000"}[language] in words
        assert getattr(decision, f"reasons_{language}") in words
        assert getattr(decision, f"conditions_{language}") in words
        assert getattr(cast.rule_set, f"appeal_text_{language}") in words
        assert {"sv": "27 oktober 2027", "en": "27 October 2027"}[language] in words
        assert decision.application.reference in words
        assert letter.organisation.slug not in words
        assert getattr(letter.organisation, f"name_{language}") == letter.content["to"]
        assert len(letter.content["budget"]["rows"]) == len(approved_lines(decision))


def test_a_letter_without_a_grant_has_reasons_and_no_money_given(cast, at):
    decision = decisions.rejected(cast, at)
    letter = decision.letters.get(language="en")
    words = flat(letter.content)

    assert decision.reasons_en in words
    assert cast.rule_set.appeal_text_en in words
    assert letter.content["reports"]["rows"] == letter.content["budget"]["rows"] == []
    assert "Conditions" not in words
    assert "Amount granted" not in words


def test_mail_says_all_that_was_decided_in_the_language_of_the_person(cast, at):
    decision = decisions.announced(cast, at)
    for person in (cast.ingrid, cast.thato):
        body = flat(Message.objects.filter(recipient=person, body__contains="/decision/").get().body)
        language = person.language
        assert {"sv": "300 000 kr", "en": "SEK 300,000"}[language] in body
        for text in (getattr(decision, f"reasons_{language}"), getattr(decision, f"conditions_{language}")):
            assert text in body
        assert getattr(cast.rule_set, f"appeal_text_{language}") in body
        assert {"sv": "26 oktober 2028", "en": "26 October 2028"}[language] in body


def test_the_letter_is_frozen_with_the_hash_of_its_content(cast, at):
    for letter in decisions.announced(cast, at).letters.all():
        assert content_hash(letter.content) == letter.content_hash
        assert letter.document.media_type == "application/pdf"
        with letter.document.file.open("rb") as file:
            made = file.read()
        assert made.startswith(b"%PDF-")
        assert letter_pdf(letter.content) == made


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_every_letter_of_every_alphabet_is_in_the_pdf(cast, at, tmp_path):
    letter = decisions.announced(cast, at).letters.get(language="sv")
    content = {**letter.content, "opening": "Åäö – Čapljina, Київ, Bjørn, “citat”"}
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter_pdf(content))
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert "Åäö – Čapljina, Київ, Bjørn, “citat”" in read
    assert content_hash(content)[:32] in read


def test_a_long_letter_has_several_pages(cast, at):
    letter = decisions.announced(cast, at).letters.first()
    content = {**letter.content, "sections": [{"heading": "Reasons", "text": "Because.\n\n" * 200}]}
    pages = max(int(count) for count in re.findall(rb"/Count (\d+)", letter_pdf(content)))
    assert pages > 1
