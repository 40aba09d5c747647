"""The index in memory: which records a view finds, how many each further choice would leave, in which order."""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold
from samverka.stages.catalogue.asking import BEST, NEWEST, View
from samverka.stages.catalogue.facets import FACET, FACETS, NOT_STATED
from samverka.stages.catalogue.ledger import LEDGER, Ledger
from samverka.stages.catalogue.models import Edition, Posting
from samverka.stages.catalogue.words import stems_of, words_in

# The facets under which words are kept: without accents, their stems, those of titles, and as they are spelt.
WORD, STEM, TITLE, SPELT = "word", "stem", "title", "spelt"
MOST_WORDS = 8
# Texts of which it is remembered what they find: a page asks for the same words again for each way out.
MOST_TEXTS = 64
# A word of so many letters also finds longer ones that begin with it, and what was meant when it is misspelt.
ENOUGH_LETTERS = 3
MOST_MEANT = 5
# Orders that nobody can choose on a page.
CHANGED, PUBLISHED = "changed", "published"
# In the rank of what is in no order.
_NOWHERE = 2**32 - 1


@dataclass(frozen=True)
class Value:
    """One value of a facet, and the places of the records that have it."""

    code: str
    name_sv: str
    name_en: str
    places: BitMap

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return _in_this_language(self.name_sv, self.name_en) or self.code


def _in_this_language(name_sv: str, name_en: str) -> str:
    first, second = (name_sv, name_en) if current_language() == "sv" else (name_en, name_sv)
    return first or second


@dataclass(frozen=True)
class Meaning:
    """Where the words of a text occur, and for those that nobody wrote which words were taken instead.

    `best` are places too: those where the words fit best, then those where they fit well, and so on.
    """

    places: BitMap
    best: tuple[BitMap, ...] = ()
    near: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Found:
    """What a view finds: `places` of records."""

    view: View
    places: BitMap
    # For each facet, what is found by all other choices: from it the facet's own counts are taken.
    beside: dict[str, BitMap]
    meaning: Meaning
    # For each word that nobody wrote, how those are written that were taken instead.
    meant: dict[str, list[str]] = field(default_factory=dict)

    @property
    def tiers(self) -> Iterator[BitMap]:
        """Yield what is found, what fits the words best first; each record once."""
        rest = self.places.copy()
        for fitting in self.meaning.best:
            if part := rest & fitting:
                yield part
                rest -= part
        yield rest

    def __len__(self) -> int:
        return len(self.places)


