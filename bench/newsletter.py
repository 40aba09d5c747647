"""Digests for many subscribers: what composing takes, how fast they leave, and that killed workers double nothing."""

import json
import random
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

from bench.installations import ROOT, Installation

KILLS = 12
SECONDS_BETWEEN = (2.0, 6.0)


class Session(socketserver.StreamRequestHandler):
    """One connection to a mail server that takes everything and keeps nothing but to whom it went."""

    server: "MailServer"

    def handle(self) -> None:
        """Answer command after command, as far as a client that sends mail asks."""
        self.say("220 bench")
        to = ""
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"EHLO":
                self.say("250-bench\r\n250 8BITMIME")
            elif command == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
                self.say("250 ok")
            elif command == b"DATA":
                self.say("354 go on")
                size = self.read_mail()
                with self.server.lock:
                    self.server.got[to] += 1
                    self.server.largest = max(self.server.largest, size)
                self.say("250 taken")
            elif command == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def read_mail(self) -> int:
        """Read to the dot that ends a mail; return how long it was."""
        size = 0
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            size += len(line)
        return size

    def say(self, text: str) -> None:
        """Answer."""
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server on this machine, for counting."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.got: Counter[str] = Counter()
        self.largest, self.lock = 0, threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that were killed."""


def measure_newsletter(installation: Installation, sizes: list[int]) -> None:
    """Compose for each number of subscribers; send to the largest, killing workers, and count what arrived."""
    print(f"\n{'digests':24}{'subscribers':>12}{'issues':>8}{'seconds':>9}{'each':>9}{'queries':>9}{'memory':>12}")
    for size in sizes:
        filled = installation.ask("bench.subscribers", "fill", str(size))
        took = installation.ask("bench.subscribers", "compose")
        each = took["seconds"] / took["issues"] * 1000
        print(
            f"{'composed':24}{filled['subscribers']:12,}{took['issues']:8}{took['seconds']:9.2f}{each:6.1f} ms"
            f"{took['queries']:9}{took['grew_mb']:+9.1f} MB",
            flush=True,
        )
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell_of_sending(server, *send_with_kills(installation, server))
        server.shutdown()


def send_with_kills(installation: Installation, server: MailServer) -> tuple[int, float, dict[str, float]]:
    """Send everything; return how many workers were killed, how long it took, and what the last one says."""
    url = f"smtp://127.0.0.1:{server.server_address[1]}"
    command, chance = [sys.executable, "-m", "bench.sending"], random.Random(7)  # noqa: S311 - no secret
    environment = {**installation.environment(), "EMAIL_URL": url}
    began, kills = time.perf_counter(), 0
    while True:
        worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603
        try:
            said, _nothing = worker.communicate(timeout=chance.uniform(*SECONDS_BETWEEN) if kills < KILLS else None)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.communicate()
            kills += 1
            continue
        return kills, time.perf_counter() - began, json.loads(said)


def tell_of_sending(server: MailServer, kills: int, seconds: float, said: dict[str, float]) -> None:
    """Print what arrived, and stop where somebody got a mail twice."""
    mails, twice = sum(server.got.values()), sum(count > 1 for count in server.got.values())
    print(
        f"\nsent {mails:,} mails in {seconds:.0f} s ({mails / seconds:.0f} a second), largest {server.largest:,} bytes"
    )
    unknown = said.get("unknown", 0)
    print(f"workers killed: {kills}; got it twice: {twice}; passed over: {said['passed_over']}; not known: {unknown}")
    print(f"largest worker: {said['memory_mb']:.0f} MB")
    assert twice == said["passed_over"] == 0
    assert unknown <= kills  # Each leaves at most one.
