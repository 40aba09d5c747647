"""The files as they are kept on disk: built when something public has changed, then only sent.

A build is a folder called by the fingerprint of what was public; it appears whole or not at all. A programme of a few
cases is built while its first reader waits, in less than a second. All others are built by the worker; until it has
done so, readers get the build before, unless that tells something which has been hidden since.
"""

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.tables import left_out
from samverka.stages.projects.models import Case

# A programme of so many public cases is built while its reader waits.
FEW = 50
# Seconds for which nobody asks the worker for the same build again.
ASKED_FOR = 600
FACTS = "facts.json"
LEFT_OUT = "left-out.jsonl"

# What writes each file, called with the publication and the open file. Loaded when it writes: what only sends files
# needs neither the writers nor the XML library under them.
FILES = {
    "iati-activities.xml": "samverka.faces.opendata.activities.write_activities",
    "iati-organisation.xml": "samverka.faces.opendata.organisation.write_organisation",
    "360giving.json": "samverka.faces.opendata.grants.write_grants",
}


@dataclass(frozen=True)
class Build:
    """The files of one programme as they were built at one moment, in a folder of their own."""

    folder: Path

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Return what is noted of the build: when its records last changed, what it tells, whom it leaves out."""
        facts: dict[str, Any] = json.loads((self.folder / FACTS).read_text(encoding="utf-8"))
        return facts

    @property
    def tag(self) -> str:
        """Return the validator of its files, weak because they are sent packed and unpacked."""
        return f'W/"{self.folder.name}"'

    @property
    def changed_at(self) -> datetime:
        """Return the moment at which its records last changed."""
        return datetime.fromisoformat(self.facts["changed_at"])

    def left_out(self, start: int, stop: int) -> list[dict[str, Any]]:
        """Return those of its public cases that one of its files does not have, as `tables.left_out` yields them."""
        with (self.folder / LEFT_OUT).open(encoding="utf-8") as lines:
            return [json.loads(line) for line in islice(lines, start, stop)]

    def file(self, name: str, *, is_packed: bool) -> Path | None:
        """Return a file of the build, packed or not; nothing where there is nothing to put in it."""
        found = self.folder / (f"{name}.gz" if is_packed else name)
        return found if found.exists() else None

    def tells_what_is_hidden(self, publication: Publication) -> bool:
        """Tell whether anything in it is no longer public."""
        return not set(self.facts["shown"]) <= set(_shown(publication))


def _shown(publication: Publication) -> list[str]:
    """Return a text for each public case of the programme; another one where less of it is shown."""
    cases = Case.objects.public(publication.at).filter(programme=publication.programme).order_by("pk")
    return [f"{number} {shown}" for number, shown in cases.values_list("pk", "shown").iterator()]


def _code() -> str:
    """Return a text that differs when these files are built in another way: that of the program itself."""
    here = hashlib.blake2b(settings.SITE_ADDRESS.encode(), digest_size=16)
    for file in sorted(Path(__file__).parent.glob("*.py")):
        here.update(file.read_bytes())
    return here.hexdigest()


_CODE = _code()


def folder_of(publication: Publication) -> Path:
    """Return where the builds of a programme lie."""
    return Path(settings.DATA) / "opendata" / publication.programme.slug


def name_of(publication: Publication) -> str:
    """Return the name of the build that is right now."""
    return hashlib.blake2b(f"{_CODE} {publication.fingerprint}".encode(), digest_size=16).hexdigest()


def newest_build(publication: Publication) -> Build | None:
    """Return the right build, or the last one that is there."""
    right = folder_of(publication) / name_of(publication)
    if right.exists():
        return Build(right)
    others = [one for one in folder_of(publication).glob("*") if (one / FACTS).exists() and len(one.name) == 32]
    return Build(max(others, key=lambda one: one.stat().st_mtime)) if others else None


def build_for_reader(publication: Publication, ask: Callable[[str], Any]) -> Build | None:
    """Return a build to send now, or nothing where the reader has to come back.

    `ask` hands the work to the worker; it is called with the programme's slug, once for each build.
    """
    build = newest_build(publication)
    if build and build.folder.name == name_of(publication):
        return build
    if is_small(publication):
        return make_build(publication)
    ask_for(publication, ask)
    return build if build and not build.tells_what_is_hidden(publication) else None


def is_small(publication: Publication) -> bool:
    """Tell whether the programme is built while a reader waits."""
    public = Case.objects.public(publication.at).filter(programme=publication.programme)
    return public[: FEW + 1].count() <= FEW


def ask_for(publication: Publication, ask: Callable[[str], Any]) -> None:
    """Ask the worker for the right build, unless somebody has just done so."""
    if cache.add(f"samverka.opendata.{name_of(publication)}", value=True, timeout=ASKED_FOR):
        ask(publication.programme.slug)


def make_build(publication: Publication) -> Build:
    """Build all files of the programme, put them in place at once, and drop the builds before."""
    right = folder_of(publication) / name_of(publication)
    if right.exists():
        return Build(right)
    right.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=right.parent))
    try:
        # What is noted is read first: a case that is hidden while the files are written is then found out.
        facts: dict[str, Any] = {"changed_at": publication.changed_at.isoformat(), "shown": _shown(publication)}
        for name, write in FILES.items():
            _write(partial / name, import_string(write), publication)
        facts["left_out"] = 0
        with (partial / LEFT_OUT).open("w", encoding="utf-8") as file:
            for facts["left_out"], one in enumerate(left_out(publication), 1):
                file.write(json.dumps(one) + "\n")
        (partial / FACTS).write_text(json.dumps(facts), encoding="utf-8")
        partial.chmod(0o755)
        partial.rename(right)
    except OSError:
        if not right.exists():  # Otherwise another process was quicker, with the same content.
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    for other in right.parent.iterdir():
        if other != right and not other.name.startswith("partial-"):
            shutil.rmtree(other, ignore_errors=True)
    return Build(right)


def _write(file: Path, write: Callable[[Publication, IO[bytes]], bool], publication: Publication) -> None:
    """Write one file, and beside it the same packed; neither where there is nothing to put in it."""
    with file.open("wb") as opened:
        has_content = write(publication, opened)
    if not has_content:
        file.unlink()
        return
    with file.open("rb") as plain, gzip.GzipFile(f"{file}.gz", "wb", mtime=0) as packed:
        shutil.copyfileobj(plain, packed)
