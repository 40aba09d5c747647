"""Logging in by a code that is sent by letter: for those who have no password because they only comment."""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import confirm_login_code
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.account.forms import AddressForm
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.refusals import Problem, Refused
from samverka.newsroom.comments.actions import open_account
from samverka.ui.pages import PUBLIC, FormPage

LANGUAGES = dict(settings.LANGUAGES)


class RequestCode(FormPage):
    """One field. Whoever has an account gets a code, and so does whoever has none: it is opened with that code.

    The answer is the same for both, so that nobody learns who has an account.
    """

    allowed = PUBLIC
    frame = "allauth/layouts/entrance.html"
    template_name = "portal/account/request_code.html"
    form_class = AddressForm
    heading = _("Log in to comment")
    submit_label = _("Send me a code")
    done = _("A code is on its way to your e-mail address.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Speak the language of the page that one comes from, here and on the next page; nobody logs in twice."""
        if request.user.is_authenticated:
            return redirect(self.way_on() or settings.LOGIN_REDIRECT_URL)
        language = request.GET.get("language", "")
        if language in LANGUAGES:
            translation.activate(language)
        answer = super().dispatch(request, *args, **kwargs)
        if language in LANGUAGES:
            name, path = settings.LANGUAGE_COOKIE_NAME, reverse("account_login")
            answer.set_cookie(name, language, path=path, secure=settings.IS_SECURE, httponly=True, samesite="Lax")
        add_never_cache_headers(answer)
        return answer

    def way_on(self) -> str:
        """Return where the person wanted to go, if that is a place of this site."""
        wanted = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure())
        return wanted if is_ours else ""

    def act(self, form: AddressForm) -> None:
        email = form.cleaned_data["email"]
        if not self.is_in_time(email):
            sentence = _(
                "Many codes have been asked for just now. Wait a while, and try again. What you wrote is kept."
            )
            raise Refused([Problem(sentence)])
        person = open_account(email, current_language(), at=self.at)
        LoginCodeVerificationProcess.initiate(request=self.request, user=person, email=email)

    def is_in_time(self, email: str) -> bool:
        """Tell whether neither this address nor this network has asked too often."""
        limits = ({"action": "request_login_code", "key": email.lower()}, {"action": "signup"})
        return all(ratelimit.consume(self.request, **limit) for limit in limits)

    def done_url(self, result: None) -> str:
        return with_way_on(reverse("account_confirm_login_code"), self.way_on())

    def context(self) -> dict[str, Any]:
        return {**super().context(), "password_url": with_way_on(reverse("account_login"), self.way_on())}


def with_way_on(address: str, way_on: str) -> str:
    """Return an address with where to go afterwards."""
    return f"{address}?{urlencode({'next': way_on})}" if way_on else address


def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """Take the code. The library turns away one that is too old, or was guessed at, without a word: here it says so."""
    answer: HttpResponseBase = confirm_login_code(request)
    again = reverse("account_request_login_code")
    if answer.status_code != 302 or answer["Location"] != again:
        return answer
    # Where one has guessed too often, the library has said that already.
    if not len(messages.get_messages(request)):
        messages.error(request, _("The code is too old, or has been used. Ask for a new one. What you wrote is kept."))
    return redirect(with_way_on(again, request.POST.get("next", "") or request.GET.get("next", "")))
