"""The links in the mails: each holds the key of a subscription, sealed by us for one purpose."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from samverka.newsroom.subscriptions.models import Subscription

CONFIRM, MINE, UNSUBSCRIBE = "confirm", "mine", "unsubscribe"


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"samverka.subscriptions.{purpose}")


def sealed(purpose: str, key: UUID, asked_at: datetime | None = None) -> str:
    """Return the token of a link. One that confirms is for this one time of asking, and no other."""
    moment = f".{round(asked_at.timestamp() * 1_000_000)}" if asked_at else ""
    return _signer(purpose).sign(f"{key.hex}{moment}")


def opened(purpose: str, token: str) -> Subscription | None:
    """Return the subscription whose link this is; nothing where we did not seal it or the subscription is erased."""
    try:
        key, _, moment = _signer(purpose).unsign(token).partition(".")
    except BadSignature:
        return None
    found = Subscription.objects.select_related("choice").filter(key=UUID(key)).first()
    if found and moment and sealed(purpose, found.key, found.asked_at) != token:
        return None
    return found


def is_sealed(purpose: str, token: str) -> bool:
    """Tell whether we sealed this token, whatever has become of its subscription."""
    try:
        _signer(purpose).unsign(token)
    except BadSignature:
        return False
    return True


def address_of(purpose: str, language: str, key: UUID, asked_at: datetime | None = None) -> str:
    """Return the whole address of a link, in a language."""
    with override(language):
        return (
            f"{settings.SITE_ADDRESS}{reverse(f'website:newsletter-{purpose}', args=[sealed(purpose, key, asked_at)])}"
        )


# --- What names one mail ---------------------------------------------------------------------------------------------


def host() -> str:
    """Return the name of this site as mail has it."""
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"


def mail_name(number: int) -> str:
    """Return what a delivery is called in a mail: its number, and a mark that nobody else can make."""
    return f"{number}-{salted_hmac('samverka.subscriptions.mail', str(number), algorithm='sha256').hexdigest()[:16]}"


def delivery_named(name: str) -> int | None:
    """Return the number of the delivery that is called so; nothing where the name is none of ours."""
    number, _, _mark = name.partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if is_number and constant_time_compare(mail_name(int(number)), name) else None


def return_path(number: int) -> str:
    """Return where a mail comes back to when it cannot be delivered; empty where the installation names no address."""
    before, _, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{before}+{mail_name(number)}@{domain}" if before else ""
