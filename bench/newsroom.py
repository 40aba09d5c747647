"""The pages that articles stand on, with few and with many articles: as `pages`, `peers` and `bytes` measure, and on
the clock."""

from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from bench.bytes import measure_bytes
from bench.installations import Installation
from bench.pages import measure_pages
from bench.peers import measure_as_peers
from bench.server import Visitor, serving, share_of

VISITS = 100
MOST_MS = 50
# What a first visit is counted for.
VISITED = ("news", "news, late page", "article", "press release")


def measure_newsroom(installations: dict[int, Installation], rounds: int) -> None:
    """Fill each installation with so many articles, and print what their pages take."""
    filled = [with_articles(one, articles) for articles, one in installations.items()]
    measure_pages(filled, rounds)
    measure_as_peers(filled)
    measure_on_the_clock(filled)
    addresses = filled[-1].facts["pages"]["public"]
    measure_bytes(replace(filled[-1], facts={"pages": {"public": {name: addresses[name] for name in VISITED}}}))


def with_articles(installation: Installation, articles: int) -> Installation:
    """Return the installation with so many articles, and their pages to measure."""
    print(f"==> {articles:,} articles …", flush=True)
    facts: dict[str, Any] = installation.ask("bench.articles", str(articles))
    return replace(installation, articles=articles, facts=facts)


def measure_on_the_clock(installations: list[Installation]) -> None:
    """Print the time within which 95 of 100 visitors had each page, made anew, and the bare view beside it."""
    sizes = "".join(f"{one.size:>34}" for one in installations)
    print(f"\n{'p95 on the clock':28}{'to reach':>9}{sizes}")
    with ExitStack() as stack:
        ports = [stack.enter_context(serving(one))[0] for one in installations]
        for name in installations[0].facts["pages"]["public"]:
            cells = []
            for one, port in zip(installations, ports, strict=True):
                visitor = Visitor(port)
                visitor.cookies["anew"] = "1"  # Who brings a cookie gets nobody else's page.
                path = one.facts["pages"]["public"][name]
                for _ in range(3):
                    visitor.timed(path)
                pairs = [(visitor.timed("/bare/"), visitor.timed(path)) for _ in range(VISITS)]
                bare, page = (share_of(sorted(times), 95) for times in zip(*pairs, strict=True))
                cells.append(f"{page:9.1f} ms, bare {bare:5.1f} ms")
            print(f"{name:28}{MOST_MS:6} ms" + "".join(f"{cell:>34}" for cell in cells), flush=True)
