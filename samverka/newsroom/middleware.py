"""The door of the newsroom: who gets in, and what its pages may load."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from samverka.newsroom.loading import let_in
from samverka.newsroom.permissions import can_edit_news

DOOR = "/newsroom/"

# Wagtail's pages carry scripts and styles of their own, and show the public page in a frame; all of it is from here.
LOOSER = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


def editors_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let editors into the newsroom; for everybody else who is logged in there is no such place.

    The rooms of Wagtail ask for permissions of their own besides; this door stands before all of them.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DOOR):
            return get_response(request)
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        # Its interface for programs can publish past the forms, and no page of it does so.
        is_for_programs = request.path.startswith(f"{DOOR}api/") and request.method not in ("GET", "HEAD")
        if not can_edit_news(user) or is_for_programs:
            raise Http404
        let_in(user)
        # These addresses load the tool; nobody else's request does.
        request.urlconf = settings.NEWSROOM_URLCONF
        response = get_response(request)
        setattr(response, "_csp_replace", LOOSER)  # noqa: B010 - where django-csp looks, a name that no type knows
        return response

    return answer
