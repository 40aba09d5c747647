"""What happens around each page: the person's language, and the second factor that the office needs."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]

OFFICE_PREFIXES = ("/office/", "/newsroom/")
PUBLIC_PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


def language_of_the_person(get_response: Answer) -> Answer:
    """Show portal and office in the language the person chose; public addresses carry their own language."""

    def answer(request: HttpRequest) -> HttpResponse:
        is_public = request.path.startswith(PUBLIC_PREFIXES)
        # A stranger has no session to look into; looking would tell caches that the answer depends on a cookie.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and not is_public and request.user.is_authenticated:
            translation.activate(request.user.language)
        return get_response(request)

    return answer


def say_what_may_be_kept(get_response: Answer) -> Answer:
    """Keep out of every cache what does not say itself that it may be in one: pages of people, and what was refused."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            is_public = request.path.startswith(PUBLIC_PREFIXES)
            response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
        return response

    return answer


def second_factor_for_the_office(get_response: Answer) -> Answer:
    """Send people of the office to set up a second factor before they can work there."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        is_office_page = request.path.startswith(OFFICE_PREFIXES)
        if settings.OFFICE_NEEDS_SECOND_FACTOR and is_office_page and user.is_authenticated:
            steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
            if user.is_in_office and not steps.exists():
                messages.info(request, _("The office needs a second step at log-in. Set up a passkey or an app first."))
                return redirect("mfa_index")
        return get_response(request)

    return answer
