"""Make the Python environment `.venv` from the lock file, and compile the Swedish texts.

    python3 scripts/environment.py runtime|dev

Every target of the Makefile that needs the environment runs this first. When nothing has changed it finds its stamp
and does nothing. It runs before anything is installed, so it needs the standard library only.
"""

import fcntl
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

from steps import Failed, can_install_packages, install_packages, run, step, stop

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = ENVIRONMENT / "bin" / "uv"
LOCKS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
TOOLS = ROOT / "requirements-tools.txt"
TEXTS = ROOT / "samverka" / "locale" / "sv" / "LC_MESSAGES" / "django.po"


def main() -> None:
    """Bring the environment in step with the lock file of the set named on the command line."""
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted not in LOCKS:
        stop("Say which packages are needed: python3 scripts/environment.py runtime|dev")
    with LOCKS[wanted].open() as lock:
        # Two starts at the same time must not install into one folder; the second waits here.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(wanted):
            make_environment()
            install(wanted)
        compile_texts()


def stamp(wanted: str) -> Path:
    """Return the file that says: this set is installed, from the lock files as they are now."""
    content = b"".join(lock.read_bytes() for lock in LOCKS.values())
    return ENVIRONMENT / f"installed-{wanted}-{hashlib.sha256(content).hexdigest()[:16]}"


def is_installed(wanted: str) -> bool:
    """Tell whether the environment holds the set; the development set includes the runtime set."""
    return PYTHON.exists() and (stamp(wanted).exists() or stamp("dev").exists())


def make_environment() -> None:
    """Make `.venv`, unless a working one of this Python is there."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        if PYTHON.exists() and run([str(PYTHON), "-c", ask]).strip() == version:
            return
    except Failed:
        pass
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        package = f"python{version}-venv"
        if not can_install_packages():
            stop(f"Python's venv module is missing: install it (on Debian and Ubuntu: apt install {package}).")
        install_packages(package)
    with step(f"Python {version} environment"):
        run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])


def install(wanted: str) -> None:
    """Install the set from its lock file, each file checked against its hash."""
    lock = LOCKS[wanted]
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))
    with step(f"Installing {count} packages from {lock.name}"):
        try:
            run([*pip_install(), "-r", str(TOOLS)])
            run([str(UV), *uv_install(), "-r", str(lock)], environment=uv_surroundings())
        except Failed:
            # The faster installer is not there for every machine and network; pip is, and checks the same hashes.
            try:
                run([*pip_install(), "-r", str(lock)])
            except Failed as error:
                last = "\n".join(str(error).splitlines()[-5:])
                raise Failed(f"The packages could not be installed. The last that pip said:\n{last}") from error
    for old in ENVIRONMENT.glob("installed-*"):
        old.unlink()
    stamp(wanted).touch()


def pip_install() -> list[str]:
    """Return the beginning of a command that installs with pip: what the lock file names, and nothing besides."""
    return [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--require-hashes"]


def uv_install() -> list[str]:
    """Return the arguments with which uv installs into the environment and compiles bytecode."""
    return ["pip", "install", "-q", "--python", str(PYTHON), "--no-deps", "--require-hashes", "--compile-bytecode"]


def uv_surroundings() -> dict[str, str]:
    """Return the process environment for uv, with the package index and certificates that pip is told to use."""
    told = dict(os.environ)
    for ours, theirs, variable in (
        ("global.index-url", "UV_DEFAULT_INDEX", "PIP_INDEX_URL"),
        ("global.cert", "SSL_CERT_FILE", "PIP_CERT"),
    ):
        try:
            value = told.get(variable) or run([str(PYTHON), "-m", "pip", "config", "get", ours]).strip()
        except Failed:
            continue
        told.setdefault(theirs, value)
    return told


def compile_texts() -> None:
    """Compile the Swedish texts when they have changed; without it every page would be English."""
    compiled = TEXTS.with_suffix(".mo")
    if TEXTS.exists() and not (compiled.exists() and compiled.stat().st_mtime >= TEXTS.stat().st_mtime):
        with step("Compiling the Swedish texts"):
            run([str(PYTHON), str(ROOT / "scripts" / "messages.py"), "compile"])


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("Interrupted.")
