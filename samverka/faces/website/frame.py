"""What all public pages share: they answer GET only, and a browser that has the page already is told so."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from samverka.faces.website.freshness import mark_cacheable
from samverka.ui.pages import PUBLIC, Page


def absolute(path: str) -> str:
    """Return the address of `path` with the name of this site, for feeds, calendars and other sites."""
    return f"{settings.SITE_ADDRESS}{path}"


def with_validator(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark a page with the hash of its content, and answer 304 to a browser that has exactly this content."""
    if response.status_code != 200:
        return response
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    mark_cacheable(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


class WebsitePage(Page):
    """A public page: the same for everybody, so it reads neither session nor cookie."""

    allowed = PUBLIC
    frame = "website/frame.html"
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page or with “you have it already”."""
        return with_validator(request, super().dispatch(request, *args, **kwargs))

    def context(self) -> dict[str, Any]:
        """Add the address that search engines should keep, and the language in the form that other sites want."""
        here = {"canonical": absolute(self.request.path), "og_locale": _OG_LOCALES.get(get_language() or "en")}
        return {**super().context(), **here}


_OG_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
