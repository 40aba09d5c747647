"""Public pages with something that is one reader's: a form that was handed out, a receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from samverka.faces.website.frame import WebsitePage


class OfOneReader(WebsitePage):
    """A public page that no cache keeps on the way; search engines find it only if it `is_found`."""

    is_found = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().dispatch(request, *args, **kwargs)
        del answer["ETag"], answer["Cache-Control"]
        if not self.is_found:
            answer["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(answer)
        return answer
