"""The words by which a text is found: as written, and brought to their stems in Swedish and English."""

import re
from functools import cache
from typing import Any

import snowballstemmer

from samverka.ground.common.folding import fold

_WORD = re.compile(r"\w+")
# A word of a text can be at most so long; what is longer is no word.
LONGEST = 60
LANGUAGES = ("swedish", "english")


@cache
def _stemmers() -> list[Any]:
    return [snowballstemmer.stemmer(language) for language in LANGUAGES]


def words_in(text: str) -> list[str]:
    """Return the words of `text` in lower case, accents kept, in their order."""
    return [word for word in _WORD.findall(text.casefold()) if len(word) <= LONGEST]


def stems_of(word: str) -> set[str]:
    """Return the stems of a word in lower case, without accents: the Swedish and the English one.

    Accents are taken away last, because the Swedish rules look at å, ä and ö.
    """
    return {fold(stemmer.stemWord(word)) for stemmer in _stemmers()}
