"""What visitors ask for: words to find, and the choices by which a list is narrowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold
from samverka.ground.programme.models import Country
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, Party

LONGEST_TEXT = 100
MOST_WORDS = 8


def asked(request: HttpRequest, name: str) -> str:
    """Return what the address asks for under `name`, as text that is safe to search with."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST_TEXT]


def asked_number(request: HttpRequest, name: str) -> int | None:
    """Return the whole number asked for, such as a year; nothing when it is none."""
    text = asked(request, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def words_of(text: str) -> list[str]:
    """Return the words to look for, folded as the stored texts are."""
    return fold(text).split()[:MOST_WORDS]


@dataclass
class Choice:
    """One list to choose from above a list; `options` are (code, name)."""

    name: str
    label: Any
    any_label: Any
    options: Iterable[tuple[Any, Any]]
    value: Any


def named_terms(terms: QuerySet[Any]) -> list[tuple[str, str]]:
    """Return (code, name in the language of the page) of the terms, by name."""
    return sorted(terms.values_list("code", f"name_{current_language()}"), key=lambda term: fold(term[1]))


def countries_called(words: list[str]) -> dict[str, list[int]]:
    """Return, for each word, the numbers of the countries in whose name it occurs."""
    rows = Country.objects.values_list("pk", "name_sv", "name_en") if words else []
    names = [(number, f"{fold(sv)}\n{fold(en)}") for number, sv, en in rows]
    return {word: [number for number, text in names if word in text] for word in words}


def organisations_found(
    organisations: QuerySet[Organisation], countries_by_word: dict[str, list[int]]
) -> QuerySet[Organisation]:
    """Return those in which every word occurs, in a name of theirs or of their country."""
    for word, countries in countries_by_word.items():
        organisations = organisations.filter(Q(search_text__contains=word) | Q(country__in=countries))
    return organisations


def partnerships_found(
    partnerships: QuerySet[Partnership], countries_by_word: dict[str, list[int]]
) -> QuerySet[Partnership]:
    """Return those in which every word occurs, in a name of a party or of a party's country."""
    for word, countries in countries_by_word.items():
        meant = Q(organisation__search_text__contains=word) | Q(organisation__country__in=countries)
        partnerships = partnerships.filter(Exists(Party.objects.filter(meant, partnership=OuterRef("pk"))))
    return partnerships
