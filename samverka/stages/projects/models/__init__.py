"""Cases, their parties and commitments, their accounting years and budgets."""

from samverka.stages.projects.models.budgets import AccountingYear, CaseLine
from samverka.stages.projects.models.cases import Case, CaseParty, CaseQuerySet, Commitment, Shown

__all__ = ["AccountingYear", "Case", "CaseLine", "CaseParty", "CaseQuerySet", "Commitment", "Shown"]
