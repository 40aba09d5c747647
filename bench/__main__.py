"""Measure and print tables: `python -m bench` (or `make bench`).

python -m bench [--quick] [pages] [crowd] [bytes]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.bytes import measure_bytes
from bench.crowd import measure_crowd
from bench.queries import measure_queries
from bench.server import ROOT, Visitor, environment, memory_mb, serving

SIZES = (200, 2_000)
ROUNDS = 40
WARM_UP = 5
LIMITS = {"public": 10, "office": 30, "form": 20}


def main() -> None:
    """Measure what was asked for, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", default=["pages", "bytes", "crowd"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--people", type=int, default=50)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samverka-bench-") as place:
        folders = {size: Path(place) / str(size) for size in SIZES}
        facts = {size: prepare(folder, size) for size, folder in folders.items()}
        if "pages" in chosen.parts:
            print_pages(folders, facts, chosen.rounds)
        if "bytes" in chosen.parts:
            with serving(folders[SIZES[-1]]) as (port, _workers):
                measure_bytes(port, facts[SIZES[-1]])
        if "crowd" in chosen.parts:
            measure_crowd(folders[SIZES[-1]], facts[SIZES[-1]], chosen.people)


def prepare(folder: Path, cases: int) -> dict[str, Any]:
    """Fill `folder` with an installation of `cases` cases; return what to measure there."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "bench.prepare", str(cases)]
    done = subprocess.run(command, env=environment(folder), cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def print_pages(folders: dict[int, Path], facts: dict[int, dict[str, Any]], rounds: int) -> None:
    """Print each page's time as a multiple of the bare view, with its queries and the rows they read."""
    times: dict[str, list[str]] = {}
    for size, folder in folders.items():
        counted = measure_queries(folder, facts[size])
        with serving(folder) as (port, workers):
            for name, (ratio, median) in ratios(port, facts[size], rounds).items():
                queries, rows = counted[name]
                times.setdefault(name, []).append(f"{ratio:6.1f} x {median:7.1f} ms {queries:4} q {rows:6} rows")
            memory = max(memory_mb(worker) for worker in workers)
        print(f"largest worker with {size} cases: {memory:.0f} MB")
    print(f"\n{'page':28}" + "".join(f"{f'{size} cases':>40}" for size in SIZES))
    for name, cells in times.items():
        print(f"{name:28}" + "".join(f"{cell:>40}" for cell in cells))
    print(f"\nto reach: {LIMITS}; at most 15 queries, equal at both sizes; one worker at most 140 MB\n")


def ratios(port: int, facts: dict[str, Any], rounds: int) -> dict[str, tuple[float, float]]:
    """Ask each page and the bare view in turn; return the ratio of their medians, and the page's median in ms."""
    sessions = {"public": "", "office": facts["sessions"]["helena"], "form": facts["sessions"]["ingrid"]}
    bare = Visitor(port)
    found = {}
    for group, session in sessions.items():
        for name, path in facts[group].items():
            visitor = Visitor(port, session)
            pairs = [(bare.timed("/bare/"), visitor.timed(path)) for _ in range(rounds + WARM_UP)][WARM_UP:]
            plain, page = (statistics.median(column) for column in zip(*pairs, strict=True))
            found[name] = (page / plain, page)
    return found


if __name__ == "__main__":
    main()
