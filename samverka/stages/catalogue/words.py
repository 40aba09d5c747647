"""The words by which a text is found: as written, and brought to their stems in Swedish and English."""

import re
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

from samverka.ground.common.folding import fold

_WORD = re.compile(r"\w+")
# A word of a text can be at most so long; what is longer is no word.
LONGEST = 60
LANGUAGES = ("swedish", "english")
# Each search asks for the stems of all words in the names of countries, goals and other subjects.
MOST_KEPT = 5_000
_ONE_AT_A_TIME = Lock()


@cache
def _stemmers() -> list[Any]:
    return [snowballstemmer.stemmer(language) for language in LANGUAGES]


def forms_in(text: str) -> list[tuple[str, str]]:
    """Return (word in lower case, accents kept; as it is written) of the words of `text`, in their order."""
    return [(form.casefold(), form) for form in _WORD.findall(text) if len(form) <= LONGEST]


def words_in(text: str) -> list[str]:
    """Return the words of `text` in lower case, accents kept, in their order."""
    return [word for word in _WORD.findall(text.casefold()) if len(word) <= LONGEST]


@lru_cache(maxsize=MOST_KEPT)
def stems_of(word: str) -> frozenset[str]:
    """Return the stems of a word in lower case, without accents: the Swedish ones and the English one.

    Accents are taken away last, because the Swedish rules look at å, ä and ö. Stemmers hold the word they are at.
    """
    swedish, english = _stemmers()
    with _ONE_AT_A_TIME:
        stems = [english.stemWord(word), *(swedish.stemWord(one) for one in (word, *_without_article(word)))]
    return frozenset(map(fold, stems))


# What is left of a word must be a word; “plan” is not the definite form of “pla”.
_SHORTEST_REST = 4
_VOWELS = "aeiouyåäöé"


def _without_article(word: str) -> list[str]:
    """Return what a Swedish word may be without its definite article: demokratin, klimatet, skolornas.

    The Snowball rules know only some of these endings; which it is (klimat-et, samhälle-t) no rule can tell.
    """
    word = word[:-1] if word.endswith(("ns", "ts", "nas")) else word
    bare = []
    if word.endswith("n") and word[-2:-1] in _VOWELS:
        bare = [word[:-1]]
    elif word.endswith("et"):
        bare = [word[:-1], word[:-2]]
    elif word.endswith("na"):
        bare = [word[:-2]]
    return [one for one in bare if len(one) >= _SHORTEST_REST]
