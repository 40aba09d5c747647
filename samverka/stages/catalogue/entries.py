"""What is written into the ledger of an edition: read once, as the sums of the public are to be made."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pyroaring import BitMap

from samverka.stages.catalogue import conditions
from samverka.stages.catalogue.building import Ground
from samverka.stages.catalogue.facets import AT_ONCE
from samverka.stages.catalogue.ledger import KNOWN, MADE_UP, MONEY, PROGRAMME, WAY, Money
from samverka.stages.catalogue.models import Posting
from samverka.stages.projects.models import Case, CaseQuerySet
from samverka.stages.projects.models.cases import Shown

# {primary key of a case: its place}
Places = dict[int, int]


def places_counted(ground: Ground, at: datetime) -> Places:
    """Return the places of all cases that sums count: behind those that lists show, those of which only sums are."""
    hidden = Case.objects.counted(at).filter(shown=Shown.NOTHING).order_by("pk").values_list("pk", flat=True)
    return {**ground.place_of, **{number: place for place, number in enumerate(hidden, len(ground.numbers))}}


def partnerships_told(places: Places, at: datetime) -> bytes:
    """Return for each place the primary key of the partnership, 0 where there is none or none may be told."""
    by_place = array("I", bytes(4 * len(places)))
    told = Case.objects.counted(at).filter(conditions.TOLD).order_by().values_list("pk", "partnership_id")
    for number, partnership in told.iterator(AT_ONCE):
        by_place[places[number]] = partnership
    return by_place.tobytes()


def ledger_postings(ground: Ground, places: Places, at: datetime) -> Iterator[Posting]:
    """Yield the postings of the ledger."""
    counted = Case.objects.counted(at)
    yield from _money(counted, places)
    yield from _ways(ground, places)
    for fact in conditions.KNOWN:
        yield _posting(KNOWN, fact, _numbers(conditions.knowing(ground.cases, fact)), places)
    for slug in counted.order_by().values_list("programme__slug", flat=True).distinct():
        yield _posting(PROGRAMME, slug, _numbers(counted.filter(programme__slug=slug)), places)
    yield _posting(MADE_UP, "", _numbers(counted.filter(programme__is_demonstration=True)), places)


def _numbers(cases: CaseQuerySet) -> Iterator[int]:
    return cases.order_by().values_list("pk", flat=True).iterator(AT_ONCE)


def _money(counted: CaseQuerySet, places: Places) -> Iterator[Posting]:
    """Yield the amounts by currency and year of decision; several of a case are one."""
    by: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = counted.order_by().annotate(decided=conditions.DECIDED)
    columns = ("pk", "commitments__currency", "decided", "commitments__amount")
    for number, currency, year, amount in rows.values_list(*columns).iterator(AT_ONCE):
        if currency:
            by[currency, year][places[number]] += amount
    for (currency, year), amounts in by.items():
        money = Money.of(amounts)
        money.places.run_optimize()
        yield Posting(facet=MONEY, value=f"{currency} {year}", places=money.places.serialize(), amounts=money.stored())


def _ways(ground: Ground, places: Places) -> Iterator[Posting]:
    """Yield the ways of the money of the cases that are shown."""
    by: dict[tuple[str, str, str], array[int]] = defaultdict(lambda: array("I"))
    paid = ground.cases.filter(pk__in=conditions.with_money(Case.objects.all()).order_by().values("pk"))
    rows: Any = conditions.with_flow(paid.order_by())
    columns = ("pk", "programme__slug", "paid_for", "paid_to")
    for number, programme, country, payee in rows.values_list(*columns).iterator(AT_ONCE):
        by[programme, country, payee].append(places[number])
    for number, (way, having) in enumerate(sorted(by.items())):
        yield Posting(facet=WAY, value=str(number), name_en=" ".join(way), places=BitMap(having).serialize())


def _posting(facet: str, value: str, numbers: Iterator[int], places: Places) -> Posting:
    having = BitMap(array("I", (places[number] for number in numbers)))
    having.run_optimize()
    return Posting(facet=facet, value=value, places=having.serialize())
