"""What an edition is built from: the records that it finds, the cases that say what they have, and their orders."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from samverka.ground.common.folding import fold
from samverka.stages.catalogue.facets import AT_ONCE, NEWEST_FIRST
from samverka.stages.catalogue.models import Edition
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet, Shown

TITLES = ("title_sv", "title_en")


@dataclass(frozen=True)
class Ground:
    """The records by their place, and whose facts they have: `place_of` says of a case at which place its record is.

    `titles` has (Swedish, English) for each place, empty where the public reads none that was written for it.
    `parties` yields (place, primary key) of the organisations that the public sees at each record.
    """

    numbers: "array[int]"
    titles: list[tuple[str, str]]
    cases: CaseQuerySet
    place_of: dict[int, int]
    parties: Callable[[], Iterator[tuple[int, int]]]


def ground_of_cases(at: datetime) -> Ground:
    """Return the public cases, the newest first. One that hides its place has no title of its own."""
    public = Case.objects.public(at)
    numbers = array("I", public.order_by(*NEWEST_FIRST).values_list("pk", flat=True).iterator(AT_ONCE))
    place_of = {number: place for place, number in enumerate(numbers)}
    titles = [("", "")] * len(numbers)
    for number, *texts in public.with_place().order_by().values_list("pk", *TITLES).iterator(AT_ONCE):
        titles[place_of[number]] = _both(*texts)

    def parties() -> Iterator[tuple[int, int]]:
        return _parties_of(public, place_of)

    return Ground(numbers, titles, public, place_of, parties)


def ground_of_partnerships(at: datetime) -> Ground:
    """Return the public partnerships, the one with the newest case first.

    Each has what its public cases have, but for those that hide their place: a partnership is named by its parties, so
    such a case never shows it.
    """
    cases = Case.objects.public(at).with_place().filter(partnership__is_public=True)
    pairs = list(cases.order_by(*NEWEST_FIRST).values_list("pk", "partnership").iterator(AT_ONCE))
    public = {number: _both(*texts) for number, *texts in Partnership.objects.public().values_list("pk", *TITLES)}
    numbers = array("I", dict.fromkeys([*(partnership for _case, partnership in pairs), *public]))
    place = {number: place for place, number in enumerate(numbers)}
    place_of = {case: place[partnership] for case, partnership in pairs}

    def parties() -> Iterator[tuple[int, int]]:
        own = Party.objects.filter(partnership__is_public=True).order_by().values_list("partnership", "organisation")
        yield from ((place[number], one) for number, one in own.iterator(AT_ONCE))
        yield from _parties_of(cases, place_of)

    return Ground(numbers, [public[number] for number in numbers], cases, place_of, parties)


GROUNDS: dict[str, Callable[[datetime], Ground]] = {
    Edition.Kind.CASES: ground_of_cases,
    Edition.Kind.PARTNERSHIPS: ground_of_partnerships,
}


def _both(title_sv: str, title_en: str) -> tuple[str, str]:
    return title_sv or title_en, title_en or title_sv


def _parties_of(cases: CaseQuerySet, place_of: dict[int, int]) -> Iterator[tuple[int, int]]:
    seen = CaseParty.objects.filter(Q(is_home=True) | Q(case__shown=Shown.ALL), case__in=cases.order_by().values("pk"))
    pairs = seen.order_by().values_list("case", "organisation")
    yield from ((place_of[case], organisation) for case, organisation in pairs.iterator(AT_ONCE))


# --- Orders ----------------------------------------------------------------------------------------------------------

# Where å, ä and ö stand in the Swedish alphabet.
_ALPHABETS: dict[str, Any] = {"sv": str.maketrans({"å": "{a", "ä": "{b", "ö": "{c"}), "en": {}}


def by_title(ground: Ground, language: str) -> bytes:
    """Return the places by title; those without a title of their own come last."""
    titles = [sv if language == "sv" else en for sv, en in ground.titles]
    keys = [fold(title.casefold().translate(_ALPHABETS[language])) or "\U0010ffff" for title in titles]
    return array("I", sorted(range(len(keys)), key=keys.__getitem__)).tobytes()


def by_amount(ground: Ground) -> bytes:
    """Return the places, most granted first; those of which no amount is known last, in the order of lists."""
    known = ground.cases.order_by().values_list("pk").annotate(total=Sum("commitments__amount")).exclude(total=None)
    amounts = [0] * len(ground.numbers)
    for number, total in known.iterator(AT_ONCE):
        amounts[ground.place_of[number]] += total
    return array("I", sorted(range(len(amounts)), key=lambda place: -amounts[place])).tobytes()


def by_moment(ground: Ground, field: str) -> bytes:
    """Return the places by a moment of their cases, the newest first. One of which no moment is known is left out."""
    moments = array("q", bytes(8 * len(ground.numbers)))
    for number, moment in ground.cases.order_by().values_list("pk", field).iterator(AT_ONCE):
        place = ground.place_of[number]
        moments[place] = max(moments[place], int(moment.timestamp() * 1_000_000))
    dated = (place for place, moment in enumerate(moments) if moment)
    return array("I", sorted(dated, key=lambda place: (moments[place], ground.numbers[place]), reverse=True)).tobytes()
