"""Addresses that somebody wrote in other letters: kp-mp001 for KP-MP001, ke for KE."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from samverka.faces.website.frame import WebsitePage


class OtherLetters(WebsitePage):
    """A page that leads an address in capitals or small letters to the one that it has."""

    def in_right_letters(self) -> dict[str, str]:
        """Return what stands in the right address of a public page, or nothing where there is none."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or lead to it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            right = self.in_right_letters()
            match = request.resolver_match
            if not right or right == kwargs or match is None:
                raise
            query = request.META.get("QUERY_STRING", "")
            address = reverse(match.view_name, kwargs=right)
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
