"""The slip in the error form: a key and the moment it was handed out, sealed by us.

Public pages set no cookie, so Django's protection against forged requests, which compares a cookie with the form, has
nothing to compare. It is not needed here as it is elsewhere: whoever sends this form acts with nobody's rights. What is
left to prevent is another site that makes its visitors' browsers send reports, and programs that send them blindly.
So the form is taken only with a slip that we sealed, no sooner than a person can write and no later than a day after,
and never from a page of another site. The key in the slip makes a repeat known as one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

SOONEST = timedelta(seconds=3)
LATEST = timedelta(days=1)
_SIGNER = Signer(salt="samverka.report-an-error")
_OWN_PAGES = ("same-origin", "none")


@dataclass(frozen=True)
class Slip:
    """One form, handed out once."""

    key: UUID
    handed_out_at: datetime

    def sealed(self) -> str:
        """Return the slip as it stands in the form."""
        return _SIGNER.sign_object([self.key.hex, self.handed_out_at.timestamp()])

    def is_spent(self, at: datetime) -> bool:
        """Tell whether the slip no longer counts at `at`: too old, or of a moment that has not come."""
        return not timedelta() <= at - self.handed_out_at <= LATEST

    def key_for(self, *content: str) -> UUID:
        """Return the key of a report with this content: the same for a repeat, another once the text was changed."""
        return uuid5(self.key, "\x00".join(content))


def new_slip(at: datetime) -> Slip:
    """Return a slip handed out at `at`."""
    return Slip(uuid4(), at)


def opened(sealed: str) -> Slip | None:
    """Return the slip that a form brought back; nothing when it was not sealed by us."""
    try:
        key, seconds = _SIGNER.unsign_object(sealed)
    except (BadSignature, ValueError):
        return None
    return Slip(UUID(key), datetime.fromtimestamp(seconds, tz=UTC))


def complaint(slip: Slip | None, at: datetime) -> str:
    """Return why a form with this slip is not taken at `at`, in words for a person; empty when it is."""
    if slip is None or at < slip.handed_out_at:
        return _("We could not tell that this form came from us. Look through what you wrote, and send it again.")
    if at - slip.handed_out_at > LATEST:
        return _("The form had been open for more than a day. Look through what you wrote, and send it again.")
    if at - slip.handed_out_at < SOONEST:
        return _("That was quicker than anybody writes. Wait a few seconds, and send it again.")
    return ""


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether the browser says that the form stood on a page of another site. Old ones say nothing: then no."""
    origin = request.headers.get("Origin")
    own = {settings.SITE_ADDRESS, f"{request.scheme}://{request.get_host()}"}
    return (origin is not None and origin not in own) or request.headers.get(
        "Sec-Fetch-Site", "same-origin"
    ) not in _OWN_PAGES
