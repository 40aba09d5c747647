"""The index in memory: which cases a view finds, how many each further choice would leave, in which order."""

import heapq
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold
from samverka.stages.catalogue.asking import NEWEST, View
from samverka.stages.catalogue.facets import FACET, FACETS, NOT_STATED
from samverka.stages.catalogue.models import Edition, Posting
from samverka.stages.catalogue.words import stems_of, words_in

# The facets under which words are kept: as they are written, and their stems.
WORD, STEM = "word", "stem"
MOST_WORDS = 8
# A word of so many letters also finds longer ones that begin with it, and what was meant when it is misspelt.
ENOUGH_LETTERS = 3
MOST_MEANT = 5


@dataclass(frozen=True)
class Value:
    """One value of a facet, and the places of the cases that have it."""

    code: str
    name_sv: str
    name_en: str
    places: BitMap

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        first, second = (self.name_sv, self.name_en) if current_language() == "sv" else (self.name_en, self.name_sv)
        return first or second or self.code


@dataclass
class Found:
    """What a view finds: `places` of cases, and for words that nobody wrote those that were taken instead."""

    view: View
    places: BitMap
    # For each facet, what is found by all other choices: from it the facet's own counts are taken.
    beside: dict[str, BitMap]
    meant: dict[str, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)


class Catalogue:
    """One edition, read into memory; the words stay in the database until they are asked for."""

    def __init__(self, number: int) -> None:
        edition = Edition.objects.get(pk=number)
        self.number, self.token, self.made_at = number, edition.token, edition.made_at
        self.numbers = array("I", bytes(edition.numbers))
        self._orders = {
            "title_sv": array("I", bytes(edition.by_title_sv)),
            "title_en": array("I", bytes(edition.by_title_en)),
            "amount": array("I", bytes(edition.by_amount)),
        }
        self._ranks: dict[str, array[int]] = {}
        self._by_name: dict[tuple[str, str], list[Value]] = {}
        self.everything = BitMap(range(len(self.numbers)))
        self.values: dict[str, dict[str, Value]] = {facet.code: {} for facet in FACETS}
        stored = edition.postings.filter(facet__in=FACET).values_list("facet", "value", "name_sv", "name_en", "places")
        for facet, code, sv, en, places in stored.iterator():
            self.values[facet][code] = Value(code, sv, en, BitMap.deserialize(bytes(places)))

    def __len__(self) -> int:
        return len(self.numbers)

    # --- Finding -----------------------------------------------------------------------------------------------------

    def find(self, view: View) -> Found:
        """Return what the view finds. A value that no public case has finds nothing."""
        found, meant = self._by_text(view.text)
        chosen = {code: self._having(code, values) for code, values in view.chosen.items()}
        beside = {}
        for facet in FACETS:
            others = [places for code, places in chosen.items() if code != facet.code]
            beside[facet.code] = BitMap.intersection(found, *others) if others else found
        places = BitMap.intersection(found, *chosen.values()) if chosen else found
        return Found(view, places, beside, meant)

    def counts(self, found: Found, code: str) -> list[tuple[Value, int]]:
        """Return the values of a facet with how many cases choosing each would find, the facet's own choice left out.

        A value that is chosen is there even when it finds nothing.
        """
        count_in, chosen = found.beside[code].intersection_cardinality, found.view.chosen.get(code, ())
        offered = self._offered(code, current_language())
        counted = [(one, count) for one in offered if (count := count_in(one.places)) or one.code in chosen]
        if FACET[code].order == "count":  # Sorting keeps the order of the names where counts are equal.
            counted.sort(key=lambda one: (one[0].code == NOT_STATED, -one[1]))
        return counted

    def _offered(self, code: str, language: str) -> list[Value]:
        """Return the values of a facet by name in the language, or by number where it counts; “not stated” last."""
        if (code, language) not in self._by_name:
            keys: dict[str, Any] = {
                "count": lambda one: fold(one.name),
                "lowest": lambda one: int(one.code),
                "newest": lambda one: -int(one.code),
            }
            values = self.values[code]
            stated = sorted((one for one in values.values() if one.code != NOT_STATED), key=keys[FACET[code].order])
            self._by_name[code, language] = [*stated, *filter(None, [values.get(NOT_STATED)])]
        return self._by_name[code, language]

    def named(self, code: str, value: str) -> str:
        """Return the name of a value in the language of the page; itself when no public case has it."""
        known = self.values[code].get(value)
        return known.name if known else value

    def _having(self, code: str, values: Sequence[str]) -> BitMap:
        known = self.values[code]
        return BitMap().union(*(known[one].places for one in values if one in known))

    # --- Words -------------------------------------------------------------------------------------------------------

    def _by_text(self, text: str) -> tuple[BitMap, dict[str, list[str]]]:
        """Return the places in which every word occurs, and what was meant by the words that nobody wrote."""
        words = list(dict.fromkeys(words_in(text)))[:MOST_WORDS]
        if not words:  # Signs alone are no words, and stand in no case.
            return BitMap() if text else self.everything, {}
        sets = self._places_of(words)
        meant: dict[str, list[str]] = {}
        for word in words:
            if not sets[word] and (near := self._near(fold(word))):
                meant[word] = near
                sets[word] = BitMap().union(*self._places_of(near).values())
        return BitMap.intersection(*sets.values()), meant

    def _places_of(self, words: list[str]) -> dict[str, BitMap]:
        """Return the places of each word: as it is written, of its stem, and of longer words that begin with it."""
        wanted = Q()
        for word in words:
            plain = fold(word)
            wanted |= Q(facet=STEM, value__in=stems_of(word)) | Q(facet=WORD, value=plain)
            if len(plain) >= ENOUGH_LETTERS:
                wanted |= Q(facet=WORD, value__gt=plain, value__lt=plain + "\U0010fffd")
        rows = Posting.objects.filter(wanted, edition=self.number).values_list("facet", "value", "places")
        read = [(facet, value, BitMap.deserialize(bytes(places))) for facet, value, places in rows]
        found = {}
        for word in words:
            plain, stems = fold(word), stems_of(word)
            fitting = [
                places
                for facet, value, places in read
                if (facet == STEM and value in stems)
                or (facet == WORD and (value == plain or (len(plain) >= ENOUGH_LETTERS and value.startswith(plain))))
            ]
            found[word] = BitMap().union(*fitting)
        return found

    @cached_property
    def _vocabulary(self) -> list[str]:
        """All words that are written anywhere; read when somebody misspells one for the first time."""
        words = Posting.objects.filter(edition=self.number, facet=WORD).order_by("value")
        return list(words.values_list("value", flat=True))

    def _near(self, word: str) -> list[str]:
        """Return the words that differ by one typing error, or by two where the word is long; the nearest alone."""
        if len(word) <= ENOUGH_LETTERS:
            return []
        most = 1 if len(word) < 7 else 2
        close = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=most, limit=MOST_MEANT)
        return [near for near, distance, _at in close if distance == close[0][1]]

    # --- In order ----------------------------------------------------------------------------------------------------

    def page(self, found: Found, start: int, size: int) -> list[int]:
        """Return the numbers (primary keys) of `size` cases from the `start`th, in the order of the view."""
        if found.view.sort == NEWEST:
            places: Sequence[int] = list(found.places[start : start + size])
        elif len(found) * 50 < len(self):
            rank = self._rank(self._order_of(found.view))
            places = heapq.nsmallest(start + size, found.places, key=rank.__getitem__)[start:]
        else:
            ordered = self._in_order(found)
            for _skipped in zip(range(start), ordered, strict=False):
                pass
            places = [place for _at, place in zip(range(size), ordered, strict=False)]
        return [self.numbers[place] for place in places]

    def all_numbers(self, found: Found, size: int = 1000) -> Iterator[list[int]]:
        """Yield the numbers of all cases found, in the order of the view, `size` at a time."""
        batch: list[int] = []
        for place in found.places if found.view.sort == NEWEST else self._in_order(found):
            batch.append(self.numbers[place])
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _in_order(self, found: Found) -> Iterator[int]:
        return (place for place in self._orders[self._order_of(found.view)] if place in found.places)

    @staticmethod
    def _order_of(view: View) -> str:
        return f"title_{current_language()}" if view.sort == "title" else view.sort

    def _rank(self, order: str) -> "array[int]":
        """Return for each place where it stands in the order; made when a small part is sorted for the first time."""
        if order not in self._ranks:
            rank = array("I", bytes(4 * len(self)))
            for at, place in enumerate(self._orders[order]):
                rank[place] = at
            self._ranks[order] = rank
        return self._ranks[order]
