"""When the database is away, the public still gets its pages: as they last were, and the page says so."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from samverka.ui import copies
from samverka.ui.middleware import PUBLIC_PREFIXES

log = logging.getLogger(__name__)

# Where the notice goes: first thing in the content, after the menu and where “skip to the content” leads.
MAIN = b'<main id="main" tabindex="-1">'
SECONDS_TO_WAIT = 60
# A database that takes longer than this to fail is not asked again for a while: each try holds a thread.
SLOW = 1.0
SECONDS_SPARED = 10
PUBLIC_FILES = ("/opendata/", "/sitemap.xml")


class LastGoodCopies:
    """Keeps the last good copy of each public page that a stranger was shown, and shows it while the database is away.

    It stands inside the compression and outside the session, so it sees a page as it was made and with its cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.COPIES_MAX_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.keeper = copies.Keeper(settings.COPIES_MAX_BYTES)
        self._spared_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always, and keep what is good for everybody; or not at all while the database is spared."""
        if not request.path.startswith(PUBLIC_PREFIXES):
            return self.get_response(request)
        began = time.monotonic()
        if began < self._spared_until and request.method in ("GET", "HEAD"):
            return without_database(request)
        response = self.get_response(request)
        if getattr(request, "database_is_away", False) and time.monotonic() - began > SLOW:
            self._spared_until = time.monotonic() + SECONDS_SPARED
        elif response.status_code in (404, 410):
            copies.forget(request.path)
        elif is_for_everybody(request, response):
            place = copies.place_of(request)
            if place and copies.is_due(place):
                self.keep(place, response.content)
        return response

    def keep(self, place: Path, content: bytes) -> None:
        """Save a copy. A full disk is no reason to lose the page itself."""
        try:
            self.keeper.save(place, content)
        except OSError as failure:
            log.warning("A page could not be kept: %s", failure)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for the database where it is away and a stranger could have got the page, or has sent a form."""
        if not is_away(exception) or not request.path.startswith((*PUBLIC_PREFIXES, *PUBLIC_FILES)):
            return None
        log.error("The database is away: %s: %s", request.path, exception)
        request.database_is_away = True  # type: ignore[attr-defined]
        return without_database(request)


def is_away(exception: Exception) -> bool:
    """Tell whether the database could not be asked; a question that it refuses is a fault of ours."""
    # SQLite says no more than “database error” of a file that it cannot read.
    return isinstance(exception, OperationalError | InterfaceError) or type(exception) is DatabaseError


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether this is a whole page that depends on nothing but its address."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and not request.COOKIES
        and not response.cookies
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "cookie" not in response.headers.get("Vary", "").lower()
        and not any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
    )


def without_database(request: HttpRequest) -> HttpResponse:
    """Return the last good copy with a notice, or a page that says what is the matter and when to come back."""
    is_page = request.path.startswith(PUBLIC_PREFIXES)
    is_read = request.method in ("GET", "HEAD")
    place = copies.place_of(request) if is_page and is_read else None
    copy = copies.find(place) if place else None
    with translation.override(request.path[1:3] if is_page else settings.LANGUAGE_CODE):
        if copy:
            response = with_notice(copy)
        else:
            # What somebody wrote could not be kept, so it is given back.
            unsent = "" if is_read else request.POST.get("text", "")
            told = {"is_read": is_read, "unsent": unsent, "path": request.get_full_path()}
            response = HttpResponse(render_to_string("ui/away.html", told), status=503)
            response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    response.headers["Cache-Control"] = "no-store"
    return response


def with_notice(copy: copies.Copy) -> HttpResponse:
    """Return the copy as a page that says how old it is."""
    now = timezone.now()
    age = max(now - copy.saved_at, timedelta())
    notice = render_to_string("ui/copy_notice.html", {"saved_at": copy.saved_at, "days": age.days})
    response = HttpResponse(copy.content.replace(MAIN, MAIN + notice.strip().encode(), 1))
    response.headers["Age"] = str(int(age.total_seconds()))
    response.headers["Warning"] = '111 - "Revalidation Failed"'
    return response
