"""Whole catalogues as files: when the first byte comes, what memory they take, and whether others have to wait."""

import threading
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from bench.installations import Installation
from bench.server import Visitor, busy_ms, serving, share_of

FILES = ["csv", "json", "xlsx"]
PIECE = 65_536
VISITS = 200
MOST_SECONDS, MOST_MEMORY = 1, 150


def measure_exports(installation: Installation) -> None:
    """Print for each kind of file what it took, and the time of an ordinary page before and meanwhile."""
    page = installation.facts["pages"]["public"]["case"]
    path = installation.facts["pages"]["public"]["cases"].rstrip("/")
    print(f"\nall {installation.cases:,} cases as a file, and an ordinary page before it and meanwhile")
    print("seconds to the first byte and the last, on the clock (of the processor)")
    print(f"{'file':6}{'first byte':>18}{'all':>18}{'size':>10}{'worker':>10}{'page p95 before':>18}{'meanwhile':>12}")
    for ending in FILES:
        with serving(installation) as (port, workers):
            for _ in range(10):
                Visitor(port).timed(path + "/")
            before = sorted(Visitor(port).timed(page) for _ in range(VISITS))
            for worker in workers:
                forget_peak(worker)
            reader = Reader(port, f"{path}.{ending}", partial(busy_ms, installation, workers))
            reader.start()
            meanwhile = []
            while reader.is_alive():
                meanwhile.append(Visitor(port).timed(page))
            memory = max(map(peak_mb, workers))
        print(
            f"{ending:6}{reader.first:10.2f} ({reader.first_busy:.2f}) s{reader.whole:8.1f} ({reader.whole_busy:.1f}) s"
            f"{reader.size / 1e6:7.1f} MB{memory:7.0f} MB"
            f"{share_of(before, 95):15.1f} ms{share_of(sorted(meanwhile), 95):9.1f} ms",
            flush=True,
        )
    print(f"to reach: first byte within {MOST_SECONDS} s, worker under {MOST_MEMORY} MB, the page as fast as before")


class Reader(threading.Thread):
    """Somebody who fetches a file, as a browser does; notes bytes, seconds, and processor time in `busy`."""

    def __init__(self, port: int, path: str, busy: Callable[[], float]) -> None:
        super().__init__()
        self.port, self.path, self.busy = port, path, busy
        self.first = self.whole = self.first_busy = self.whole_busy = 0.0
        self.size = 0

    def run(self) -> None:
        """Fetch it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=600)
        began, busy = time.perf_counter(), self.busy()
        connection.request("GET", self.path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{self.path} answered {answer.status}")
        self.size = len(answer.read(1))
        self.first, self.first_busy = time.perf_counter() - began, (self.busy() - busy) / 1000
        while piece := answer.read(PIECE):
            self.size += len(piece)
        self.whole, self.whole_busy = time.perf_counter() - began, (self.busy() - busy) / 1000


def forget_peak(process: int) -> None:
    """Let the kernel count the largest memory of a process from now on."""
    Path(f"/proc/{process}/clear_refs").write_text("5")


def peak_mb(process: int) -> float:
    """Return the largest resident memory of a process in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1_000_000
