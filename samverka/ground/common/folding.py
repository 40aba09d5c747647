"""Text made comparable: one case, no accents, one space, for search and for matching names."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "ß": "ss", "’": "'", "–": "-"})
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` in lower case without accents: “Häbo Č Ї” becomes “habo c і”.

    Done here and stored, because SQLite folds ASCII letters only.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.translate(_LETTERS)).strip()


def same_spelling(text: str) -> str:
    """Return `text` in one case and spacing, accents kept: Håbo and Habo are two places."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.casefold())).strip()
