"""How fast the catalogue answers; run in a process of its own, in an installation.

python -m bench.facets QUERIES

Asks seeded questions (half of them with words, up to four facets chosen), each with the counts of all facets and the
first twenty rows, asks a few of them in plain SQL too, and prints as JSON what it took.
"""

import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402 - needs Django set up

from bench.catalogue import WORDS  # noqa: E402
from samverka.ground.common.folding import fold  # noqa: E402
from samverka.stages.catalogue.asking import View  # noqa: E402
from samverka.stages.catalogue.facets import FACETS  # noqa: E402
from samverka.stages.catalogue.index import Catalogue  # noqa: E402
from samverka.stages.catalogue.models import Edition  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402

SEED = 22
ROWS = 20
WARM_UP = 20
# Questions asked in plain SQL too, and for how long at most.
IN_SQL, SECONDS_OF_SQL = 10, 120
# Where the values of a facet stand in the tables.
COLUMNS = {
    "home": "parties__organisation__slug", "partner": "parties__organisation__slug", "country": "countries__code",
    "region": "countries__region_group", "area": "areas__code", "topic": "topics__code",
    "core_area": "core_areas__code", "goal": "goals__code", "network": "network__slug", "tag": "tags__code",
    "type": "case_type__code", "state": "state", "year": "start_year", "decided": "commitments__committed_on__year",
}  # fmt: skip


def main(queries: int) -> None:
    """Load the newest edition, measure, print."""
    began = time.perf_counter()
    catalogue = Catalogue(Edition.objects.filter(kind=Edition.Kind.CASES).latest("pk").pk)
    loaded = time.perf_counter() - began
    views = list(some_views(catalogue, queries))
    for view in views[:WARM_UP]:
        answer(catalogue, view)
    times = [timed(lambda view=view: answer(catalogue, view)) for view in views]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    in_sql = list(times_in_sql(views[:IN_SQL]))
    print(
        json.dumps(
            {
                "load_s": loaded,
                "memory_mb": memory,
                "times": sorted(times),
                "sql_ms": statistics.mean(in_sql),
                "sql_ratio": sum(in_sql) / sum(times[: len(in_sql)]),
                "queries": [view.query() for view in views],
            }
        )
    )


def some_views(catalogue: Catalogue, number: int) -> Iterator[View]:
    """Yield what visitors ask for: the common values far more often than the rare ones, as they are common."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible questions, no secret
    for at in range(number):
        chosen: dict[str, tuple[str, ...]] = {}
        for code in chance.sample([facet.code for facet in FACETS], chance.randrange(5)):
            values = sorted(catalogue.values[code].values(), key=lambda one: -len(one.places))
            if values:
                several = chance.choice([1, 1, 2])
                chosen[code] = tuple(
                    {values[min(int(chance.expovariate(0.4)), len(values) - 1)].code for _ in range(several)}
                )
        text = " ".join(chance.sample(WORDS, chance.choice([1, 1, 2]))) if at % 2 else ""
        yield View(text, chosen, chance.choice(["newest", "newest", "title", "amount"]))


def answer(catalogue: Catalogue, view: View) -> None:
    """Do all that the page asks of the index."""
    found = catalogue.find(view)
    for facet in FACETS:
        catalogue.counts(found, facet.code)
    catalogue.page(found, 0, ROWS)


def answer_in_sql(view: View) -> None:
    """Ask the tables for the same: the counts of all facets, and the first rows."""
    for facet in FACETS:
        column = COLUMNS[facet.code]
        list(cases_of(view.without(facet.code)).values_list(column).annotate(Count("pk", distinct=True)))
    found = cases_of(view)
    found.count()
    list(found.order_by("-start_year", "-published_at", "-pk").values_list("pk", flat=True)[:ROWS])


def cases_of(view: View) -> Any:
    """Return the cases that a view finds, asked of the tables."""
    found = Case.objects.public().order_by()
    for word in view.text.split():
        found = found.filter(search_text__contains=fold(word))
    for code, values in view.chosen.items():
        having = Case.objects.order_by().filter(**{f"{COLUMNS[code]}__in": [one for one in values if one != "-"]})
        found = found.filter(pk__in=having.values("pk"))
    return found


def times_in_sql(views: list[View]) -> Iterator[float]:
    """Yield the milliseconds of each view in plain SQL, until that has taken too long."""
    until = time.monotonic() + SECONDS_OF_SQL
    for view in views:
        yield timed(lambda view=view: answer_in_sql(view))
        if time.monotonic() > until:
            return


def timed(do: Callable[[], Any]) -> float:
    """Return how many milliseconds it took."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))
