"""What was approved line by line, the money of a call, and the way from ranking to decision."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from samverka.stages.applications.models import Partner, Submission
from samverka.stages.assessments.queries import Standing, ranking
from samverka.stages.calls.models import Call
from samverka.stages.decisions.budgets import Line, lowered_lines
from samverka.stages.decisions.models import Decision


def approved_lines(decision: Decision) -> list[Line]:
    """Return the lines of the budget that add up exactly to the amount granted; none when nothing was granted.

    They are the lines that were submitted, lowered by the same share where less was granted than asked for.
    """
    return lowered_lines(decision.submission, decision.amount) if decision.is_grant else []


def with_application(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Return the decisions with all that a page or a rule reads of their applications, in a fixed number of queries."""
    submissions = Submission.objects.select_related("eligibility")
    partners = Partner.objects.select_related("organisation__country")
    return decisions.select_related(
        "application__call__programme__owner", "application__call__rule_set__case_type", "submission", "prepared_by"
    ).prefetch_related(
        Prefetch("application__submissions", submissions),
        Prefetch("application__partners", partners),
        "application__assignments",
        "report_dates",
    )


@dataclass
class Place:
    """One application in the ranking, with the money: `total` is spent when all down to this one get theirs."""

    standing: Standing
    decision: Decision | None
    amount: int
    total: int
    left: int

    @property
    def is_covered(self) -> bool:
        """Tell whether the call's budget reaches down to this one."""
        return self.left >= 0


def ranking_under_budget(call: Call) -> tuple[list[Place], list[Standing]]:
    """Return the ranked applications of the call with the running total of money, and those not ranked.

    An application counts with what a prepared decision gives it (nothing for a rejection), otherwise with what it asks.
    """
    ranked, apart = ranking(call)
    decided = {decision.application_id: decision for decision in Decision.objects.of_call(call)}
    places: list[Place] = []
    total = 0
    for standing in ranked:
        decision = decided.get(standing.application.pk)
        amount = decision.amount if decision else standing.requested
        total += amount
        places.append(Place(standing, decision, amount, total, call.budget_amount - total))
    return places, apart


def money_of(call: Call) -> dict[str, int]:
    """Return the budget of the call, what decisions so far give out, and what is left; smallest units."""
    granted = Decision.objects.of_call(call).granted()
    return {"budget": call.budget_amount, "granted": granted, "left": call.budget_amount - granted}
