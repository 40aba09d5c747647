"""Copies of pages on disk: one file for each address, packed; what was used least recently goes when it gets too much.

The time of a file is the moment at which its page was saved. Every visitor saves at most once a minute, so that is also
about when it was last used.
"""

import gzip
import hashlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode

SECONDS_BETWEEN = 60
LARGEST = 500_000  # bytes of a page; a larger one is not for people
# Lists can be narrowed in more ways than there is room for: so many for each list, and none with more choices.
MOST_VIEWS = 200
MOST_CHOICES = 4
LONGEST_QUERY = 200
QUICK = 1  # level of packing: a third of the size in a third of a millisecond
# When there is too much, this share is left.
LEFT = 0.9


@dataclass(frozen=True)
class Copy:
    """A page as it was at a moment."""

    content: bytes
    saved_at: datetime


def folder() -> Path:
    """Return where the copies lie."""
    return Path(settings.DATA) / "copies"


def place_of(request: HttpRequest) -> Path | None:
    """Return the file for this address, or nothing where the address is one of too many.

    The same choices in another order are the same page; choices left empty are none.
    """
    chosen = sorted((name, value) for name, values in request.GET.lists() for value in values if value)
    query = urlencode(chosen)
    if len(chosen) > MOST_CHOICES or len(query) > LONGEST_QUERY:
        return None
    return folder_of(request.path) / f"{_digest(query) if query else 'page'}.html.gz"


def folder_of(path: str) -> Path:
    """Return the folder of all that is kept of one path: the page, and its views."""
    digest = _digest(path)
    return folder() / digest[:2] / digest[2:]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def is_due(place: Path) -> bool:
    """Tell whether the copy is to be saved anew: there is none, or it is a minute old."""
    try:
        return time.time() - place.stat().st_mtime >= SECONDS_BETWEEN
    except OSError:
        return place.name.startswith("page") or _has_room(place.parent)


def _has_room(views: Path) -> bool:
    return not views.exists() or sum(1 for _one in views.iterdir()) < MOST_VIEWS


class Keeper:
    """Keeps copies, and keeps them few. Each process has one; all of them share the folder.

    `most_bytes` bounds what all files hold together; with 0 nothing is kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._written = most_bytes  # so that the first save tidies up what is left from before

    def save(self, place: Path, content: bytes) -> None:
        """Write the copy so that nobody ever reads half of it."""
        if not 0 < len(content) <= min(LARGEST, self.most_bytes):
            return
        packed = gzip.compress(content, QUICK, mtime=0)
        place.parent.mkdir(parents=True, exist_ok=True)
        number, partial = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(number, "wb") as file:
            file.write(packed)
        Path(partial).replace(place)
        self._written += len(packed)
        # Two processes may each write a twentieth before they look.
        if self._written > self.most_bytes // 20:
            self._written = 0
            tidy(self.most_bytes)


def tidy(most_bytes: int) -> None:
    """Remove the copies that were saved longest ago, where all together are more than `LEFT` of `most_bytes`."""
    found = []
    for file in folder().glob("??/*/*.gz"):
        try:
            facts = file.stat()
        except FileNotFoundError:
            continue  # Another process was quicker.
        found.append((facts.st_mtime, facts.st_size, file))
    total = sum(size for _moment, size, _file in found)
    for _moment, size, file in sorted(found):
        if total <= most_bytes * LEFT:
            return
        file.unlink(missing_ok=True)
        total -= size


def find(place: Path) -> Copy | None:
    """Return the copy, or nothing where there is none."""
    try:
        with place.open("rb") as file:
            saved_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            return Copy(gzip.decompress(file.read()), saved_at)
    except (OSError, EOFError):
        return None


def forget(path: str) -> None:
    """Remove all that is kept of one path."""
    shutil.rmtree(folder_of(path), ignore_errors=True)


def forget_all() -> None:
    """Remove every copy."""
    for one in folder().glob("??"):
        shutil.rmtree(one, ignore_errors=True)
