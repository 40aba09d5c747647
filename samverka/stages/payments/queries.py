"""Reads over payments. The one place in which paid money is added up."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import Case
from samverka.stages.reports.models import Report
from samverka.stages.reports.states import State as ReportState


def paid_amounts(cases: Iterable[Case]) -> dict[int, int]:
    """Return what has been paid on each case, by its number, in the smallest unit of the case's currency.

    Confirmed payments only. A case on which nothing has been paid is left out.
    """
    made = Payment.objects.confirmed().filter(case__in=list(cases)).order_by()
    return dict(made.values_list("case").annotate(total=Sum("amount")))


def paid_amount(case: Case) -> int:
    """Return what has been paid on one case."""
    return paid_amounts([case]).get(case.pk, 0)


def reports_to_pay(user: Any) -> QuerySet[Report]:
    """Return the accepted reports that `user` may see and for which no payment is entered, the oldest first."""
    live = Payment.objects.live().filter(report=OuterRef("pk"))
    accepted = Report.objects.visible_to(user).filter(~Exists(live), state=ReportState.ACCEPTED)
    return accepted.select_related("year__case__programme").prefetch_related(
        "costs", "year__case__commitments", "year__case__parties__organisation"
    )
