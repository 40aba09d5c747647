"""Building the catalogue, and having one that is up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import local

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django_tasks import task

from samverka.stages.catalogue.building import GROUNDS, by_amount, by_moment, by_title
from samverka.stages.catalogue.entries import ledger_postings, partnerships_told, places_counted
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.catalogue.models import Edition, Posting, stamp_of
from samverka.stages.catalogue.postings import facet_postings, word_postings
from samverka.stages.projects.models import Case

# An edition of so few cases is built while the visitor waits, well under a second; more are left to the worker.
FEW = 500
# Postings written in one statement.
BATCH = 2_000
SECONDS_BETWEEN_TASKS = 20

CASES, PARTNERSHIPS = Edition.Kind.CASES, Edition.Kind.PARTNERSHIPS

_loaded: dict[str, Catalogue] = {}


class _Drawing(local):
    """What the page that this thread draws has been given, by kind; nothing between pages."""

    given: dict[str, Catalogue] | None = None


_drawing = _Drawing()


@contextmanager
def one_edition() -> Iterator[None]:
    """Give all parts of the page that is drawn meanwhile the same edition, which is then asked for once."""
    _drawing.given = {}
    try:
        yield
    finally:
        _drawing.given = None


def current_catalogue(at: datetime, kind: str = CASES) -> Catalogue:
    """Return the catalogue of cases or partnerships for a visitor who comes at `at`; a new one if something changed.

    Until the worker has built the next one the visitor gets the last: rows are always read as they are at the moment,
    so what is private again does not come out.
    """
    given = _drawing.given
    if given is None:
        return _catalogue_at(at, kind)
    if kind not in given:
        given[kind] = _catalogue_at(at, kind)
    return given[kind]


def _catalogue_at(at: datetime, kind: str) -> Catalogue:
    newest = Edition.objects.newest(kind)
    if newest is None:
        return _loaded_as(build_catalogue(kind, at=at))
    if not newest.is_good(at):
        if newest.read <= FEW:
            return _loaded_as(build_catalogue(kind, at=at))
        if cache.add("samverka.catalogue.asked", value=True, timeout=SECONDS_BETWEEN_TASKS):
            rebuild.enqueue()
    return _loaded_as(newest)


def _loaded_as(edition: Edition) -> Catalogue:
    """Return an edition in memory; the process keeps the one of each kind that was used last."""
    known = _loaded.get(edition.kind)
    if known is None or known.token != edition.token:
        known = _loaded[edition.kind] = Catalogue(edition.pk)
    return known


@task()
def rebuild() -> None:
    """Build the catalogues in the worker, unless somebody has done it meanwhile."""
    at = timezone.now()
    for kind in Edition.Kind:
        newest = Edition.objects.newest(kind)
        if newest is None or not newest.is_good(at):
            build_catalogue(kind, at=at)


@transaction.atomic
def build_catalogue(kind: str = CASES, *, at: datetime) -> Edition:
    """Build the catalogue of a kind whole from what is public at `at`, and drop the older ones. Nobody is told."""
    latest = Case.objects.aggregate(changed=Max("changed_at"), made=Max("pk"))
    ground = GROUNDS[kind](at)
    counted = places_counted(ground, at) if kind == CASES else {}
    edition = Edition.objects.create(
        kind=kind,
        stamp=stamp_of(**latest),
        made_at=at,
        valid_until=Case.objects.filter(embargo_until__gt=at).aggregate(next=Min("embargo_until"))["next"],
        embargo_ended_at=Case.objects.public(at).aggregate(last=Max("embargo_until"))["last"],
        read=len(ground.place_of),
        numbers=ground.numbers.tobytes(),
        by_title_sv=by_title(ground, "sv"),
        by_title_en=by_title(ground, "en"),
        by_amount=by_amount(ground),
        by_changed=by_moment(ground, "changed_at"),
        by_published=by_moment(ground, "published_at"),
        partnerships=partnerships_told(counted, at) if counted else b"",
    )
    facets = list(facet_postings(ground))
    postings = [*facets, *word_postings(ground, facets)]
    if kind == CASES:
        postings += ledger_postings(ground, counted, at)
    for posting in postings:
        posting.edition = edition
    Posting.objects.bulk_create(postings, batch_size=BATCH)
    Edition.objects.filter(kind=kind, pk__lt=edition.pk).delete()
    return edition
