"""Building the catalogue, and having one that is up to date."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from pyroaring import BitMap

from samverka.ground.common.folding import fold
from samverka.stages.catalogue.facets import AT_ONCE, FACETS, NEWEST_FIRST, NOT_STATED
from samverka.stages.catalogue.index import STEM, WORD, Catalogue
from samverka.stages.catalogue.models import Edition, Posting, stamp_of
from samverka.stages.catalogue.words import stems_of, words_in
from samverka.stages.projects.models import Case

# So few cases are indexed while the visitor waits, well under a second; more are left to the worker.
FEW = 500
# Postings written in one statement.
BATCH = 2_000
SECONDS_BETWEEN_TASKS = 20

_loaded: dict[str, Catalogue] = {}


def current_catalogue(at: datetime) -> Catalogue:
    """Return the catalogue for a visitor who comes at `at`, built or asked for anew where something has changed.

    Until the worker has built the next one the visitor gets the last: rows are always read as they are at the moment,
    so what is private again does not come out.
    """
    newest = Edition.objects.newest()
    if newest is None:
        return _loaded_as(build_catalogue(at=at))
    if not newest.is_good(at):
        if len(_loaded_as(newest)) <= FEW:
            return _loaded_as(build_catalogue(at=at))
        if cache.add("samverka.catalogue.asked", value=True, timeout=SECONDS_BETWEEN_TASKS):
            rebuild.enqueue()
    return _loaded_as(newest)


def _loaded_as(edition: Edition) -> Catalogue:
    """Return an edition in memory; the process keeps the one used last."""
    known = _loaded.get("last")
    if known is None or known.token != edition.token:
        known = _loaded["last"] = Catalogue(edition.pk)
    return known


@task()
def rebuild() -> None:
    """Build the catalogue in the worker, unless somebody has done it meanwhile."""
    at, newest = timezone.now(), Edition.objects.newest()
    if newest is None or not newest.is_good(at):
        build_catalogue(at=at)


@transaction.atomic
def build_catalogue(*, at: datetime) -> Edition:
    """Build the catalogue whole from what is public at `at`, and drop the older ones. Nobody is told."""
    latest, public = Case.objects.aggregate(changed=Max("changed_at"), made=Max("pk")), Case.objects.public(at)
    numbers = array("I", public.order_by(*NEWEST_FIRST).values_list("pk", flat=True).iterator(AT_ONCE))
    place_of = {number: place for place, number in enumerate(numbers)}
    titles = [("", "")] * len(numbers)
    for number, *texts in public.with_place().order_by().values_list("pk", "title_sv", "title_en").iterator(AT_ONCE):
        titles[place_of[number]] = texts[0] or texts[1], texts[1] or texts[0]
    edition = Edition.objects.create(
        stamp=stamp_of(**latest),
        made_at=at,
        valid_until=Case.objects.filter(embargo_until__gt=at).aggregate(next=Min("embargo_until"))["next"],
        numbers=numbers.tobytes(),
        by_title_sv=_by_title([sv for sv, _en in titles], _SWEDISH),
        by_title_en=_by_title([en for _sv, en in titles], {}),
        by_amount=_by_amount(public, place_of),
    )
    postings = [*_facet_postings(public, place_of), *_word_postings(public, place_of)]
    _write(edition, postings)
    Edition.objects.filter(pk__lt=edition.pk).delete()
    return edition


# --- Orders ----------------------------------------------------------------------------------------------------------

# Where å, ä and ö stand in the Swedish alphabet.
_SWEDISH = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c"})


def _by_title(titles: list[str], alphabet: Any) -> bytes:
    """Those without a title of their own come last."""
    keys = [fold(title.casefold().translate(alphabet)) or "\U0010ffff" for title in titles]
    return array("I", sorted(range(len(keys)), key=keys.__getitem__)).tobytes()


def _by_amount(public: Any, place_of: dict[int, int]) -> bytes:
    """Largest grant first; those of which no amount is known last, in the order of lists."""
    known = public.order_by().values_list("pk").annotate(total=Sum("commitments__amount")).exclude(total=None)
    amounts = [0] * len(place_of)
    for number, total in known.iterator(AT_ONCE):
        amounts[place_of[number]] = total
    return array("I", sorted(range(len(amounts)), key=lambda place: -amounts[place])).tobytes()


# --- Postings --------------------------------------------------------------------------------------------------------


def _facet_postings(public: Any, place_of: dict[int, int]) -> Iterator[Posting]:
    """Yield what each value of each facet finds, and for each facet the cases in which nothing is stated."""
    everything = BitMap(range(len(place_of)))
    unknown = {}
    for language in ("sv", "en"):
        with override(language):
            unknown[language] = _("Not stated")
    for facet in FACETS:
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        names: dict[str, tuple[str, str]] = {}
        for number, value, sv, en in facet.read(public):
            places[value].append(place_of[number])
            names[value] = (sv, en)
        stated = BitMap()
        for value, found in places.items():
            having = BitMap(found)
            stated |= having
            yield _posting(facet.code, value, having, *names[value])
        if missing := everything - stated:
            yield _posting(facet.code, NOT_STATED, missing, unknown["sv"], unknown["en"])


# Facets whose names people search for as words of the case.
_NAMED = ("area", "topic", "core_area", "goal", "network", "type")


def _word_postings(public: Any, place_of: dict[int, int]) -> Iterator[Posting]:
    """Yield what each word finds, as it is written and by its stems: names, titles, summaries, terms.

    The title and the summary of a case whose place is not shown could tell it; what may be found stands in its search
    text.
    """
    words: dict[str, array[int]] = defaultdict(lambda: array("I"))
    written = (public, ("search_text",)), (public.with_place(), ("title_sv", "title_en", "summary_sv", "summary_en"))
    for cases, columns in written:
        for number, *texts in cases.order_by().values_list("pk", *columns).iterator(AT_ONCE):
            for word in set(words_in("\n".join(texts))):
                words[word].append(place_of[number])
    for facet in FACETS:
        if facet.code in _NAMED:
            in_name: dict[str, list[str]] = {}
            for number, value, sv, en in facet.read(public):
                if value not in in_name:
                    in_name[value] = words_in(f"{sv} {en}")
                for word in in_name[value]:
                    words[word].append(place_of[number])
    plain: dict[str, BitMap] = defaultdict(BitMap)
    stems: dict[str, BitMap] = defaultdict(BitMap)
    for word, found in words.items():
        having = BitMap(found)
        plain[fold(word)] |= having
        for stem in stems_of(word):
            stems[stem] |= having
    yield from (_posting(WORD, word, having) for word, having in plain.items())
    yield from (_posting(STEM, stem, having) for stem, having in stems.items())


def _posting(facet: str, value: str, places: BitMap, name_sv: str = "", name_en: str = "") -> Posting:
    places.run_optimize()
    return Posting(facet=facet, value=value, name_sv=name_sv, name_en=name_en, places=places.serialize())


def _write(edition: Edition, postings: Iterable[Posting]) -> None:
    batch = list(postings)
    for posting in batch:
        posting.edition = edition
    Posting.objects.bulk_create(batch, batch_size=BATCH)
