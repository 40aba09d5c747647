"""The numbers that the public sees: sums over cases, where the money goes, how complete our knowledge is."""

from samverka.stages.catalogue.figures.completeness import KNOWN, Completeness, how_complete, knowing, not_knowing
from samverka.stages.catalogue.figures.flows import SEVERAL, Flow, flows, with_flow
from samverka.stages.catalogue.figures.sums import (
    DECIDED,
    GROUPS,
    Chosen,
    Figures,
    Pair,
    Totals,
    granted_to_each,
    narrowed,
    sum_up,
    sums_of,
    totals_of,
    with_money,
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
