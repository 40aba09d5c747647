"""Starting the server that is measured, and asking it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.installations import ROOT, Installation

LONGEST_PAUSE = 10


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(installation: Installation, workers: int = 2, **environment: str) -> Iterator[tuple[int, list[int]]]:
    """Serve an installation, with more in its environment if given; yields the port and the worker processes."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers)]
    command += [
        "--blocking-threads",
        os.environ.get("THREADS", "2"),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    command += ["bench.wsgi:application"]
    variables = {**installation.environment(), "MALLOC_ARENA_MAX": "2", **environment}
    server = subprocess.Popen(command, env=variables, cwd=ROOT)  # noqa: S603 - our own command
    try:
        wait_for(port)
        yield port, children_of(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    """Wait until the bare view answers."""
    for _ in range(300):
        try:
            if Visitor(port).get("/bare/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The measured server did not start.")


def children_of(parent: int) -> list[int]:
    """Return the numbers of the worker processes that `parent` started, without Python's own keeper of semaphores."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                command = (entry / "cmdline").read_text()
            except OSError:
                continue
            if int(fields[1]) == parent and fields[0] != "Z" and "resource_tracker" not in command:
                found.append(int(entry.name))
    return found


def memory_mb(process: int) -> float:
    """Return the resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def share_of(times: list[float], share: int) -> float:
    """Return the time, of `times` in order, within which `share` per cent of them lie."""
    return times[min(len(times) - 1, len(times) * share // 100)]


def busy_seconds(process: int) -> float:
    """Return how many seconds of processor time a process has used, with its threads that have ended."""
    # What clock_getcpuclockid(3) returns, which Python does not offer.
    return time.clock_gettime((~process << 3) | 2)


def busy_ms(installation: Installation, workers: list[int]) -> float:
    """Return the processor time of the workers, and of the PostgreSQL processes that serve them, in milliseconds."""
    return sum(map(busy_seconds, [*workers, *database_processes(installation)])) * 1000


def database_processes(installation: Installation) -> list[int]:
    """Return the numbers of the PostgreSQL processes that serve an installation; none where it is on SQLite."""
    if not installation.database_url:
        return []
    title = f"postgres: postgres {installation.database_url.rpartition('/')[2]} "
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):  # It can have ended meanwhile.
            if entry.name.isdigit() and (entry / "cmdline").read_text().startswith(title):
                found.append(int(entry.name))
    return found


class Visitor:
    """One connection that is kept open, with the cookies of one person."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {"sessionid": session} if session else {}
        self.asked_at = 0.0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
        """Send one request; return status, body and where it redirects to."""
        # A server closes connections on which nothing happens; a browser then opens another, and so do we.
        if time.monotonic() - self.asked_at > LONGEST_PAUSE:
            self.connection.close()
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.asked_at = time.monotonic()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, content, answer.getheader("Location", "")

    def get(self, path: str, **headers: str) -> tuple[int, bytes, str]:
        """Fetch a page."""
        return self.ask("GET", path, **headers)

    def timed(self, path: str) -> float:
        """Return how many milliseconds the page took, compressed as a browser asks for it; it must answer 200."""
        began = time.perf_counter()
        status, _content, _location = self.get(path, **{"Accept-Encoding": "gzip"})
        took = (time.perf_counter() - began) * 1000
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return took
