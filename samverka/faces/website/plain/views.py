"""The root, the way home after log-in, and what machines ask every site for."""

from pathlib import PurePath
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override

from samverka.faces.website.frame import WebsitePage, absolute, told_when_changed
from samverka.faces.website.plain.sitemaps import sitemap
from samverka.ground.programme.models import Programme
from samverka.ground.programme.queries import programme_shown_first
from samverka.ground.programme.rules import LOGO_TYPES
from samverka.ui.pages import PUBLIC, Page


class Root(WebsitePage):
    """Send a visitor to the site in the language that the browser asks for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        with override(get_language_from_request(request)):
            answer = HttpResponseRedirect(reverse("website:home"))
        patch_vary_headers(answer, ["Accept-Language"])
        return answer


def is_anybody(user: Any) -> bool:
    """Every person who has logged in has a home."""
    return bool(user.is_authenticated)


class OwnHome(Page):
    """Send a person who has logged in to the office or to the portal."""

    allowed = is_anybody

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("office:home" if self.request.user.is_in_office else "portal:home")


class Sitemap(WebsitePage):
    """All public addresses in every language, for search engines."""

    def get(self, request: HttpRequest) -> HttpResponse:
        written, changed_at = sitemap(request.GET.get("part", ""))
        return told_when_changed(HttpResponse(written, content_type="application/xml; charset=utf-8"), changed_at)


class Robots(WebsitePage):
    """What search engines may visit, and where the sitemap is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        closed = "".join(f"Disallow: {path}\n" for path in ("/office/", "/portal/", "/accounts/", "/home/", "/demo/"))
        text = f"User-agent: *\n{closed}Sitemap: {absolute(reverse('sitemap'))}\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


class Health(Page):
    """Whether the site can read its database, for whoever watches it."""

    allowed = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            # A table is asked: SQLite makes an empty file where its own is gone, and that answers too.
            Programme.objects.exists()
            answer = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        except DatabaseError:
            answer = HttpResponse(
                "the database does not answer\n", status=503, content_type="text/plain; charset=utf-8"
            )
        answer.headers["Cache-Control"] = "no-store"
        return answer


class Favicon(WebsitePage):
    """The address that some programs ask for without looking at the page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponsePermanentRedirect(static("ui/mark.svg"))


class Logo(WebsitePage):
    """The logo of the owner whose programme the public pages speak for.

    It is only ever drawn as an image. Opened by itself, nothing in it runs and nothing is fetched.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = programme_shown_first()
        logo = programme.owner.logo if programme else None
        media_type = LOGO_TYPES.get(PurePath(str(logo.name)).suffix.lower()) if logo else None
        if not logo or media_type is None or not logo.storage.exists(str(logo.name)):
            raise Http404
        with logo.open("rb") as content:
            answer = HttpResponse(content.read(), content_type=media_type)
        answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
