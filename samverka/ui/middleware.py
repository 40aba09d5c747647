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

PUBLIC_PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


def language_of_the_person(get_response: Answer) -> Answer:
    """Show portal and office in the language the person chose; public addresses carry their own language."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PUBLIC_PREFIXES) and request.user.is_authenticated:
            translation.activate(request.user.language)
        return get_response(request)

    return answer


def second_factor_for_the_office(get_response: Answer) -> Answer:
    """Send people of the office to set up a second factor before they can work there."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        is_office_page = request.path.startswith("/office/")
        if settings.OFFICE_NEEDS_SECOND_FACTOR and is_office_page and user.is_authenticated:
            steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
            if user.is_in_office and not steps.exists():
                messages.info(request, _("The office needs a second step at log-in. Set up a passkey or an app first."))
                return redirect("mfa_index")
        return get_response(request)

    return answer
