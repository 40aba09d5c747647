"""Where the money comes from and goes: from the programme to the home organisation that is paid, for which country."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from pyroaring import BitMap

from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.conditions import Chosen


@dataclass(frozen=True)
class Flow:
    """Money on one way: slug of the programme, slug of the payee, code of the country; amount in the smallest unit."""

    programme: str
    payee: str
    country: str
    currency: str
    cases: int
    amount: int


def flows(chosen: Chosen, *, at: datetime) -> list[Flow]:
    """Return the ways of all known amounts of the cases shown at `at`, largest first, as the catalogue has them.

    Each amount goes one way, whole, so the ways of a currency add up to what is granted. Cases of which only the sums
    are shown are left out.
    """
    catalogue = current_catalogue(at)
    shown, money = catalogue.find(View(chosen=chosen)).places, catalogue.ledger.money_of(chosen.get("decided", ()))
    lines = []
    for programme, payee, country, places in catalogue.ledger.ways:
        if not (found := places & shown):
            continue
        cases: dict[str, BitMap] = defaultdict(BitMap)
        amounts: dict[str, int] = defaultdict(int)
        for currency, of in money:
            if having := found & of.places:
                cases[currency] |= having
                amounts[currency] += of.sum_of(having)
        lines += [Flow(programme, payee, country, one, len(cases[one]), amounts[one]) for one in amounts]
    return sorted(lines, key=lambda one: (one.currency, -one.amount, one.payee, one.country))
