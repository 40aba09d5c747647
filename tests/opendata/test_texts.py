"""Texts, amounts and identifiers as the files hold them."""

import pytest

from samverka.faces.opendata.texts import allowed, clean, figures, number, one_line, shortened, without_repeats


@pytest.mark.parametrize(
    ("text", "one", "many"),
    [
        ("a\x00b\x08c\ud800d", "abcd", "abcd"),
        (" a \r\n\r\n\t b  c ", "a b c", "a\nb  c"),
        ("å ї 🌍 \u200fمرحبا", "å ї 🌍 \u200fمرحبا", "å ї 🌍 \u200fمرحبا"),
        ("\x0b", "", ""),
    ],
)
def test_forbidden_characters_go_and_letters_stay(text, one, many):
    assert one_line(text) == one
    assert clean(text) == many


@pytest.mark.parametrize(
    ("text", "length", "result"),
    [("short", 5, "short"), ("two words here", 10, "two words…"), ("unbreakable", 6, "unbre…")],
)
def test_a_long_text_is_cut_at_a_word(text, length, result):
    assert shortened(text, length) == result
    assert len(result) <= length


@pytest.mark.parametrize(
    ("amount", "currency", "written", "value"),
    [
        (123_456_00, "SEK", "123456", 123456),
        (-75_000_50, "SEK", "-75000.50", -75000.5),
        (1, "SEK", "0.01", 0.01),
        (900_000_000_000_01, "SEK", "900000000000.01", 900000000000.01),
        (1500, "JPY", "1500", 1500),
        (0, "SEK", "0", 0),
    ],
)
def test_amounts_are_plain_digits(amount, currency, written, value):
    assert figures(amount, currency) == written
    assert number(amount, currency) == value


def test_different_references_give_different_identifiers():
    references = ["a/b", "a b", "a_b", "a-b", "a_2f_b", "å", "MP001"]
    assert len({allowed(one) for one in references}) == len(references)
    assert allowed("DEMO-2026-0001") == "DEMO-2026-0001"


def test_a_language_that_only_repeats_is_left_out():
    assert without_repeats({"en": "A", "sv": "A"}) == {"en": "A"}
    assert without_repeats({"en": "", "sv": "B"}) == {"sv": "B"}
    assert without_repeats({"en": "A", "sv": "B"}) == {"en": "A", "sv": "B"}
    assert without_repeats({"en": "", "sv": ""}) == {}
