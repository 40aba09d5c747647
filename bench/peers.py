"""The pages measured as other systems were, against which the limits were set.

Whole answers on the clock, each over a connection of its own, with the database connected to anew for each request, as
Django does it when nobody sets anything: the median of twenty rounds after three, over the median of the bare view
asked just before. There the bare view took about 2.7 ms on PostgreSQL; `bench.pages` is the stricter way.
"""

from contextlib import ExitStack
from statistics import median

from bench.installations import Installation
from bench.pages import LIMITS
from bench.server import Visitor, serving

WARM_UP, ROUNDS = 3, 20


def measure_as_peers(installations: list[Installation]) -> None:
    """Print each page as a multiple of the bare view, and both on the clock."""
    sizes = "".join(f"{one.size:>34}" for one in installations)
    print(f"\n{'as the peers were measured':28}{'to reach':>9}{sizes}")
    with ExitStack() as stack:
        ports = [stack.enter_context(serving(one, BENCH_CONNECTS_ANEW="1"))[0] for one in installations]
        for group, pages in installations[0].facts["pages"].items():
            for name in pages:
                cells = []
                for one, port in zip(installations, ports, strict=True):
                    visitor = Visitor(port, one.facts["sessions"][group])
                    # Who brings a cookie gets a page made anew, not the one that is kept.
                    visitor.cookies.setdefault("anew", "1")
                    page, bare = medians(visitor, one.facts["pages"][group][name])
                    cells.append(f"{page / bare:9.1f} x {page:7.1f} / {bare:5.1f} ms")
                print(f"{name:28}{LIMITS[group]:7} x" + "".join(f"{cell:>34}" for cell in cells), flush=True)


def medians(visitor: Visitor, path: str) -> tuple[float, float]:
    """Return the medians of the page and of the bare view, in milliseconds on the clock."""
    bare, page = [], []
    for _ in range(WARM_UP + ROUNDS):
        for times, address in ((bare, "/bare/"), (page, path)):
            visitor.connection.close()
            times.append(visitor.timed(address))
    return median(page[WARM_UP:]), median(bare[WARM_UP:])
