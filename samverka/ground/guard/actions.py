"""Spending slips, and forgetting them."""

from datetime import datetime

from samverka.ground.guard.models import SpentSlip
from samverka.ground.guard.slips import LATEST, Slip


def spend(slip: Slip, *, at: datetime) -> bool:
    """Use up the slip; return whether it was still unused. Part of the transaction of what is sent with it."""
    _spent, is_first = SpentSlip.objects.get_or_create(key=slip.key, defaults={"spent_at": at})
    return is_first


def forget_spent_slips(*, at: datetime) -> int:
    """Forget the slips that are too old to count anyway; return how many. Done by house-keeping."""
    return SpentSlip.objects.filter(spent_at__lt=at - LATEST).delete()[0]
