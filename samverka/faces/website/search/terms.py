"""The words that cases are sorted by, found by their names: countries, goals, areas, topics, networks, tags, years."""

from collections.abc import Mapping

from django.urls import reverse

from samverka.faces.website.rows import ListRow, addresses
from samverka.faces.website.terms.kinds import KINDS
from samverka.ground.common.folding import fold
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import FACET, NOT_STATED
from samverka.stages.catalogue.index import ENOUGH_LETTERS, Catalogue, Value
from samverka.stages.catalogue.words import stems_of, words_in

MOST = 20


def terms_found(catalogue: Catalogue, text: str, near: Mapping[str, list[str]]) -> list[ListRow]:
    """Return the terms of public cases in whose names every word of `text` occurs, with how many cases have each.

    `near` has the words that stand in for those that nobody wrote. Nothing is asked of the database.
    """
    wanted = [near.get(word, [word]) for word in dict.fromkeys(words_in(text))]
    if not wanted:
        return []
    rows = []
    for kind in KINDS:
        address = addresses(kind.page_name)
        rows += [_row(kind.code, one, address(one.code)) for one in _named(catalogue, kind.code, wanted)]
    cases = reverse("website:cases")
    rows += [_row("tag", one, f"{cases}{View(chosen={'tag': (one.code,)}).query()}")
             for one in _named(catalogue, "tag", wanted)]  # fmt: skip
    return rows[:MOST]


def _row(code: str, value: Value, url: str) -> ListRow:
    return ListRow(value.name, url, kind=str(FACET[code].label), count=len(value.places))


def _named(catalogue: Catalogue, code: str, wanted: list[list[str]]) -> list[Value]:
    """Return the values of a facet that are called so, those of most cases first."""
    values = [one for one in catalogue.values[code].values() if one.code != NOT_STATED and _is_called(one, wanted)]
    return sorted(values, key=lambda one: -len(one.places))


def _is_called(value: Value, wanted: list[list[str]]) -> bool:
    names = words_in(f"{value.name_sv} {value.name_en}")
    return all(any(_is_form_of(word, name) for word in words for name in names) for words in wanted)


def _is_form_of(word: str, name: str) -> bool:
    plain, whole = fold(word), fold(name)
    begins = len(plain) >= ENOUGH_LETTERS and whole.startswith(plain)
    return plain == whole or begins or not stems_of(word).isdisjoint(stems_of(name))
