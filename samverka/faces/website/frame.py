"""What all public pages share: they answer GET only, a browser that has the page already is told so, machines can read
what each page is about."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from samverka.faces.website.addresses import absolute
from samverka.faces.website.corrected import corrected_on
from samverka.faces.website.freshness import mark_cacheable
from samverka.faces.website.linked import Node, page_node, way_node, written
from samverka.stages.catalogue.actions import one_edition
from samverka.ui.pages import PUBLIC, Page

__all__ = ["WebsitePage", "absolute", "told_when_changed", "with_validator"]

# Shown where somebody shares an address; `scripts/draw_shared_picture.py` draws it.
SHARED_PICTURE = "website/shared.png"


def with_validator(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark a page with the hash of its content, and answer 304 to a browser that has exactly this content."""
    if response.status_code != 200:
        return response
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    mark_cacheable(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def told_when_changed(response: HttpResponse, changed_at: datetime | None) -> HttpResponse:
    """Say when what the answer is about last changed, where that is known.

    Whether somebody has the answer already is told by its ETag alone: the frame around it may have changed since.
    """
    if changed_at is not None and response.status_code == 200:
        response.headers["Last-Modified"] = http_date(int(changed_at.timestamp()))
    return response


class WebsitePage(Page):
    """A public page: the same for everybody, so it reads neither session nor cookie."""

    allowed = PUBLIC
    frame = "website/frame.html"
    http_method_names = ["get", "head", "options"]
    og_type = "website"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page or with “you have it already”."""
        with one_edition():
            return with_validator(request, super().dispatch(request, *args, **kwargs))

    def context(self) -> dict[str, Any]:
        """Add what the head of the page tells other sites."""
        path = self.lasting_path()
        language = get_language() or "en"
        here = {
            "description": self.lead,
            "canonical": absolute(path),
            "languages": languages_of(path),
            "og_type": self.og_type,
            "og_image": absolute(static(SHARED_PICTURE)),
            "og_image_width": 1200,
            "og_image_height": 630,
            "og_locale": _OG_LOCALES[language],
            "og_locales": [locale for code, locale in _OG_LOCALES.items() if code != language],
            # A narrowed list is for people: there are more of them than any search engine should read.
            "is_for_robots": set(self.request.GET) <= {"page"},
            "corrected_here": corrected_on(path, self.record),
        }
        return {**super().context(), **here}

    def lasting_path(self) -> str:
        """Return the address that search engines should keep: without choices, but for the page of a long list."""
        page = self.request.GET.get("page", "")
        is_later = page.isascii() and page.isdigit() and page != "1"
        return f"{self.request.path}?page={page}" if is_later else self.request.path

    def name_of(self, **of: str) -> str:
        """Return what the page at an address is called, for one that shows no record; `of` is what stands in it."""
        return str(self.heading)

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return what the page is about, as linked data; pages add to it."""
        return []

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page, with what it is about in a form for machines."""
        here = {**self.context(), **more}
        here["linked"] = written([page_node(here), way_node(here), *self.things(here)])
        return told_when_changed(render(self.request, self.template_name, here, status=status), here.get("changed_at"))


def languages_of(path: str) -> list[tuple[str, str]]:
    """Return (language, address) of the page in every language, and under `x-default` where the language is open."""
    known = [(code, absolute(translate_url(path, code))) for code, _name in settings.LANGUAGES]
    in_english = dict(known)["en"]
    return [*known, ("x-default", absolute("/") if in_english == absolute("/en/") else in_english)]


_OG_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
