"""Lock the dependencies of pyproject.toml into the requirements files, each file with its hashes.

    .venv/bin/python scripts/lock.py

The largest set comes first and the others are held to it, so that all agree on every version. Pins that still fit
are kept; to take up newer versions, change them in pyproject.toml or delete the line from requirements-dev.txt.
"""

import os
from pathlib import Path

from environment import LOCKS, ROOT, TOOLS, UV, uv_surroundings
from steps import Failed, run, step, stop

OLDEST_PYTHON = "3.11"


def main() -> None:
    """Write the three requirements files."""
    os.chdir(ROOT)  # The files name each other, and pyproject.toml, without a path.
    project = "pyproject.toml"
    held = ["-c", LOCKS["dev"].name]
    with step("Locking the development set"):
        lock(LOCKS["dev"], project, "--group", "dev")
    with step("Locking the runtime set"):
        lock(LOCKS["runtime"], project, *held)
    with step("Locking the installer"):
        lock(TOOLS, "--group", "tools")
    for written in (*LOCKS.values(), TOOLS):
        if "://" in written.read_text(encoding="utf-8"):
            stop(f"{written.name} names an address: packages must come from whatever index the machine uses.")


def lock(output: Path, *what: str) -> None:
    """Resolve what is asked for into one file; only wheels, so that no machine needs a compiler."""
    run(
        [
            str(UV),
            "pip",
            "compile",
            "--quiet",
            "--python-version",
            OLDEST_PYTHON,
            "--generate-hashes",
            "--only-binary=:all:",
            "--custom-compile-command",
            "make lock",
            *what,
            "--output-file",
            output.name,
        ],
        environment=uv_surroundings(),
    )


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        stop(str(error))
