"""How complete our own knowledge is: of how many public cases each fact is known, and shown."""

from dataclasses import dataclass
from datetime import datetime

from pyroaring import BitMap

from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.conditions import KNOWN, Chosen


@dataclass
class Completeness:
    """Of `cases`, how many have each fact of `KNOWN`; and the same of the cases of one home organisation.

    `made_up` of them belong to a demonstration. `counted` also counts those that are public as part of the sums only.
    """

    cases: int
    known: dict[str, int]
    home_cases: int
    home_known: dict[str, int]
    made_up: int
    counted: int


def how_complete(chosen: Chosen, home: str = "", *, at: datetime) -> Completeness:
    """Return how complete the cases shown at `at` are, narrowed to `chosen`, and those of `home`."""
    catalogue = current_catalogue(at)
    ledger, shown = catalogue.ledger, catalogue.find(View(chosen=chosen)).places
    known = {fact: ledger.known[fact] & shown for fact in KNOWN}
    at_home = catalogue.values["home"].get(home)
    own = shown & at_home.places if at_home else BitMap()
    return Completeness(
        cases=len(shown),
        known={fact: len(having) for fact, having in known.items()},
        home_cases=len(own),
        home_known={fact: own.intersection_cardinality(having) for fact, having in known.items()},
        made_up=shown.intersection_cardinality(ledger.made_up),
        counted=len(ledger.counted),
    )
