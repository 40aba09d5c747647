"""The pages of a subscriber. Nobody logs in: who has the link from a mail is the subscriber. No cache keeps them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.one_reader import OfOneReader
from samverka.faces.website.subscriptions.forms import SignUpForm, WishForm, wish_of
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.refusals import Refused
from samverka.ground.guard.slips import SOONEST, Slip, new_slip
from samverka.newsroom.subscriptions import links
from samverka.newsroom.subscriptions.actions import (
    ask_for_news,
    change_subscription,
    confirm_subscription,
    end_subscription,
)
from samverka.newsroom.subscriptions.models import Frequency, Kind, Subscription
from samverka.newsroom.subscriptions.rules import confirmable_from
from samverka.newsroom.subscriptions.states import State
from samverka.stages.catalogue.actions import current_catalogue
from samverka.ui.guard import is_from_elsewhere, origin_of, why_not_taken

STANDARD = {"kinds": [Kind.LETTER, Kind.NEWS], "frequency": Frequency.WEEKLY}


@method_decorator(csrf_exempt, name="dispatch")  # As the error form: no cookie to compare with, so a slip of ours.
class AskForNews(OfOneReader):
    """Asking for news. The answer is the same whether the address is known or not."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/subscriptions/ask.html"
    heading = gettext_lazy("News by e-mail")
    lead = gettext_lazy("Choose what you want to hear of, and how often. You can change or end it in every mail.")

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {**STANDARD, "language": current_language(), "slip": new_slip(SignUpForm.purpose, self.at).sealed()}
        return self.draw(form=self.form(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        slip = form.came_with
        if form.is_valid() and (sentence := why_not_taken(request, slip, self.at, soonest=SOONEST)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            return self.show(form, slip, 422)
        try:
            ask_for_news(
                form.cleaned_data["email"],
                form.wanted,
                language=current_language(),
                origin=origin_of(request, self.at),
                at=self.at,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(form, slip, 429)
        return redirect("website:newsletter-asked")

    def form(self, *given: Any, **more: Any) -> SignUpForm:
        """Return the form with what can be chosen now."""
        return SignUpForm(*given, catalogue=current_catalogue(self.at), **more)

    def show(self, form: SignUpForm, slip: Slip | None, status: int) -> HttpResponse:
        """Show the form with what was chosen, and a slip that counts."""
        if slip is None or slip.is_spent(self.at):
            form.renew_slip(self.at)
        return self.draw(status, form=form)


class Asked(WebsitePage):
    """What comes next, the same for everybody who asked."""

    template_name = "website/subscriptions/asked.html"
    heading = gettext_lazy("Look in your mail")

    def get(self, request: HttpRequest) -> HttpResponse:
        answer = self.draw()
        answer["X-Robots-Tag"] = "noindex"
        return answer


@method_decorator(csrf_exempt, name="dispatch")  # The link is the secret; who does not have it can forge nothing.
class OfOneSubscriber(OfOneReader):
    """A page behind a link from a mail."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    purpose = links.MINE
    token = ""
    subscription: Subscription | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the link first; one that we never sealed leads nowhere."""
        self.token = kwargs.pop("token")
        if not links.is_sealed(self.purpose, self.token):
            raise Http404
        self.subscription = links.opened(self.purpose, self.token)
        return super().dispatch(request, *args, **kwargs)

    def gone(self, sentence: str) -> HttpResponse:
        """Say why the link does nothing any longer, and what to do."""
        heading = _("This link no longer works")
        return self.draw(410, template="gone", heading=heading, lead="", sentence=sentence)

    def draw(self, status: int = 200, *, template: str = "", **more: Any) -> HttpResponse:
        """Return the page, drawn by another template of this room where one is named."""
        if template:
            self.template_name = f"website/subscriptions/{template}.html"
        return super().draw(status, **more)

    def mine(self, subscription: Subscription, done: str) -> HttpResponse:
        """Lead to the subscription, in the language of this page."""
        token = links.sealed(links.MINE, subscription.key)
        return redirect(f"{reverse('website:newsletter-mine', args=[token])}?done={done}")


class Confirm(OfOneSubscriber):
    """Confirming that the address is one's own: by a button, because programs open links before people do."""

    purpose = links.CONFIRM
    template_name = "website/subscriptions/confirm.html"
    heading = gettext_lazy("Confirm that you want news by e-mail")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.refusal() or self.draw()

    def post(self, request: HttpRequest) -> HttpResponse:
        if answer := self.refusal():
            return answer
        assert self.subscription is not None  # noqa: S101 - refusal() answers then; this is for the types
        return self.mine(confirm_subscription(self.subscription, at=self.at), "confirmed")

    def refusal(self) -> HttpResponse | None:
        """Return the answer where there is nothing to confirm: it is too late, or it has been done."""
        found = self.subscription
        if found and found.state == State.ACTIVE:
            return self.mine(found, "confirmed")
        is_open = found and found.state == State.WAITING and found.asked_at > confirmable_from(self.at)
        if is_open:
            return None
        return self.gone(
            _(
                "It has expired, has been used before, or a newer letter has been sent since. Nothing has changed. Ask "
                "again, and confirm from the newest letter."
            )
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "subscription": self.subscription}


class Mine(OfOneSubscriber):
    """What a subscriber gets, and changing it."""

    template_name = "website/subscriptions/mine.html"
    heading = gettext_lazy("Your news by e-mail")

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.subscription
        if found is None or found.state != State.ACTIVE:
            return self.over()
        return self.draw(form=self.form(initial=wish_of(found.choice)), done=request.GET.get("done", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        found = self.subscription
        if found is None or found.state != State.ACTIVE:
            return self.over()
        form = self.form(request.POST)
        if form.is_valid() and is_from_elsewhere(request):
            form.add_error(
                None, _("This form was sent from another site. Look through what it says, and send it from here.")
            )
        if not form.is_valid():
            return self.draw(422, form=form)
        return self.mine(change_subscription(found, form.wanted, at=self.at), "saved")

    def over(self) -> HttpResponse:
        """Say that there is nothing to change."""
        sentence = _("You get no news by e-mail from us, so there is nothing to change. You can ask for it again.")
        return self.gone(sentence)

    def form(self, *given: Any, **more: Any) -> WishForm:
        """Return the form with what can be chosen now, and what is chosen already."""
        choice = self.subscription.choice if self.subscription else None
        return WishForm(*given, catalogue=current_catalogue(self.at), choice=choice, **more)

    def context(self) -> dict[str, Any]:
        here = super().context()
        if self.subscription is None:
            return here
        token = links.sealed(links.UNSUBSCRIBE, self.subscription.key)
        return {**here, "unsubscribe_token": token, "address": veiled(self.subscription.email)}


class Unsubscribe(OfOneSubscriber):
    """Ending it: with one press here, or by a mail program that sends the press itself (RFC 8058). Never by GET."""

    purpose = links.UNSUBSCRIBE
    template_name = "website/subscriptions/unsubscribe.html"
    heading = gettext_lazy("Unsubscribe")

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.subscription is None or self.subscription.state == State.ENDED:
            return self.ended()
        return self.draw(address=veiled(self.subscription.email))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.subscription is not None:
            end_subscription(self.subscription, at=self.at)
        return self.ended()

    def ended(self) -> HttpResponse:
        """Say that no more mails come: also where the address has been erased since, for that is as true."""
        return self.draw(template="ended", heading=_("You get no more mails from us"))


def veiled(email: str) -> str:
    """Return an address such that its owner knows it and nobody else does: mails are passed on."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"
