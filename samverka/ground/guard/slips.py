"""The slip in a public form: a key and the moment it was handed out, sealed by us, and the sum that goes with it.

Public pages set no cookie, so Django's protection against forged requests, which compares a cookie with the form, has
nothing to compare. It is not needed here as it is elsewhere: whoever sends such a form acts with nobody's rights.
What is left to prevent is another site that makes its visitors' browsers send forms, and programs that send them
blindly. So a form is taken only with a slip that we sealed for this form, and no later than a day after. The key in the
slip makes a repeat known as one.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4, uuid5

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

SOONEST = timedelta(seconds=3)
LATEST = timedelta(days=1)
# How many bits of the hash are zero: 2^17 tries on average. Half a second on a desk, some seconds on an old telephone.
BITS = 17
LONGEST_PROOF = 15
_SIGNER = Signer(salt="samverka.guard")


@dataclass(frozen=True)
class Slip:
    """One form, handed out once; `purpose` names the form, so that no slip counts for another."""

    purpose: str
    key: UUID
    handed_out_at: datetime

    def sealed(self) -> str:
        """Return the slip as it stands in the form."""
        return _SIGNER.sign_object([self.purpose, self.key.hex, self.handed_out_at.timestamp()])

    def is_spent(self, at: datetime) -> bool:
        """Tell whether the slip no longer counts at `at`: too old, or of a moment that has not come."""
        return not timedelta() <= at - self.handed_out_at <= LATEST

    def is_quick(self, at: datetime) -> bool:
        """Tell whether the form came back sooner than anybody writes."""
        return at - self.handed_out_at < SOONEST

    def key_for(self, *content: str) -> UUID:
        """Return the key of what was sent with this content: the same for a repeat, another for a changed text."""
        return uuid5(self.key, "\x00".join(content))

    def is_proven(self, proof: str) -> bool:
        """Tell whether `proof` solves the sum of this slip. One hash, whatever was sent."""
        if not (proof.isascii() and proof.isdigit() and len(proof) <= LONGEST_PROOF):
            return False
        digest = hashlib.sha256(f"{self.key.hex}:{proof}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0

    def solved(self) -> str:
        """Return a proof, found as a browser finds it: by trying one number after the other."""
        return next(str(number) for number in count() if self.is_proven(str(number)))


def new_slip(purpose: str, at: datetime) -> Slip:
    """Return a slip for the form `purpose`, handed out at `at`."""
    return Slip(purpose, uuid4(), at)


def opened(purpose: str, sealed: str) -> Slip | None:
    """Return the slip that the form `purpose` brought back; nothing when it was not sealed by us for this form."""
    try:
        sealed_for, key, seconds = _SIGNER.unsign_object(sealed)
    except (BadSignature, ValueError):
        return None
    return Slip(purpose, UUID(key), datetime.fromtimestamp(seconds, tz=UTC)) if sealed_for == purpose else None


def complaint(slip: Slip | None, at: datetime, *, soonest: timedelta = timedelta()) -> str:
    """Return why a slip does not count at `at`, in words for a person; empty when it does."""
    if slip is None or at < slip.handed_out_at:
        return _("We could not tell that this form came from us. Look through what you wrote, and send it again.")
    if at - slip.handed_out_at > LATEST:
        return _("The form had been open for more than a day. Look through what you wrote, and send it again.")
    if at - slip.handed_out_at < soonest:
        return _("That was quicker than anybody writes. Wait a few seconds, and send it again.")
    return ""