class Catalogue:
    """One edition, read into memory; the words stay in the database until they are asked for."""

    def __init__(self, number: int) -> None:
        edition = Edition.objects.get(pk=number)
        self.number, self.kind, self.token, self.made_at = number, edition.kind, edition.token, edition.made_at
        self.numbers = array("I", bytes(edition.numbers))
        self._orders = {
            "title_sv": array("I", bytes(edition.by_title_sv)),
            "title_en": array("I", bytes(edition.by_title_en)),
            "amount": array("I", bytes(edition.by_amount)),
            CHANGED: array("I", bytes(edition.by_changed)),
            PUBLISHED: array("I", bytes(edition.by_published)),
        }
        self._ranks: dict[str, array[int]] = {}
        self._by_name: dict[tuple[str, str], list[Value]] = {}
        self._texts: dict[str, Meaning] = {}
        self.everything = BitMap(range(len(self.numbers)))
        self.values: dict[str, dict[str, Value]] = {facet.code: {} for facet in FACETS}
        self.ledger = Ledger(len(self), array("I", bytes(edition.partnerships)))
        stored = edition.postings.filter(facet__in=[*FACET, *LEDGER])
        columns = ("facet", "value", "name_sv", "name_en", "places", "amounts")
        for facet, code, sv, en, packed, amounts in stored.values_list(*columns).iterator():
            places = BitMap.deserialize(bytes(packed))
            if facet in FACET:
                self.values[facet][code] = Value(code, sv, en, places)
            else:
                self.ledger.read(facet, code, en, places, bytes(amounts))

    def __len__(self) -> int:
        return len(self.numbers)

    # --- Finding -----------------------------------------------------------------------------------------------------

    def find(self, view: View) -> Found:
        """Return what the view finds. A value that no public record has finds nothing."""
        meaning = self._by_text(view.text)
        found = meaning.places
        chosen = {code: self._having(code, values) for code, values in view.chosen.items()}
        beside = {}
        for facet in FACETS:
            others = [places for code, places in chosen.items() if code != facet.code]
            beside[facet.code] = BitMap.intersection(found, *others) if others else found
        places = BitMap.intersection(found, *chosen.values()) if chosen else found
        meant = {word: self._told(near) for word, near in meaning.near.items()}
        return Found(view, places, beside, meaning, meant)

    def counts(self, found: Found, code: str) -> list[tuple[Value, int]]:
        """Return the values of a facet with how many records choosing each would find, its own choice left out.

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
        """Return the name of a value in the language of the page; itself when no public record has it."""
        known = self.values[code].get(value)
        if known is None and value == NOT_STATED:
            return gettext("Not stated")
        return known.name if known else value

    def _having(self, code: str, values: Sequence[str]) -> BitMap:
        known = self.values[code]
        return BitMap().union(*(known[one].places for one in values if one in known))

    # --- Words -------------------------------------------------------------------------------------------------------

    def _by_text(self, text: str) -> Meaning:
        """Return where every word occurs, and what was meant by the words that nobody wrote."""
        if text not in self._texts:
            while len(self._texts) >= MOST_TEXTS:
                self._texts.pop(next(iter(self._texts)), None)
            self._texts[text] = self._read(text)
        return self._texts[text]

    def _read(self, text: str) -> Meaning:
        words = list(dict.fromkeys(words_in(text)))[:MOST_WORDS]
        if not words:  # Signs alone are no words, and stand in no record.
            return Meaning(BitMap() if text else self.everything)
        read = self._read_words(words)
        near = {word: near for word in words if not read[word].anywhere and (near := self._near(fold(word)))}
        for word, others in near.items():
            read[word] = _Fit.of(list(self._read_words(others).values()))
        fits = list(read.values())
        spelt, plain = (BitMap.intersection(*(getattr(one, how) for one in fits)) for how in ("spelt", "plain"))
        in_title = BitMap.intersection(*(one.in_title for one in fits))
        best = (spelt & in_title, spelt, in_title, plain)
        return Meaning(BitMap.intersection(*(one.anywhere for one in fits)), best, near)

    def _read_words(self, words: list[str]) -> "dict[str, _Fit]":
        """Return how each word fits: as it is written, by its stem, or as the beginning of longer words."""
        wanted = Q()
        for word in words:
            plain = fold(word)
            wanted |= Q(facet=STEM, value__in=stems_of(word)) | Q(facet__in=(WORD, TITLE), value=plain)
            wanted |= Q(facet=SPELT, value=word)
            if len(plain) >= ENOUGH_LETTERS:
                wanted |= Q(facet=WORD, value__gt=plain, value__lt=plain + "\U0010fffd")
        rows = Posting.objects.filter(wanted, edition=self.number).values_list("facet", "value", "places")
        read = [(facet, value, BitMap.deserialize(bytes(places))) for facet, value, places in rows]
        return {word: _fit(word, read) for word in words}

    @cached_property
    def _vocabulary(self) -> dict[str, tuple[str, str]]:
        """All words, with how they are written; read when somebody misspells one for the first time."""
        words = Posting.objects.filter(edition=self.number, facet=WORD).order_by("value")
        return {word: (sv, en) for word, sv, en in words.values_list("value", "name_sv", "name_en")}

    def _told(self, words: list[str]) -> list[str]:
        """Return how words are written in the language of the page, each once."""
        return list(dict.fromkeys(_in_this_language(*self._vocabulary[one]) or one for one in words))

    def _near(self, word: str) -> list[str]:
        """Return the words that differ by one typing error, or by two where the word is long; the nearest alone."""
        if len(word) <= ENOUGH_LETTERS:
            return []
        most = 1 if len(word) < 7 else 2
        known = list(self._vocabulary)
        close = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=MOST_MEANT)
        return [near for near, distance, _at in close if distance == close[0][1]]

    # --- In order ----------------------------------------------------------------------------------------------------

    def page(self, found: Found, start: int, size: int) -> list[int]:
        """Return the numbers (primary keys) of `size` records from the `start`th, in the order of the view."""
        order = found.view.order
        if order == NEWEST:
            places: Sequence[int] = list(found.places[start : start + size])
        elif order == BEST:
            places = list(islice(self._in_order(found), start, start + size))
        else:
            places = self._first_of(found.places, self._order_of(order), start, size)
        return [self.numbers[place] for place in places]

    def last_changed(self, places: BitMap) -> int:
        """Return the number of the record among these that changed last. Raises `IndexError` where there are none."""
        return self.numbers[self._first_of(places, CHANGED, 0, 1)[0]]

    def places_of(self, numbers: Iterable[int]) -> BitMap:
        """Return the places of the records with these numbers (primary keys); those that are not in it have none."""
        known, places = self._by_number
        at = ((bisect_left(known, number), number) for number in numbers)
        return BitMap([places[where] for where, number in at if where < len(known) and known[where] == number])

    @cached_property
    def _by_number(self) -> "tuple[array[int], array[int]]":
        """All numbers in their order, and the place of each."""
        places = array("I", sorted(range(len(self)), key=self.numbers.__getitem__))
        return array("I", (self.numbers[place] for place in places)), places

    def newest_published(self, places: BitMap, start: int, size: int) -> list[int]:
        """Return the numbers of `size` records from the `start`th, the one that was published last first."""
        return [self.numbers[place] for place in self._first_of(places, PUBLISHED, start, size)]

    def _first_of(self, places: BitMap, order: str, start: int, size: int) -> list[int]:
        """Return `size` of the places from the `start`th in an order; those that are not in it are left out."""
        if len(places) * 50 < len(self):
            rank = self._rank(order)
            first = heapq.nsmallest(start + size, places, key=rank.__getitem__)[start:]
            return [place for place in first if rank[place] != _NOWHERE]
        return list(islice((place for place in self._orders[order] if place in places), start, start + size))

    def all_numbers(self, found: Found, size: int, first: int = 0) -> Iterator[list[int]]:
        """Yield the numbers of all records found, in the order of the view: `first`, then `size` at a time."""
        ordered, wanted = self._in_order(found), first or size
        while batch := [self.numbers[place] for place in islice(ordered, wanted)]:
            yield batch
            wanted = size

    def _in_order(self, found: Found) -> Iterator[int]:
        order = found.view.order
        if order == NEWEST:
            yield from found.places
        elif order == BEST:
            for tier in found.tiers:
                yield from tier
        else:
            yield from (place for place in self._orders[self._order_of(order)] if place in found.places)

    @staticmethod
    def _order_of(order: str) -> str:
        return f"title_{current_language()}" if order == "title" else order

    def _rank(self, order: str) -> "array[int]":
        """Return for each place where it stands in the order; made when a small part is sorted for the first time."""
        if order not in self._ranks:
            rank = array("I", [_NOWHERE]) * len(self)
            for at, place in enumerate(self._orders[order]):
                rank[place] = at
            self._ranks[order] = rank
        return self._ranks[order]


@dataclass(frozen=True)
class _Fit:
    """Where one word occurs: in any form, as a whole word whatever its accents, as it was typed, in a title."""

    anywhere: BitMap
    plain: BitMap
    spelt: BitMap
    in_title: BitMap

    @classmethod
    def of(cls, fits: "Sequence[_Fit]") -> "_Fit":
        """Return where any of several words occurs."""
        names = ("anywhere", "plain", "spelt", "in_title")
        return cls(*(BitMap().union(*(getattr(one, name) for one in fits)) for name in names))


def _fit(word: str, read: Sequence[tuple[str, str, BitMap]]) -> _Fit:
    """Return where a word occurs, of the postings (facet, value, places) that were read for it and others.

    Only where a word is spelt in several ways a posting says which stands where: Håbo and Habo.
    """
    plain, stems = fold(word), stems_of(word)
    is_long = len(plain) >= ENOUGH_LETTERS
    found: dict[str, list[BitMap]] = {name: [] for name in (WORD, STEM, TITLE, SPELT, "longer")}
    for facet, value, places in read:
        if value == {WORD: plain, TITLE: plain, SPELT: word}.get(facet) or (facet == STEM and value in stems):
            found[facet].append(places)
        elif facet == WORD and is_long and value.startswith(plain):
            found["longer"].append(places)
    exact = BitMap().union(*found[WORD])
    anywhere = exact.union(*found[STEM], *found["longer"])
    return _Fit(anywhere, exact, BitMap().union(*found[SPELT]) or exact, BitMap().union(*found[TITLE]))
