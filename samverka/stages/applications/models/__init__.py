"""An application, its parts, its signatures, and the versions that were submitted."""

from samverka.stages.applications.models.applications import Application, ApplicationQuerySet, Partner, Signature
from samverka.stages.applications.models.parts import (
    PARTS,
    Activity,
    Attachment,
    BudgetLine,
    Section,
    SectionVersion,
    TeamMember,
)
from samverka.stages.applications.models.submissions import Submission

__all__ = [
    "PARTS",
    "Activity",
    "Application",
    "ApplicationQuerySet",
    "Attachment",
    "BudgetLine",
    "Partner",
    "Section",
    "SectionVersion",
    "Signature",
    "Submission",
    "TeamMember",
]
