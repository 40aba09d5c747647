"""What a programme is, which words it sorts by, and which rules are in force when."""

from samverka.ground.programme.models.owners import CaseType, Programme, ProgrammeOwner, ReferenceSeries
from samverka.ground.programme.models.rulesets import (
    RULE_MAKERS,
    RULE_READERS,
    CostCategory,
    Criterion,
    Limit,
    RuleSet,
)
from samverka.ground.programme.models.taxonomies import (
    CoreArea,
    Country,
    Goal,
    OrganisationType,
    ProjectArea,
    Sector,
    Tag,
    Target,
    Topic,
)

__all__ = [
    "RULE_MAKERS",
    "RULE_READERS",
    "CaseType",
    "CoreArea",
    "CostCategory",
    "Country",
    "Criterion",
    "Goal",
    "Limit",
    "OrganisationType",
    "Programme",
    "ProgrammeOwner",
    "ProjectArea",
    "ReferenceSeries",
    "RuleSet",
    "Sector",
    "Tag",
    "Target",
    "Topic",
]
