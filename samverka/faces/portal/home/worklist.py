"""What waits for a partner or an assessor."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.ground.common.dates import today
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State as AgreementState
from samverka.stages.applications.models import Application
from samverka.stages.applications.queries import awaiting_signature_of
from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.assessments.models import Assignment
from samverka.stages.assessments.states import State as AssignmentState
from samverka.stages.organisations.models import Mandate, organisations_of
from samverka.stages.projects.models import AccountingYear
from samverka.stages.reports.states import State as ReportState
from samverka.ui.tasks import Task, by_due_day


def tasks_of(user: Any, at: datetime) -> list[Task]:
    """Return everything that waits for `user`, the nearest day first."""
    found = chain(_signatures(user), _drafts(user, at), _assessments(user), _agreements(user, at), _reports(user, at))
    return by_due_day(found, today(at))


def _signatures(user: Any) -> Iterator[Task]:
    for application in awaiting_signature_of(user):
        url = reverse("portal:application-sign", args=[application.reference])
        due_on = today(application.completion_due_at or application.call.closes_at)
        yield Task(_("Read and sign the application"), url, f"{application.reference} {application}", due_on)


def _drafts(user: Any, at: datetime) -> Iterator[Task]:
    drafts = Application.objects.of_organisations(organisations_of(user)).filter(state=ApplicationState.DRAFT)
    in_time = Q(call__closes_at__gte=at) | Q(completion_due_at__gte=at)
    for application in drafts.filter(in_time).select_related("call"):
        url = reverse("portal:application", args=[application.reference])
        due_on = today(application.completion_due_at or application.call.closes_at)
        yield Task(_("Finish the application together"), url, f"{application.reference} {application}", due_on)


def _assessments(user: Any) -> Iterator[Task]:
    if not user.has_role("assessor"):
        return
    mine = Assignment.objects.filter(assessor=user).unfinished().select_related("application")
    for assignment in mine:
        is_asked = assignment.state == AssignmentState.ASKED
        title = _("Say whether you have a conflict of interest") if is_asked else _("Score the application")
        url = reverse("portal:assessment", args=[assignment.pk])
        yield Task(title, url, assignment.application.reference, assignment.due_on)


def _agreements(user: Any, at: datetime) -> Iterator[Task]:
    mandates = Mandate.objects.held_on(today(at)).filter(user=user).values("organisation")
    offered = Agreement.objects.filter(
        state=AgreementState.OFFERED, decision__application__partners__organisation__in=mandates
    )
    unsigned = offered.exclude(signatures__organisation__in=mandates).select_related("decision__application").distinct()
    for agreement in unsigned:
        application = agreement.decision.application
        url = reverse("portal:agreement-sign", args=[application.reference])
        yield Task(_("Read and sign the agreement"), url, f"{application.reference} {application}")


def _reports(user: Any, at: datetime) -> Iterator[Task]:
    years = AccountingYear.objects.filter(
        case__parties__organisation__in=organisations_of(user), starts_on__lte=today(at)
    ).filter(Q(report=None) | Q(report__state=ReportState.OPEN))
    for year in years.select_related("case").distinct():
        url = reverse("portal:report", args=[year.case.reference, year.number])
        title = _("Report accounting year %(number)s") % {"number": year.number}
        yield Task(title, url, f"{year.case.reference} {year.case}", year.report_due_on)
