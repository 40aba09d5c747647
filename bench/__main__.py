"""Measure and print tables: `python -m bench` (or `make bench`).

python -m bench [PART …] [--postgres] [--large] [--sizes 1000 …] [--rounds 15] [--people 50] [--subscribers 1000 …]
                [--folder FOLDER]

The parts are pages, peers (pages as other systems were measured), bytes, crowd, facets, exports, newsletter and
newsroom; without any, all are measured.
"""

import argparse
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bench.bytes import measure_bytes
from bench.crowd import WARM_UP, journeys_for, measure_crowd
from bench.exports import measure_exports
from bench.installations import Installation, prepare
from bench.newsletter import measure_newsletter
from bench.newsroom import measure_newsroom
from bench.pages import measure_pages
from bench.peers import measure_as_peers
from bench.postgres import databases
from bench.search import measure_facets

PARTS = ["pages", "peers", "bytes", "crowd", "facets", "exports", "newsletter", "newsroom"]
SIZES = [200, 2_000]
LARGE = 100_000
ARTICLES = [200, 10_000]
SUBSCRIBERS = [1_000, 100_000]
CATALOGUES = [1_000, 10_000, 100_000]


def main() -> None:
    """Prepare an installation of each size when it is needed, and measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Samverka beside a bare view.")
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS, metavar="|".join(PARTS))
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--people", type=int, default=50, help="how many apply at once")
    parser.add_argument("--large", action="store_true", help=f"pages and bytes with {LARGE:,} cases too")
    parser.add_argument("--sizes", type=int, nargs="+", default=CATALOGUES, help="cases of the catalogues")
    parser.add_argument("--subscribers", type=int, nargs="+", default=SUBSCRIBERS, help="of the newsletter")
    parser.add_argument("--postgres", action="store_true", help="on a private PostgreSQL instead of SQLite")
    parser.add_argument("--folder", type=Path, help="keep the installations there, and use what was kept")
    chosen = parser.parse_args()
    if chosen.postgres and chosen.folder:
        parser.error("The private PostgreSQL is removed at the end: its installations cannot be kept.")
    names = [*map(str, sorted({*SIZES, LARGE, *chosen.sizes})), *map(newsroom_of, ARTICLES)]
    with tempfile.TemporaryDirectory(prefix="samverka-bench-") as place, databases(names, chosen.postgres) as urls:
        folder, database = chosen.folder or Path(place), dict(zip(names, urls, strict=True))

        @cache
        def installation(size: int, name: str = "") -> Installation:
            name = name or str(size)
            return prepare(folder / name, size, sum(journeys_for(chosen.people)) + WARM_UP, database[name])

        measure(chosen, installation)


def newsroom_of(articles: int) -> str:
    """Return what the installation with so many articles is called."""
    return f"newsroom_{articles}"


def measure(chosen: argparse.Namespace, installation: Callable[..., Installation]) -> None:
    """Measure the parts that were asked for."""
    if "pages" in chosen.parts:
        sizes = [*SIZES, LARGE] if chosen.large else SIZES
        measure_pages([installation(size) for size in sizes], chosen.rounds)
    if "peers" in chosen.parts:
        measure_as_peers([installation(size) for size in SIZES])
    if "bytes" in chosen.parts:
        measure_bytes(installation(LARGE if chosen.large else SIZES[-1]))
    if "crowd" in chosen.parts:
        measure_crowd(installation(SIZES[-1]), chosen.people)
    if "facets" in chosen.parts:
        for size in chosen.sizes:
            measure_facets(installation(size))
    if "exports" in chosen.parts:
        measure_exports(installation(LARGE))
    if "newsletter" in chosen.parts:
        measure_newsletter(installation(SIZES[0]), chosen.subscribers)
    if "newsroom" in chosen.parts:
        rooms = [installation(SIZES[0], newsroom_of(articles)) for articles in ARTICLES]
        measure_newsroom(dict(zip(ARTICLES, rooms, strict=True)), chosen.rounds)


if __name__ == "__main__":
    main()
