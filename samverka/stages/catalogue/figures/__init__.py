"""The numbers that the public sees: sums over cases, where the money goes, how complete our knowledge is."""

from samverka.stages.catalogue.conditions import (
    DECIDED,
    KNOWN,
    SEVERAL,
    Chosen,
    knowing,
    narrowed,
    not_knowing,
    with_flow,
    with_money,
)
from samverka.stages.catalogue.figures.completeness import Completeness, how_complete
from samverka.stages.catalogue.figures.flows import Flow, flows
from samverka.stages.catalogue.figures.sums import (
    GROUPS,
    Figures,
    Pair,
    Totals,
    granted_to_each,
    sum_up,
    sums_of,
    totals_of,
)

__all__ = [
    "DECIDED",
    "GROUPS",
    "KNOWN",
    "SEVERAL",
    "Chosen",
    "Completeness",
    "Figures",
    "Flow",
    "Pair",
    "Totals",
    "flows",
    "granted_to_each",
    "how_complete",
    "knowing",
    "narrowed",
    "not_knowing",
    "sum_up",
    "sums_of",
    "totals_of",
    "with_flow",
    "with_money",
]
