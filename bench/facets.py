"""How fast the catalogue answers; run in a process of its own, in an installation.

python -m bench.facets CASES QUERIES

Makes a catalogue of so many cases where there is none yet, builds the index, asks seeded questions (half of them with
words, up to four facets chosen), each with the counts of all facets and the first twenty rows, and prints as JSON what
it took.
"""

import json
import random
import resource
import sys
import time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.catalogue import WORDS, fill_catalogue  # noqa: E402
from samverka.demo.cast import bring_on_stage  # noqa: E402
from samverka.ground.programme.loading import load_taxonomies  # noqa: E402
from samverka.stages.catalogue.actions import build_catalogue  # noqa: E402
from samverka.stages.catalogue.asking import View  # noqa: E402
from samverka.stages.catalogue.facets import FACETS  # noqa: E402
from samverka.stages.catalogue.index import Catalogue  # noqa: E402
from samverka.stages.catalogue.models import Edition, Posting  # noqa: E402
from samverka.stages.organisations.loading import load_municipalities  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402

SEED = 22
ROWS = 20


def main(cases: int, queries: int) -> None:
    """Make what is missing, measure, print."""
    fill(cases)
    building = time.perf_counter()
    edition = Edition.objects.newest() or build_catalogue(at=timezone.now())
    loading = time.perf_counter()
    catalogue = Catalogue(edition.pk)
    loaded = time.perf_counter()
    views = list(some_views(catalogue, queries))
    for view in views[:20]:
        answer(catalogue, view)
    times = sorted(timed(catalogue, view) for view in views)
    index = Posting.objects.filter(edition=edition.pk).aggregate(size=Sum(Length("places")))["size"]
    print(
        json.dumps(
            {
                "cases": len(catalogue),
                "build_s": loading - building,
                "load_s": loaded - loading,
                "index_mb": index / 1e6,
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
                **{f"p{share}": times[min(len(times) - 1, len(times) * share // 100)] for share in (50, 95, 99)},
                "queries": [view.query() for view in views],
            }
        )
    )


def fill(cases: int) -> None:
    """Migrate and make the cases, unless they are there."""
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        now = timezone.now()
        load_taxonomies()
        load_municipalities(now)
        fill_catalogue(bring_on_stage(now), cases, random.Random(SEED))  # noqa: S311 - reproducible data, no secret
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def some_views(catalogue: Catalogue, number: int) -> Any:
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


def timed(catalogue: Catalogue, view: View) -> float:
    """Return how many milliseconds the answer took."""
    began = time.perf_counter()
    answer(catalogue, view)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
