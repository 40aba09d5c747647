"""The preview: the public page itself, given the draft in place of what is published."""

import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.translation import override


def drawn_as_public(draft: Any, path: str, language: str, request: HttpRequest) -> HttpResponse:
    """Return what the page at `path` makes of the draft.

    The page is called as the address says, but past the middleware: a copy of the draft must not lie among the copies
    of public pages. What is drawn finds the draft on the request, where no visitor can put one.
    """
    asked = copy.copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = path
    asked.GET = QueryDict()
    asked.META = {name: said for name, said in request.META.items() if not name.startswith("HTTP_IF_")}
    asked.META["QUERY_STRING"] = ""
    asked.draft = draft  # type: ignore[attr-defined]
    draft.make_pictures()
    with override(language):
        match = resolve(path)
        answer: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    del answer.headers["ETag"]
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
