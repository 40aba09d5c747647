"""Titles: in which language one is written, and one made of the parties where none is known."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_SWEDISH = {"och", "i", "för", "genom", "av", "på", "till", "med", "om", "mot", "en", "ett", "projekt", "kommun"}
_ENGLISH = {
    "and",
    "of",
    "for",
    "in",
    "the",
    "to",
    "with",
    "through",
    "on",
    "by",
    "a",
    "an",
    "project",
    "city",
    "council",
}

_BEFORE = ("City of ", "Municipality of ", "Komuna ")
_AFTER = (
    " District Local Government Council",
    " Local Municipality",
    " District Municipality",
    " Municipal Council",
    " District Council",
    " City Council",
    " Town Council",
    " Municipality",
    " Province",
    " County",
)


def titles_of(title: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the title as (Swedish, English); the one that it is not written in is empty.

    A title made of nothing but names of places is the same in both languages. `names` are those of the parties.
    """
    words = {word.lower() for word in _WORD.findall(title)}
    places = {word.lower() for name in names for word in _WORD.findall(name)}
    if words <= places:
        return title, title
    is_swedish = len(words & _SWEDISH) > len(words & _ENGLISH)
    return (title, "") if is_swedish else ("", title)


def composed(parties: Sequence[str]) -> str:
    """Return a title made of the parties: “Lund – Francistown”."""
    return " – ".join(parties)[:300]


def short_name(name: str) -> str:
    """Return what people call a place: “Francistown City Council” is Francistown."""
    for start in _BEFORE:
        name = name.removeprefix(start)
    end = next((end for end in _AFTER if name.endswith(end)), "")
    return name.removesuffix(end)[:100]
