"""The budget as it was submitted, and the same lines lowered in proportion to an amount."""

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from samverka.ground.common.money import from_decimal, split
from samverka.stages.applications.models import Submission
from samverka.stages.applications.rules import Totals, totals_of


@dataclass(frozen=True)
class Line:
    """A cost in one accounting year, in the smallest unit of the programme's currency."""

    year: int
    category_code: str
    category_sv: str
    category_en: str
    description: str
    amount: int


def submitted_lines(submission: Submission) -> list[Line]:
    """Return the lines of the budget in the frozen version."""
    return [
        Line(
            year=line["year"],
            category_code=line["category"]["code"],
            category_sv=line["category"]["name_sv"],
            category_en=line["category"]["name_en"],
            description=line["description"],
            amount=line["amount"],
        )
        for line in submission.content["budget"]
    ]


def requested_amount(submission: Submission) -> int:
    """Return what the partners asked for in the frozen version."""
    return sum(line["amount"] for line in submission.content["budget"])


def lowered_lines(submission: Submission, amount: int) -> list[Line]:
    """Return the lines so that they add up exactly to `amount`.

    Each line is lowered by the same share; what whole units leave over goes to the largest remainders. Where
    all amounts are whole (kronor, not öre) the parts are too, so that nobody has to account for a third of an öre.
    """
    lines = submitted_lines(submission)
    amounts = [line.amount for line in lines]
    unit = from_decimal(Decimal(1), submission.content["currency"])
    if any(one % unit for one in (amount, *amounts)):
        unit = 1
    parts = split(amount // unit, amounts)
    return [replace(line, amount=part * unit) for line, part in zip(lines, parts, strict=True)]


def totals_of_lines(lines: list[Line]) -> Totals:
    """Return the lines added up by year and category, as the limits of a rule set are measured."""
    written: list[dict[str, Any]] = [{**asdict(line), "category": {"code": line.category_code}} for line in lines]
    return totals_of(written)
