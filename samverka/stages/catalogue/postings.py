"""The postings of an edition: at which places each value of each facet, and each word, is to be found."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override
from pyroaring import BitMap

from samverka.ground.common.folding import fold
from samverka.stages.catalogue.building import Ground
from samverka.stages.catalogue.facets import AT_ONCE, FACETS, NOT_STATED
from samverka.stages.catalogue.index import SPELT, STEM, TITLE, WORD
from samverka.stages.catalogue.models import Posting
from samverka.stages.catalogue.words import forms_in, stems_of, words_in
from samverka.stages.organisations.models import Organisation, OrganisationName

# Facets whose names people search for as words of the record.
NAMED = ("country", "area", "topic", "tag", "core_area", "goal", "network", "type")
# Of which form of a word is told when it was meant: names before texts before what stands in misspelt names only.
AS_NAME, AS_TEXT, AS_MISTAKE = range(3)


def facet_postings(ground: Ground) -> Iterator[Posting]:
    """Yield what each value of each facet finds, and for each facet the records in which nothing is stated."""
    everything = BitMap(range(len(ground.numbers)))
    unknown = {}
    for language in ("sv", "en"):
        with override(language):
            unknown[language] = _("Not stated")
    for facet in FACETS:
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        names: dict[str, tuple[str, str]] = {}
        for number, value, sv, en in facet.read(ground.cases):
            places[value].append(ground.place_of[number])
            names[value] = (sv, en)
        stated = BitMap()
        for value, found in places.items():
            having = BitMap(found)
            stated |= having
            yield _posting(facet.code, value, having, *names[value])
        if missing := everything - stated:
            yield _posting(facet.code, NOT_STATED, missing, unknown["sv"], unknown["en"])


def word_postings(ground: Ground, facets: Iterable[Posting]) -> Iterator[Posting]:
    """Yield what each word finds: without accents, by its stems, in titles, and as it is spelt where that differs.

    `facets` are the postings of the facets: the names of their values are words of the records too.
    """
    book = _read_words(ground, facets)
    plain: dict[str, BitMap] = defaultdict(BitMap)
    stems: dict[str, BitMap] = defaultdict(BitMap)
    spellings: dict[str, list[str]] = defaultdict(list)
    for places, is_spelt in ((book.folded, False), (book.places, True)):
        for word, found in places.items():
            having = BitMap(found)
            plain[fold(word)] |= having
            for stem in stems_of(word):
                stems[stem] |= having
            if is_spelt:
                spellings[fold(word)].append(word)
    yield from (_posting(WORD, word, having, *book.told(word)) for word, having in plain.items())
    yield from (_posting(STEM, stem, having) for stem, having in stems.items())
    yield from (_posting(TITLE, word, BitMap(found)) for word, found in book.in_titles.items())
    for several in spellings.values():
        if len(several) > 1:
            yield from (_posting(SPELT, word, BitMap(book.places[word])) for word in several)


class _Words:
    """At which places each word is written, and in which form it is told to somebody who misspelt it."""

    def __init__(self) -> None:
        self.folded: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.in_titles: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._forms: dict[str, tuple[int, str, str]] = {}

    def write(self, places: Iterable[int], texts: Iterable[str], rank: int = AS_TEXT) -> None:
        """Note that texts stand at these places."""
        found = dict(forms_in("\n".join(texts)))
        for word, form in found.items():
            self.places[word].extend(places)
            self.tell(word, rank, form, form)

    def tell(self, word: str, rank: int, sv: str, en: str) -> None:
        """Note a form of a word. A form in small letters says that the word is no name."""
        known = self._forms.get(plain := fold(word))
        if known is None or rank < known[0] or (rank == known[0] == AS_TEXT and sv.islower()):
            self._forms[plain] = (rank, sv, en)

    def told(self, plain: str) -> tuple[str, str]:
        """Return what a word is called in Swedish and English; empty where it stands in no text as it is written."""
        return self._forms[plain][1:] if plain in self._forms else ("", "")


def _read_words(ground: Ground, facets: Iterable[Posting]) -> _Words:
    """Return the words of names, titles, summaries and terms.

    The title and the summary of a case whose place is not shown could tell it; what may be found stands in its search
    text, which is folded already.
    """
    book = _Words()
    for number, text in ground.cases.order_by().values_list("pk", "search_text").iterator(AT_ONCE):
        for word in set(words_in(text)):
            book.folded[word].append(ground.place_of[number])
    for place, titles in enumerate(ground.titles):
        book.write([place], titles)
        for word in {fold(one) for one in words_in("\n".join(titles))}:
            book.in_titles[word].append(place)
    columns = ("title_sv", "title_en", "summary_sv", "summary_en")
    for number, *texts in ground.cases.with_place().order_by().values_list("pk", *columns).iterator(AT_ONCE):
        book.write([ground.place_of[number]], texts)
    for posting in facets:
        if posting.facet in NAMED and posting.value != NOT_STATED:
            rank = AS_NAME if posting.facet == "country" else AS_TEXT
            book.write(BitMap.deserialize(bytes(posting.places)), (posting.name_sv, posting.name_en), rank)
    _read_names(ground, book)
    return book


def _read_names(ground: Ground, book: _Words) -> None:
    """Add all names of the organisations that the public sees at the records.

    Who is found by a misspelt name is told the right one.
    """
    at: dict[int, list[int]] = defaultdict(list)
    for place, organisation in ground.parties():
        at[organisation].append(place)
    known = {}
    columns = ("name_sv", "name_en", "short_sv", "short_en")
    for number, *names in Organisation.objects.order_by().values_list("pk", *columns).iterator(AT_ONCE):
        if number in at:
            book.write(at[number], names, AS_NAME)
            known[number] = names
    others = OrganisationName.objects.order_by("pk")
    for number, text, kind in others.values_list("organisation", "text", "kind").iterator(AT_ONCE):
        if number not in known:
            continue
        if kind != OrganisationName.Kind.MISSPELLING:
            book.write(at[number], [text], AS_NAME)
            continue
        name_sv, name_en, short_sv, short_en = known[number]
        for word, _form in forms_in(text):
            book.places[word].extend(at[number])
            book.tell(word, AS_MISTAKE, short_sv or name_sv, short_en or name_en)


def _posting(facet: str, value: str, places: BitMap, name_sv: str = "", name_en: str = "") -> Posting:
    places.run_optimize()
    return Posting(facet=facet, value=value, name_sv=name_sv, name_en=name_en, places=places.serialize())
