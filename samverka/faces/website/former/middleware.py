"""Whoever follows a link to a former site of a programme is sent to the page of today."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override

from samverka.faces.website.former.patterns import FormerSite
from samverka.faces.website.former.today import todays_address
from samverka.ui import copies
from samverka.ui.last_good import is_away
from samverka.ui.middleware import PUBLIC_PREFIXES, Answer

FRONT_PAGES = ("/", *PUBLIC_PREFIXES)


def former_addresses(get_response: Answer) -> Answer:
    """Look for a former address where nothing was found, and where the front page is asked for something.

    Any other page costs nothing: no query is made for it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        if request.path_info in FRONT_PAGES:
            return (way_to_today(request) if request.GET else None) or get_response(request)
        response = get_response(request)
        if response.status_code == 404 and (way := way_to_today(request)):
            # What is not found has no copy for when the database is away: nobody further out sees that it was not.
            copies.forget(request.path)
            return way
        return response

    return answer


def way_to_today(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the page of today, for good where it is certain; nothing where the address was never one."""
    try:
        site = FormerSite.kept()
        address = site.read(request.path_info, request.GET)
        if address is None:
            return None
        with override(address.language or get_language_from_request(request)):
            today = todays_address(address, site, timezone.now())
    except DatabaseError as failure:
        if not is_away(failure):
            raise
        return None  # Then the page itself says so, or shows its last copy.
    way = (HttpResponsePermanentRedirect if today.is_certain else HttpResponseRedirect)(today.url)
    if not address.language:
        patch_vary_headers(way, ["Accept-Language"])
    return way
