"""What waits for the people of the office, each by what that person may do."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Count, Func, IntegerField, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.faces.office.corrections.pages import page_names
from samverka.ground.accounts.models import Role
from samverka.ground.common.dates import today
from samverka.ground.programme.models import Programme
from samverka.newsroom.comments.permissions import can_moderate_comments
from samverka.newsroom.comments.queries import comments_to_look_at
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State as AgreementState
from samverka.stages.applications.models import Application
from samverka.stages.assessments.states import State as AssignmentState
from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State as CallState
from samverka.stages.corrections.models import HANDLERS, ErrorReport
from samverka.stages.corrections.states import State as ErrorReportState
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State as DecisionState
from samverka.stages.enquiries.models import ASIDE, Enquiry
from samverka.stages.enquiries.models import HANDLERS as ENQUIRY_HANDLERS
from samverka.stages.enquiries.states import State as EnquiryState
from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import State as PaymentState
from samverka.stages.projects.models import Case
from samverka.stages.projects.states import State as CaseState
from samverka.stages.reports.models import Report
from samverka.stages.reports.states import State as ReportState
from samverka.ui.tasks import Task, by_due_day


def tasks_of(user: Any, at: datetime) -> list[Task]:
    """Return everything that waits for `user` in the programmes that person works for, the nearest day first."""
    found: list[Iterator[Task]] = []
    if handled := user.programmes_as(Role.Kind.OFFICER, Role.Kind.HEAD):
        found += [_calls(handled), _applications(handled), _decisions(user, handled)]
        found += [_agreements(user, handled), _reports(handled)]
    if published := user.programmes_as(Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR):
        found.append(_unpublished(published))
    if answered := user.programmes_as(*HANDLERS):
        found.append(_error_reports(answered))
    if can_moderate_comments(user):
        found.append(_comments(user, at))
    if asked := user.programmes_as(*ENQUIRY_HANDLERS):
        found.append(_enquiries(user, asked))
    if answered or asked:
        found.append(_put_aside(answered, asked))
    if paid := user.programmes_as(Role.Kind.FINANCE):
        found.append(_unpaid(paid))
    if confirmed := user.programmes_as(Role.Kind.FINANCE, Role.Kind.HEAD):
        found.append(_payments(user, confirmed))
    return by_due_day(chain(*found), today(at))


def _of(record: Any) -> str:
    """Return the reference and title under which people know a case."""
    return f"{record.reference} {record}" if str(record) != record.reference else record.reference


def _calls(numbers: list[int]) -> Iterator[Task]:
    for call in Call.objects.filter(programme__in=numbers, state=CallState.DRAFT):
        url = reverse("office:call", args=[call.slug])
        yield Task(_("Check and open the call"), url, call.title, today(call.opens_at))


def _applications(numbers: list[int]) -> Iterator[Task]:
    """Yield what each submitted application without a decision needs next: a check, assessors, scores, a decision."""
    finished = Q(assignments__state=AssignmentState.SUBMITTED)
    unfinished = Q(assignments__state__in=[AssignmentState.ASKED, AssignmentState.READING])
    waiting = (
        Application.objects.submitted()
        .filter(call__programme__in=numbers, decision=None)
        .select_related("call__rule_set")
        .annotate(
            scored=Count("assignments", filter=finished, distinct=True),
            asked=Count("assignments", filter=unfinished, distinct=True),
            eligible=Count("submissions", filter=Q(submissions__eligibility__is_eligible=True), distinct=True),
            checked=Count("submissions", filter=Q(submissions__eligibility__isnull=False), distinct=True),
            sent=Count("submissions", distinct=True),
        )
    )
    for application in waiting:
        needed = application.call.rule_set.assessors_needed
        if application.checked < application.sent:
            title = _("Check whether it may be assessed")
        elif application.eligible and application.scored + application.asked < needed:
            title = _("Ask assessors")
        elif application.asked:
            continue
        else:
            title = _("Prepare the decision")
        url = reverse("office:application", args=[application.reference])
        yield Task(title, url, _of(application), application.call.decision_on)


def _decisions(user: Any, numbers: list[int]) -> Iterator[Task]:
    """Yield what each decision needs next: a check, its announcement, or, where money was granted, an agreement."""
    granted = Q(state=DecisionState.ANNOUNCED, outcome=Decision.Outcome.APPROVED, agreement=None)
    waiting = Decision.objects.filter(application__call__programme__in=numbers)
    waiting = waiting.filter(granted | ~Q(state=DecisionState.ANNOUNCED))
    for decision in waiting.select_related("application__call"):
        application, url = decision.application, reverse("office:decision", args=[decision.application.reference])
        if decision.state == DecisionState.ANNOUNCED:
            yield Task(_("Draft the agreement"), url, _of(application))
            continue
        is_prepared = decision.state == DecisionState.PREPARED
        may_check = is_prepared and decision.prepared_by_id != user.pk
        may_announce = not is_prepared and user.has_role(Role.Kind.HEAD, programme=application.call.programme_id)
        if may_check or may_announce:
            title = _("Check the decision") if is_prepared else _("Announce the decision")
            yield Task(title, url, _of(application), application.call.decision_on)


def _agreements(user: Any, numbers: list[int]) -> Iterator[Task]:
    waiting = Agreement.objects.filter(decision__application__call__programme__in=numbers).exclude(
        state=AgreementState.SIGNED
    )
    signed = waiting.annotate(own=Count("signatures", filter=Q(signatures__organisation=None)))
    for agreement in signed.select_related("decision__application__call"):
        if agreement.state == AgreementState.DRAFT:
            title = _("Send the agreement out for signature")
        elif not agreement.own and user.has_role(
            Role.Kind.HEAD, programme=agreement.decision.application.call.programme_id
        ):
            title = _("Sign the agreement")
        else:
            continue
        application = agreement.decision.application
        yield Task(title, reverse("office:agreement", args=[application.reference]), _of(application))


def _reports(numbers: list[int]) -> Iterator[Task]:
    submitted = Report.objects.filter(year__case__programme__in=numbers, state=ReportState.SUBMITTED)
    for report in submitted.select_related("year__case"):
        url = reverse("office:report", args=[report.year.case.reference, report.year.number])
        yield Task(_("Read the report"), url, _of(report.year.case))


def _unpublished(numbers: list[int]) -> Iterator[Task]:
    for case in Case.objects.filter(programme__in=numbers, state=CaseState.RUNNING, published_at=None):
        yield Task(_("Publish the case"), reverse("office:case-public", args=[case.reference]), _of(case))


def _error_reports(numbers: list[int]) -> Iterator[Task]:
    """Yield each report to be answered."""
    reports = ErrorReport.objects.filter(programme__in=numbers, state=ErrorReportState.OPEN)
    waiting = list(reports.select_related("programme"))
    names = page_names(waiting)
    for report in waiting:
        url = reverse("office:error-report", args=[report.pk])
        page = f"{names[report.pk]} ({report.programme})" if len(numbers) > 1 else names[report.pk]
        yield Task(_("Answer a reader who reports an error"), url, page, report.answer_due_on)


def _comments(user: Any, at: datetime) -> Iterator[Task]:
    """Yield one line for all comments that this person can decide about."""
    if waiting := comments_to_look_at(user, at).count():
        sentence = ngettext("%(number)s comment", "%(number)s comments", waiting)
        yield Task(_("Look at what readers comment"), reverse("office:comments"), sentence % {"number": waiting})


def _enquiries(user: Any, numbers: list[int]) -> Iterator[Task]:
    """Yield each message to be answered, with who has taken it."""
    enquiries = Enquiry.objects.filter(programme__in=numbers, state=EnquiryState.RECEIVED)
    for one in enquiries.select_related("taken_by"):
        what = f"{one.reference} {one.subject}"
        if one.taken_by_id == user.pk:
            what = _("%(message)s (taken by you)") % {"message": what}
        elif one.taken_by:
            what = _("%(message)s (taken by %(name)s)") % {"message": what, "name": one.taken_by}
        yield Task(_("Answer a message"), reverse("office:enquiry", args=[one.pk]), what, one.answer_due_on)


def _put_aside(answered: list[int], asked: list[int]) -> Iterator[Task]:
    """Yield one line for all error reports that are put aside, and one for all messages, counted in one query."""
    number_of = Func("pk", function="COUNT", output_field=IntegerField())
    reports = ErrorReport.objects.filter(programme__in=answered, state=ErrorReportState.QUARANTINED)
    messages = Enquiry.objects.filter(programme__in=asked, state__in=ASIDE)
    counts = [Subquery(found.order_by().annotate(number=number_of).values("number")) for found in (reports, messages)]
    counted = Programme.objects.order_by().annotate(reports=counts[0], messages=counts[1])
    for of_reports, of_messages in counted.values_list("reports", "messages")[:1]:
        if of_reports:
            url = f"{reverse('office:error-reports')}?state={ErrorReportState.QUARANTINED}"
            sentence = ngettext("%(number)s report of an error", "%(number)s reports of errors", of_reports)
            yield Task(_("Look through what was put aside"), url, sentence % {"number": of_reports})
        if of_messages:
            url = f"{reverse('office:enquiries')}?state=aside"
            sentence = ngettext("%(number)s message", "%(number)s messages", of_messages)
            yield Task(_("Look through the messages that wait"), url, sentence % {"number": of_messages})


def _unpaid(numbers: list[int]) -> Iterator[Task]:
    paid = Payment.objects.live().values("report")
    accepted = Report.objects.filter(year__case__programme__in=numbers, state=ReportState.ACCEPTED).exclude(pk__in=paid)
    for report in accepted.select_related("year__case"):
        url = reverse("office:report", args=[report.year.case.reference, report.year.number])
        yield Task(_("Enter the payment"), url, _of(report.year.case))


def _payments(user: Any, numbers: list[int]) -> Iterator[Task]:
    entered = Payment.objects.filter(case__programme__in=numbers, state=PaymentState.ENTERED).exclude(entered_by=user)
    for payment in entered.select_related("case"):
        url = reverse("office:payment", args=[payment.key])
        yield Task(_("Confirm the payment"), url, _of(payment.case), payment.paid_on)
