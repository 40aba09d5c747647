"""The two letters about a sign-up. What they say differs; what the page says does not, so that nobody can ask us who
subscribes."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samverka.ground.outbox.actions import Letter
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.subscriptions.links import CONFIRM, MINE, address_of
from samverka.newsroom.subscriptions.models import Subscription


def please_confirm(subscription: Subscription, language: str) -> list[Letter]:
    """Return the letter that asks whether the address is really its owner's. Nothing that a stranger typed is in it."""
    body = _(
        "Hello,\n\nSomebody, we hope it was you, wants news from %(programme)s at this address. Confirm it here:\n\n"
        "%(link)s\n\nThe link works for %(days)s days. If it was not you, do nothing: no other letter comes, and the "
        "address is erased."
    )
    link = address_of(CONFIRM, language, subscription.key, subscription.asked_at)
    return _letter(subscription, language, _("Confirm that you want news from %(programme)s"), body, link)


def subscribed_already(subscription: Subscription, language: str) -> list[Letter]:
    """Return the letter to somebody who is signed up again, by whomever."""
    body = _(
        "Hello,\n\nSomebody, perhaps you, has asked for news from %(programme)s at this address. You get them already, "
        "and nothing has changed. Here you see what you get, change it or end it:\n\n%(link)s\n\n"
        "If it was not you, you need not do anything."
    )
    link = address_of(MINE, language, subscription.key)
    return _letter(subscription, language, _("You already get news from %(programme)s"), body, link)


def _letter(subscription: Subscription, language: str, subject: Any, body: Any, link: str) -> list[Letter]:
    programme = programme_shown_first()
    with override(language):
        name = programme.name if programme else "Samverka"
        facts = {"programme": name, "link": link, "days": settings.SUBSCRIPTION_CONFIRM_DAYS}
        written = (str(subject) % facts, str(body) % facts)
    return [Letter(subscription.email, language, *written, programme=programme)]
