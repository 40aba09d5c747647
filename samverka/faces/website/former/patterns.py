"""What an address of a former site asked for, read by the patterns that the programmes keep of it.

No address of anybody's site stands here: the file of a programme says them (docs/operations.md, “Addresses of a former
site”).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from samverka.ground.programme.models import Programme

# What is longer was written by nobody who followed a link.
LONGEST_PATH = 500
LONGEST_WORD = 200
_LANGUAGE = re.compile(rf"/({'|'.join(code for code, _name in settings.LANGUAGES)})(?=/|$)", re.IGNORECASE)
_PLACES = {"{word}": "(?P<word>[^/]+)", "{number}": "[0-9]+"}


@dataclass(frozen=True)
class Asked:
    """One thing that an address asked for: a kind of page, and the word that says which."""

    kind: str
    word: str = ""


@dataclass(frozen=True)
class FormerAddress:
    """All that an address asked for, that of its path first. `language` is empty where the address says none."""

    language: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Pattern:
    """The form of a path without its language; `language` is that of its words, where the file says it."""

    kind: str
    language: str
    expression: re.Pattern[str]


def parted(path: str) -> tuple[str, str]:
    """Return the language with which a path begins, if any, and the rest."""
    found = _LANGUAGE.match(path)
    return (found[1].lower(), path[found.end() :]) if found else ("", path)


def pattern_of(path: str, kind: str) -> Pattern:
    """Return the pattern of a path as a file writes it; the number of a page may stand behind any other path."""
    language, rest = parted(path)
    parts = re.split(r"(\{word\}|\{number\})", rest.strip("/"))
    expression = "".join(_PLACES.get(part) or re.escape(part) for part in parts)
    before = "(?P<before>.*)" if kind == "page" else ""
    return Pattern(kind, language, re.compile(f"{before}/{expression}/?", re.IGNORECASE))


class FormerSite:
    """What the programmes of this installation keep of their former sites, as one."""

    def __init__(self, kept: Iterable[dict[str, Any]]) -> None:
        paths: dict[str, str] = {}
        self.queries: dict[str, str] = {}
        for one in kept:
            paths = {**one.get("paths", {}), **paths}
            self.queries = {**one.get("queries", {}), **self.queries}
        # The database keeps no order: of two paths that fit the one counts that says more.
        ordered = sorted(paths, key=lambda path: (-len(re.sub(r"\{.*?\}", "", path)), path))
        self.patterns = [pattern_of(path, paths[path]) for path in ordered]

    @classmethod
    def kept(cls) -> "FormerSite":
        """Read it, in one query; where two programmes differ, the one shown first is right."""
        return cls(Programme.objects.order_by("-is_shown_first", "pk").values_list("former_site", flat=True))

    def read(self, path: str, query: Mapping[str, Any]) -> FormerAddress | None:
        """Return what the address asked for, or nothing where it is none of the former site."""
        if len(path) > LONGEST_PATH:
            return None
        language, bare = parted(path)
        rest = self._without_page(bare)
        asked = self._asked_by(query)
        if not rest.strip("/"):
            # A later page of the front page itself had a list of everything on it.
            asked = asked or ((Asked("list"),) if rest != bare else ())
            return FormerAddress(language, asked) if asked else None
        for pattern in self.patterns:
            if pattern.kind != "page" and (found := pattern.expression.fullmatch(rest)):
                word = found.groupdict().get("word", "")[:LONGEST_WORD]
                return FormerAddress(language or pattern.language, (Asked(pattern.kind, word), *asked))
        return None

    def _without_page(self, path: str) -> str:
        """Return the path without the number of a page behind it."""
        pages = (pattern.expression.fullmatch(path) for pattern in self.patterns if pattern.kind == "page")
        return next((found["before"] for found in pages if found), path)

    def _asked_by(self, query: Mapping[str, Any]) -> tuple[Asked, ...]:
        given = ((kind, str(query.get(name, "")).strip()) for name, kind in self.queries.items() if kind != "page")
        return tuple(Asked(kind, word[:LONGEST_WORD]) for kind, word in given if word)
