"""Public pages are kept in memory while nothing in the database has changed, and made anew as soon as something has.

Whoever changes something sees it at once: the database itself says whether it is as it was, at the price of two looks
at files (SQLite) or of one short question (PostgreSQL). What changes by the clock alone, as the days left of a call,
may be as old as `SECONDS_KEPT`.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from samverka.ui.last_good import is_for_everybody
from samverka.ui.middleware import PUBLIC_PREFIXES

SECONDS_KEPT = 20
MOST_BYTES = 4_000_000  # in each process
LONGEST_ADDRESS = 300
# Files carry the moment of their last change in steps of some milliseconds: what has only just changed might change
# once more within the same step.
SETTLED = 50_000_000  # nanoseconds


@dataclass(frozen=True)
class Kept:
    """A page as it left, the mark of the database from which it was made, and until when it may be given."""

    content: bytes
    headers: dict[str, str]
    mark: Any
    until: float


class PagesOfAnUnchangedDatabase:
    """Gives a stranger the page that another one was given, while it would be the same.

    It stands outside the compression, so that a page is also packed only once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.COPIES_MAX_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._pages: OrderedDict[tuple[str, bool], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the kept page, or make it and keep it."""
        address = request.get_full_path()
        is_for_strangers = request.method in ("GET", "HEAD") and not request.COOKIES
        if not is_for_strangers or not address.startswith(PUBLIC_PREFIXES) or len(address) > LONGEST_ADDRESS:
            return self.get_response(request)
        key = address, "gzip" in request.headers.get("Accept-Encoding", "")
        mark = mark_of_the_database()
        if (kept := self._pages.get(key)) and mark and kept.mark == mark and time.monotonic() < kept.until:
            response = HttpResponse(kept.content, headers=kept.headers)
            return get_conditional_response(request, etag=kept.headers["ETag"], response=response) or response
        response = self.get_response(request)
        if mark and is_for_everybody(request, response) and "ETag" in response.headers:
            self.keep(key, Kept(response.content, dict(response.headers), mark, time.monotonic() + SECONDS_KEPT))
        return response

    def keep(self, key: tuple[str, bool], page: Kept) -> None:
        """Keep a page, and let go those that have been here longest where it gets too much."""
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self._bytes -= len(replaced.content)
            self._pages[key] = page
            self._bytes += len(page.content)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.content)


def mark_of_the_database() -> Any:
    """Return something that differs after every change that anybody commits; nothing where that cannot be told now."""
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                # How far the server has logged what it writes, and what is completed: a change is in the log a moment
                # before others see it, and a page made in that moment must not pass for one made afterwards.
                cursor.execute("SELECT pg_current_wal_insert_lsn(), pg_current_snapshot()::text")
                return cursor.fetchone()
        except Error:
            return None  # The page itself finds out what is the matter.
    return mark_of_files(str(settings.DATABASES["default"]["NAME"]))


def mark_of_files(name: str) -> Any:
    """Return the mark of an SQLite file and of its log, to which every commit adds; nothing for one in memory."""
    marks = []
    for file in (Path(name), Path(f"{name}-wal")):
        try:
            facts = file.stat()
        except OSError:
            facts = None
        # The log comes and goes, empty, with the connections that only read.
        marks.append((facts.st_mtime_ns, facts.st_size) if facts and facts.st_size else None)
    newest = max((mark[0] for mark in marks if mark), default=0)
    return tuple(marks) if marks[0] and time.time_ns() - newest > SETTLED else None
