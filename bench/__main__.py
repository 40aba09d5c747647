"""Measure and print tables: `python -m bench` (or `make bench`).

python -m bench [--rounds 10] [--people 50] [--postgres] [--folder FOLDER] [pages] [bytes] [crowd]
"""

import argparse
import tempfile
from pathlib import Path

from bench.bytes import measure_bytes
from bench.crowd import measure_crowd
from bench.installations import Installation, prepare
from bench.pages import measure_pages
from bench.postgres import databases

PARTS = ["pages", "bytes", "crowd"]
SIZES = [200, 2_000]
WARM_UP = 2


def main() -> None:
    """Prepare an installation of each size, and measure what was asked for: everything by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Samverka beside a bare view.")
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS, metavar="|".join(PARTS))
    parser.add_argument("--rounds", type=int, default=10, help="how often a page is asked for in each of six batches")
    parser.add_argument("--people", type=int, default=50, help="how many apply at once")
    parser.add_argument("--postgres", action="store_true", help="on a private PostgreSQL instead of SQLite")
    parser.add_argument("--folder", type=Path, help="keep the installations there, and use what was kept")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samverka-bench-") as place, databases(SIZES, chosen.postgres) as urls:
        folder = chosen.folder or Path(place)
        sizes = zip(SIZES, urls, strict=True)
        measure(
            chosen.parts,
            [prepare(folder / str(size), size, chosen.people + WARM_UP, url) for size, url in sizes],
            chosen.rounds,
        )


def measure(parts: list[str], installations: list[Installation], rounds: int) -> None:
    """Measure the parts that were asked for: pages in every installation, the others in the largest."""
    if "pages" in parts:
        measure_pages(installations, rounds)
    if "bytes" in parts:
        measure_bytes(installations[-1])
    if "crowd" in parts:
        measure_crowd(installations[-1])


if __name__ == "__main__":
    main()
