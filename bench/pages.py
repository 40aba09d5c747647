"""The processor time of each page as a multiple of the bare view, its queries, and the rows that they read."""

import json
import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from bench.installations import Installation
from bench.server import Visitor, busy_ms, memory_mb, serving

# A page that takes so many milliseconds is asked for a few times only: it is far from its limit however often.
SLOW, FEW = 1_500, 4
LIMITS = {"public": 10, "office": 30, "portal": 20, "form": 20}
MOST_QUERIES = 15
MOST_MEMORY = 140


@dataclass
class Visit:
    """Somebody who asks an installation for a page."""

    installation: Installation
    workers: list[int]
    visitor: Visitor
    path: str

    def cost(self, path: str) -> float:
        """Return how many milliseconds of processor time an answer takes."""
        before = busy_ms(self.installation, self.workers)
        self.visitor.timed(path)
        return busy_ms(self.installation, self.workers) - before


def measure_pages(installations: list[Installation], rounds: int) -> None:
    """Ask every page in all installations, and print a table of what it took."""
    counted = [one.ask("bench.queries", _as_text(one)) for one in installations]
    sizes = "".join(f"{one.size:>34}" for one in installations)
    print(f"\n{'page':24}{'to reach':>9}{sizes}", flush=True)
    with ExitStack() as stack:
        served = [stack.enter_context(serving(one)) for one in installations]
        for group, name, is_kept in rows_of(installations[0].facts["pages"]):
            visits = []
            for one, (port, workers) in zip(installations, served, strict=True):
                visitor = Visitor(port, one.facts["sessions"][group])
                if not is_kept:
                    visitor.cookies.setdefault("anew", "1")  # Who brings a cookie gets nobody else's page.
                visits.append(Visit(one, workers, visitor, one.facts["pages"][group][name]))
            cells = [
                f"{page / plain:7.1f} x {page:6.1f} ms {queries[name][0]:3} q {queries[name][1]:5} rows"
                for (plain, page), queries in zip(least(visits, rounds), counted, strict=True)
            ]
            title = f"{name}, kept" if is_kept else name
            print(f"{title:24}{LIMITS[group]:7} x" + "".join(f"{cell:>34}" for cell in cells), flush=True)
        memory = [max(memory_mb(worker) for worker in workers) for _port, workers in served]
    print(f"\nat most {MOST_QUERIES} queries a page; time, queries and rows equal at all sizes")
    for one, most in zip(installations, memory, strict=True):
        print(f"largest worker with {one.size}: {most:.0f} MB (to reach: {MOST_MEMORY} MB)")


def rows_of(pages: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Yield (group, name, whether as it is kept in memory) of each row: public pages as made anew and as kept."""
    for group, names in pages.items():
        for name in names:
            yield group, name, False
            if group == "public" and "feed" not in name:
                yield group, name, True


def least(visits: list[Visit], rounds: int) -> list[tuple[float, float]]:
    """Return (bare view, page) for each visit: the least processor time in milliseconds.

    Not the time on the clock, which grows with all that the machine does besides; and the least, because a core that
    is shared with other machines counts the time that it was taken away. The bare view and the page are asked in turn,
    in all installations in turn.
    """
    slowest = max(visit.visitor.timed(visit.path) for visit in visits)
    taken = [(math.inf, math.inf)] * len(visits)
    for _ in range(FEW if slowest > SLOW else rounds):
        costs = [(visit.cost("/bare/"), visit.cost(visit.path)) for visit in visits]
        taken = [(min(old[0], new[0]), min(old[1], new[1])) for old, new in zip(taken, costs, strict=True)]
    return taken


def _as_text(installation: Installation) -> str:
    return json.dumps({name: installation.facts[name] for name in ("pages", "sessions")})
