"""The checks and tests of the project, one line for each step.

.venv/bin/python scripts/checks.py check     the fast part; stops at the first failure
.venv/bin/python scripts/checks.py test      the fast part, then every test on both databases and in a browser
.venv/bin/python scripts/checks.py write     bring code and templates into the common style
.venv/bin/python scripts/checks.py lint      one step alone (any name of FAST)
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from private_postgres import private_postgres
from steps import Failed, can_install_packages, install_packages, run, step, stop

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Settings that a person may have set for a server of their own; checks and tests must not meet that server.
FOREIGN = ("DATABASE_URL", "EMAIL_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS", "TIME_ZONE")
# Each worker begins with whole files, so that what is laid out for a file, or remembered, serves the next test too.
DIVIDED = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal")

MANAGE = (PYTHON, "manage.py")
FAST = {
    "format": (BIN / "ruff", "format", "--check", "--quiet", "."),
    "lint": (BIN / "ruff", "check", "--quiet", "."),
    "templates": (BIN / "djade", "--target-version", "5.2", "--check"),
    "imports": (BIN / "lint-imports", "--no-logo"),
    "django": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "messages": (PYTHON, "scripts/messages.py", "check"),
    "types": (BIN / "mypy", "--no-error-summary"),
}
WRITING = {
    "format": (BIN / "ruff", "format", "--quiet", "."),
    "lint": (BIN / "ruff", "check", "--quiet", "--fix", "."),
    "templates": (BIN / "djade", "--target-version", "5.2"),
}


def main() -> int:
    """Do what the command line asks for; the number returned is not 0 when anything failed."""
    asked = sys.argv[1] if len(sys.argv) == 2 else ""
    os.chdir(ROOT)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="samverka-") as folder:
        failed = perform(asked, clean_surroundings(Path(folder)))
    total = f"{time.monotonic() - start:.0f} s"
    print(f"==> Failed: {', '.join(failed)} ({total})." if failed else f"==> All passed ({total}).")
    return 1 if failed else 0


def perform(asked: str, surroundings: dict[str, str]) -> list[str]:
    """Do what is asked for; return the names of what failed."""
    if asked == "write":
        return write(surroundings)
    if asked == "check":
        return check(list(FAST), surroundings)
    if asked == "test":
        return check(list(FAST), surroundings) or test(surroundings)
    if asked in FAST:
        return check([asked], surroundings)
    raise Failed(f"Say what to do: check, test, write, or one of {', '.join(FAST)}.")


def clean_surroundings(folder: Path) -> dict[str, str]:
    """Return the process environment without settings of a real server, and with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN and "SAMVERKA" not in name}
    return {**kept, "SAMVERKA_DATA": str(folder), "PYTHONUNBUFFERED": "1"}


def check(names: list[str], surroundings: dict[str, str]) -> list[str]:
    """Run fast steps in order; return the name of the first that fails, with what it said printed."""
    for name in names:
        try:
            with step(name):
                run(command(FAST[name]), environment=surroundings)
        except Failed as error:
            print(error)
            return [name]
    return []


def write(surroundings: dict[str, str]) -> list[str]:
    """Let the tools change what they can change; return the names of those with something left to say."""
    failed = []
    for name, words in WRITING.items():
        try:
            with step(name):
                run(command(words), environment=surroundings)
        except Failed as error:
            # A template tool ends with 1 when it has written something, which is what was asked for.
            if name != "templates":
                print(error)
                failed.append(name)
    return failed


def command(words: tuple[str | Path, ...]) -> list[str]:
    """Return a command as words; the template tool is given the templates, which it does not look for itself."""
    names = [str(word) for word in words]
    if words[0] == BIN / "djade":
        names += [str(template) for template in sorted(Path("samverka").rglob("templates/**/*.html"))]
    return names


def test(surroundings: dict[str, str]) -> list[str]:
    """Run the tests on both databases and in a browser, whatever fails; return the names of what failed.

    The browser, which waits much, works beside the databases; what it has to say is printed at the end.
    """
    with tempfile.TemporaryFile("w+") as said, ThreadPoolExecutor() as beside:
        in_browser = beside.submit(test_in_browser, surroundings, said)
        failed = [*test_on_databases(surroundings), *in_browser.result()]
        said.seek(0)
        print(said.read(), end="", flush=True)
    return failed


def test_on_databases(surroundings: dict[str, str]) -> list[str]:
    """Run the tests on SQLite and then on PostgreSQL."""
    failed = []
    if not pytest("Tests on SQLite", [*DIVIDED, "--ignore=tests/browser"], surroundings):
        failed.append("tests on SQLite")
    try:
        with private_postgres() as address:
            on_postgres = {**surroundings, "DATABASE_URL": address}
            # Once, and not by each of the processes that test: it takes longer than a hundred tests.
            with step("migrations on PostgreSQL"):
                run([*MANAGE, "migrate"], environment=on_postgres)
            if not pytest("Tests on PostgreSQL", [*DIVIDED, "--ignore=tests/browser"], on_postgres):
                failed.append("tests on PostgreSQL")
    except Failed as error:
        print(error)
        failed.append("tests on PostgreSQL")
    return failed


def test_in_browser(surroundings: dict[str, str], said: IO[str]) -> list[str]:
    """Run the browser tests in one process: most of them is one long journey."""
    try:
        in_browser = {**surroundings, "CHROMIUM": browser()}
    except Failed as error:
        print(error, file=said, flush=True)
        return ["browser tests"]
    return [] if pytest("Tests in Chromium", ["tests/browser"], in_browser, said) else ["browser tests"]


def pytest(name: str, arguments: list[str], surroundings: dict[str, str], said: IO[str] | None = None) -> bool:
    """Run pytest, with all that it prints shown or written to `said`; tell whether every test passed."""
    start = time.monotonic()
    print(f"==> {name}", file=said, flush=True)
    command = [PYTHON, "-m", "pytest", "-q", *arguments]
    ended = subprocess.run(command, env=surroundings, check=False, stdout=said, stderr=said and subprocess.STDOUT)
    passed = ended.returncode == 0
    if said:
        said.seek(0, os.SEEK_END)
    print(f"==> {name}: {'passed' if passed else 'failed'}, {time.monotonic() - start:.1f} s", file=said, flush=True)
    return passed


def browser() -> str:
    """Return the path of a Chromium that starts, installed if need be and allowed. Raises Failed otherwise."""
    missing = [*([] if installed_browser() else ["chromium"]), *([] if driver_starts() else ["libatomic1"])]
    if missing and not can_install_packages():
        names = " and ".join(missing)
        raise Failed(f"The browser tests need {names}: install (on Debian: apt install {' '.join(missing)}).")
    if missing:
        install_packages(*missing)
    found = installed_browser()
    if not found or not driver_starts():
        raise Failed("Chromium was installed but does not start; see what `chromium --version` says.")
    return found


def installed_browser() -> str | None:
    """Return the path of the machine's Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def driver_starts() -> bool:
    """Tell whether the program that drives the browser starts; a minimal Debian lacks a library that it needs."""
    try:
        run([str(BIN / "playwright"), "--version"])
    except Failed:
        return False
    return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("Interrupted.")
