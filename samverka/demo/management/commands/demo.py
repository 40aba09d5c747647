"""One command from nothing to a running programme: data, pages, worker, addresses and log-ins."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from samverka.demo.people import PASSWORD, PEOPLE
from samverka.demo.stage import set_the_stage


class Command(BaseCommand):
    """Prepares the demonstration and serves it until it is stopped."""

    help = "Run Samverka with its demonstration data on this machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port, and whether to stop before serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything, then end.")

    def handle(self, *args: Any, port: int, no_serve: bool, **options: Any) -> None:
        """Prepare and serve. A second start finds everything there and is quick."""
        if not settings.DEMO:
            start_again_as_demonstration(port)
        if not no_serve:
            refuse_a_taken_port(port)
        self.step("Database", lambda: call_command("migrate", verbosity=0))
        self.step("Cache", lambda: call_command("createcachetable", verbosity=0))
        self.step("Reference data, partnerships, demonstration", lambda: set_the_stage(timezone.now()))
        self.step("Style sheets", lambda: call_command("collectstatic", interactive=False, verbosity=0))
        self.say_where(port)
        if not no_serve:
            serve(port)

    def step(self, name: str, do: Callable[[], Any]) -> None:
        """Do one step and say how long it took."""
        began = time.monotonic()
        self.stdout.write(f"==> {name} …", ending="")
        self.stdout.flush()
        do()
        self.stdout.write(f" {time.monotonic() - began:.1f} s")

    def say_where(self, port: int) -> None:
        """Print the addresses and the log-ins."""
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n  The public site    {address}/\n  Log in             {address}/accounts/login/")
        self.stdout.write(f"  Letters sent       {address}/demo/mailbox/\n")
        self.stdout.write(f"\n  Everybody's password is “{PASSWORD}”; {address}/demo/ lists them too:\n")
        for part in PEOPLE:
            self.stdout.write(f"  {part.email:27} {part.name}: {part.does_en}")
        self.stdout.write("\n  Stop with Ctrl-C.\n")
        self.stdout.flush()


def start_again_as_demonstration(port: int) -> None:
    """Start this command anew with the settings of a demonstration, and data of its own."""
    folder = os.environ.get("SAMVERKA_DATA") or str(Path(settings.DATA) / "demo")
    wanted = {"SAMVERKA_DEMO": "1", "SAMVERKA_DATA": folder, "SITE_ADDRESS": f"http://127.0.0.1:{port}"}
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **wanted})  # noqa: S606 - no shell


def refuse_a_taken_port(port: int) -> None:
    """Say so clearly when something else listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(
                f"Port {port} is taken by another program. Stop it, or choose another port: make demo PORT={port + 1}"
            ) from None


def serve(port: int) -> None:
    """Run web server, worker and house-keeping together; when one ends, or on Ctrl-C, end them all."""
    server = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "2"]
    server += ["--workers-kill-timeout", "5"]  # One that was only starting does not hear that it shall end.
    server += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "samverka.config.wsgi:application"]
    commands = [
        server,
        [sys.argv[0], "db_worker", "--queue-name", "*", "--no-startup-delay"],
        [sys.argv[0], "tick", "--every", "60"],
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}  # As docs/operations.md advises.
    running = [subprocess.Popen([sys.executable, *command], env=environment) for command in commands]  # noqa: S603
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=20)
