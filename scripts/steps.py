"""Steps of the tools: one line for each, with its seconds, and programs that are silent unless they fail.

Standard library only: this is used before anything is installed.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

DEBIAN = Path("/etc/debian_version")


class Failed(Exception):
    """A program did not succeed; the text is what it said."""


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Print the name of a step, and the seconds it took when it ends."""
    start = time.monotonic()
    print(f"==> {name} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print(f"failed after {time.monotonic() - start:.1f} s", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def run(command: list[str], *, environment: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it printed. Raises Failed with that text when it does not succeed."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, check=False
        )
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise Failed(done.stdout.rstrip() or f"{command[0]} ended with {done.returncode}")
    return done.stdout


def stop(sentence: str) -> None:
    """End with a sentence for the person at the keyboard, and the mark of failure."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def can_install_packages() -> bool:
    """Tell whether the machine's own packages can be installed: root, on Debian or a relative of it."""
    return os.geteuid() == 0 and DEBIAN.exists() and shutil.which("apt-get") is not None


def install_packages(*names: str) -> None:
    """Install packages of Debian without asking. Raises Failed with what apt-get said."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing {', '.join(names)}"):
        run(["apt-get", "update", "-qq"], environment=quiet)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], environment=quiet)
