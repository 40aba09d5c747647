"""The time of each page as a multiple of the bare view, its queries, and the rows that they read."""

import json
import statistics
from contextlib import ExitStack

from bench.installations import Installation
from bench.server import Visitor, memory_mb, serving

WARM_UP = 5
BATCHES = 6
LIMITS = {"public": 10, "office": 30, "portal": 20, "form": 20}
MOST_QUERIES = 15
MOST_MEMORY = 140


def measure_pages(installations: list[Installation], rounds: int) -> None:
    """Ask every page in all installations, and print a table of what it took."""
    counted = [one.ask("bench.queries", _as_text(one)) for one in installations]
    sizes = "".join(f"{f'{one.cases} cases':>34}" for one in installations)
    print(f"\n{'page':24}{'to reach':>9}{sizes}", flush=True)
    with ExitStack() as stack:
        served = [stack.enter_context(serving(one)) for one in installations]
        for group, names in installations[0].facts["pages"].items():
            for name in names:
                visits = [
                    (port, one.facts["sessions"][group], one.facts["pages"][group][name])
                    for one, (port, _workers) in zip(installations, served, strict=True)
                ]
                cells = [
                    f"{page / plain:7.1f} x {page:6.1f} ms {queries[name][0]:3} q {queries[name][1]:5} rows"
                    for (plain, page), queries in zip(quietest(visits, rounds), counted, strict=True)
                ]
                print(f"{name:24}{LIMITS[group]:7} x" + "".join(f"{cell:>34}" for cell in cells), flush=True)
        memory = [max(memory_mb(worker) for worker in workers) for _port, workers in served]
    print(f"\nat most {MOST_QUERIES} queries a page; time, queries and rows equal at all sizes")
    for one, most in zip(installations, memory, strict=True):
        print(f"largest worker with {one.cases} cases: {most:.0f} MB (to reach: {MOST_MEMORY} MB)")


def quietest(visits: list[tuple[int, str, str]], rounds: int) -> list[tuple[float, float]]:
    """Return (bare view, page) in milliseconds for each visit (port, session, path): medians of the quietest batch.

    The bare view and the page are asked in turn, in all installations in turn, so that what the machine does besides
    hits all alike. The quietest batch is the one in which the bare view was fastest, whatever the page took in it.
    """
    askers = [(Visitor(port), Visitor(port, session), path) for port, session, path in visits]
    batches = []
    for number in range(BATCHES):
        times: list[list[tuple[float, float]]] = [[] for _ in visits]
        for turn in range(rounds + (0 if number else WARM_UP)):
            for kept, (bare, visitor, path) in zip(times, askers, strict=True):
                pair = bare.timed("/bare/"), visitor.timed(path)
                if number or turn >= WARM_UP:
                    kept.append(pair)
        batches.append([medians(pairs) for pairs in times])
    return [min(of_one) for of_one in zip(*batches, strict=True)]


def medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the median of the first and of the second of each pair."""
    plain, page = zip(*pairs, strict=True)
    return statistics.median(plain), statistics.median(page)


def _as_text(installation: Installation) -> str:
    return json.dumps({name: installation.facts[name] for name in ("pages", "sessions")})
