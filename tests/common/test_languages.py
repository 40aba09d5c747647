"""Telling Swedish from English."""

import pytest

from samverka.ground.common.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rules of the demonstration, section 2", "en"),
        ("icld.se, page of the Swedish partner Växjö", "en"),
        ("Demonstrationens regler, avsnitt 2 om vem som får söka", "sv"),
        ("ÖPPET MÖTE MED INVÅNARE PÅ BÅDA HÅLL", "sv"),
        ("Två utbyten och en workshop", "sv"),
        ("ICLD, newsroom", ""),
        ("Francistown", ""),
        ("2016-12", ""),
        ("", ""),
    ],
)
def test_common_words_tell(text, language):
    assert language_of(text) == language


def test_one_word_more_decides():
    assert language_of("och the") == ""
    assert language_of("och the of") == "en"
