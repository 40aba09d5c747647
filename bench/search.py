"""How fast the catalogue answers: the index by itself, plain SQL beside it, and the page that a visitor gets."""

import statistics
from typing import Any

from bench.installations import Installation
from bench.pages import LIMITS as TIMES
from bench.pages import Visit
from bench.server import Visitor, memory_mb, serving, share_of

QUERIES = 400
WARM_UP, PAGES = 20, 200
# 95th percentile of the index in milliseconds, by number of cases.
LIMITS = {10_000: 30, 100_000: 50, 1_000_000: 150}


def measure_facets(installation: Installation) -> None:
    """Print how long the index takes to build, to load and to answer, and the page of the same questions."""
    built, asked = installation.facts["built"], installation.ask("bench.facets", str(QUERIES))
    limit = LIMITS.get(installation.cases)
    p50, p95, p99 = (share_of(asked["times"], share) for share in (50, 95, 99))
    print(f"\ncatalogue of {installation.cases:,} cases")
    print(f"  built in {built['seconds']:.1f} s with {built['memory_mb']:.0f} MB, {built['index_mb']:.1f} MB stored;")
    print(f"  loaded in {asked['load_s']:.2f} s; a process with nothing but it: {asked['memory_mb']:.0f} MB")
    print(f"  index: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms", end="")
    print(f" (to reach: p95 {limit} ms)" if limit else "")
    print(f"  plain SQL: {asked['sql_ms']:.0f} ms a question, {asked['sql_ratio']:.0f} times the index", flush=True)
    print_pages(installation, asked["queries"])


def print_pages(installation: Installation, queries: list[Any]) -> None:
    """Ask the page for the same questions over HTTP, each beside the bare view, and print what it took."""
    path = installation.facts["pages"]["public"]["cases"]
    with serving(installation) as (port, workers):
        visit = Visit(installation, workers, Visitor(port), path)
        for query in queries[:WARM_UP]:
            visit.cost(path + query)
        pairs = [(visit.cost("/bare/"), visit.cost(path + query)) for query in queries[WARM_UP : WARM_UP + PAGES]]
        memory = max(map(memory_mb, workers))
    plain, page = (statistics.median(costs) for costs in zip(*pairs, strict=True))
    p95 = share_of(sorted(cost for _plain, cost in pairs), 95)
    print(f"  page: {page:.1f} ms of processor time, p95 {p95:.1f} ms; bare view: {plain:.1f} ms;", end=" ")
    print(f"{page / plain:.1f} times (to reach: {TIMES['public']}); worker {memory:.0f} MB", flush=True)
