"""What is done with error reports: they come in, are answered, put right, passed on, closed, and erased in the end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Programme
from samverka.stages.corrections import notices
from samverka.stages.corrections.models import Correction, ErrorReport, kind_of
from samverka.stages.corrections.pages import STORED_LANGUAGE, page_in
from samverka.stages.corrections.permissions import can_see_reports, can_settle_report, can_withdraw_correction
from samverka.stages.corrections.rules import (
    ORIGIN_IS_KEPT,
    answer_day,
    erasable_until,
    is_one_of_many,
    problems_before_answering,
    problems_before_correcting,
    problems_before_dismissing,
    problems_before_passing_on,
    problems_before_releasing,
    problems_before_reporting,
    problems_before_withdrawing,
    problems_with_correction,
    problems_with_unseen_change,
)
from samverka.stages.corrections.states import State

# --- A report comes in -----------------------------------------------------------------------------------------------


@transaction.atomic
def report_error(
    programme: Programme, *, key: UUID, subject: Any = None, by: None = None, at: datetime, **facts: Any
) -> ErrorReport:
    """Keep what a reader says is wrong; `facts` are page, text, email, language, version_at and origin.

    `version_at` is when the page had last changed, as the reader saw it; where that is not known, when it was seen.

    Who: anybody, so `by` is nobody. A repeat with the same `key` returns the report that came first. The reader gets
    a receipt, if an address was given; one of many reports is put aside instead, and its receipt waits for a person.
    Raises `Refused` when a network has sent more than can be meant.
    """
    kept = ErrorReport.objects.filter(key=key).first()
    if kept:
        return kept
    refuse_if(problems_before_reporting(facts["origin"], at=at))
    is_aside = is_one_of_many(facts["origin"], facts["email"], at=at)
    state = State.QUARANTINED if is_aside else State.OPEN
    kind = kind_of(subject)
    fields = {
        **facts,
        "programme": programme,
        "state": state,
        "subject_kind": kind,
        "subject_id": subject.pk if kind else None,
        "received_at": at,
        "answer_due_on": answer_day(today(at)),
    }
    # Two presses at once: the key is unique, and the second finds what the first has made.
    report, is_new = ErrorReport.objects.get_or_create(key=key, defaults=fields)
    if is_new:
        record(gettext_noop("Error reported"), report, by=by, at=at)
        if not is_aside:
            _post(report, notices.report_received(report), at=at)
    return report


# --- It is settled ---------------------------------------------------------------------------------------------------


@transaction.atomic
def correct_report(
    report: ErrorReport,
    *,
    by: User,
    at: datetime,
    is_right_already: bool = False,
    what_changed: str = "",
    **texts: str,
) -> Correction:
    """Publish what the page said and what it says now, in both languages, and close the report as corrected.

    Who: programme officer, head, editor. `texts` are the fields of `Correction` that the office writes. Where no change
    of the page is known, `by` answers for one: the page `is_right_already`, and `what_changed` is kept in the record of
    changes. The reader is told, if an address was given.
    """
    require(can_settle_report(by, report))
    refuse_if(problems_before_correcting(report, at=at))
    correction = Correction(
        programme=report.programme,
        report=report,
        page=page_in(report.page, STORED_LANGUAGE),
        subject_kind=report.subject_kind,
        subject_id=report.subject_id,
        corrected_at=at,
        **texts,
    )
    unseen = problems_with_unseen_change(report, is_right_already=is_right_already, what_changed=what_changed)
    refuse_if([*unseen, *problems_with_correction(correction)])
    move(report, State.CORRECTED, settled_at=at)
    correction.save()
    record(gettext_noop("Error corrected"), report, by=by, at=at)
    told: dict[str, Any] = {"reason": what_changed} if what_changed else {}
    record(gettext_noop("Correction published"), correction, by=by, at=at, page=correction.page, **told)
    _post(report, notices.report_corrected(report, correction), at=at)
    return correction


@transaction.atomic
def leave_unchanged(report: ErrorReport, *, answer: str, by: User, at: datetime) -> ErrorReport:
    """Close the report without a change. Who: programme officer, head, editor. The reader is told why."""
    require(can_settle_report(by, report))
    refuse_if(problems_before_answering(report, at=at))
    move(report, State.UNCHANGED, settled_at=at, answer=answer)
    record(gettext_noop("Error report answered without a change"), report, by=by, at=at)
    _post(report, notices.report_unchanged(report), at=at)
    return report


@transaction.atomic
def dismiss_report(report: ErrorReport, *, reason: str, by: User, at: datetime) -> ErrorReport:
    """Close what is no report of an error. Who: programme officer, head, editor. Tells nobody; the reason is kept."""
    require(can_settle_report(by, report))
    refuse_if(problems_before_dismissing(report, at=at))
    move(report, State.DISMISSED, settled_at=at)
    record(gettext_noop("Error report closed without an answer"), report, by=by, at=at, reason=reason)
    return report


@transaction.atomic
def dismiss_put_aside(*, reason: str, by: User, at: datetime) -> int:
    """Close everything that is put aside in the programmes of `by`; return how many reports that were.

    Who: programme officer, head, editor. Tells nobody; one row for each programme says how many and why.
    """
    require(can_see_reports(by))
    aside = ErrorReport.objects.visible_to(by).filter(state=State.QUARANTINED)
    number = 0
    for programme in Programme.objects.filter(pk__in=aside.values("programme")):
        closed = aside.filter(programme=programme).update(state=State.DISMISSED, settled_at=at)
        what = gettext_noop("Error reports that were put aside closed without an answer")
        record(what, programme, by=by, at=at, programme=programme.pk, number=closed, reason=reason)
        number += closed
    return number


@transaction.atomic
def release_report(report: ErrorReport, *, by: User, at: datetime) -> ErrorReport:
    """Take up a report that was put aside: from now on as any other. Who: programme officer, head, editor.

    The reader gets the receipt that waited, if an address was given, with a day counted from now.
    """
    require(can_settle_report(by, report))
    refuse_if(problems_before_releasing(report, at=at))
    move(report, State.OPEN, answer_due_on=answer_day(today(at)))
    record(gettext_noop("Error report taken up"), report, by=by, at=at)
    _post(report, notices.report_received(report), at=at)
    return report


@transaction.atomic
def pass_on_report(report: ErrorReport, *, programme: Programme, reason: str, by: User, at: datetime) -> ErrorReport:
    """Give the report to the office of another programme, by the same day. Who: programme officer, head, editor.

    Tells nobody: it stands in the worklist of the other office, and the reader's day stays.
    """
    require(can_settle_report(by, report))
    refuse_if(problems_before_passing_on(report, programme))
    before = report.programme
    ErrorReport.objects.filter(pk=report.pk).update(programme=programme)
    report.programme = programme
    what = gettext_noop("Error report passed on to another programme")
    record(what, report, by=by, at=at, programme=before.pk, to=str(programme), reason=reason)
    return report


# --- The log ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def withdraw_correction(correction: Correction, *, reason: str, by: User, at: datetime) -> Correction:
    """Take a correction out of the public log. Who: programme officer, head, editor. Tells nobody; keeps the reason."""
    require(can_withdraw_correction(by, correction))
    refuse_if(problems_before_withdrawing(correction, at=at))
    Correction.objects.filter(pk=correction.pk).update(withdrawn_at=at)
    correction.withdrawn_at = at
    record(gettext_noop("Correction taken out of the log"), correction, by=by, at=at, reason=reason)
    return correction


# --- What is old -----------------------------------------------------------------------------------------------------


@transaction.atomic
def erase_settled_reports(*, at: datetime) -> int:
    """Erase what readers wrote in reports settled twelve months ago, and the letters to them; return how many.

    Done by house-keeping. The rows stay, so that they can still be counted: page, days and outcome.
    """
    old = ErrorReport.objects.filter(settled_at__lte=erasable_until(at), erased_at=None)
    numbers = list(old.values_list("pk", flat=True))
    Message.objects.filter(
        pk__in=ErrorReport.letters.through.objects.filter(errorreport__in=numbers).values("message")
    ).delete()
    for report in ErrorReport.objects.filter(pk__in=numbers):
        report.text = report.email = report.answer = report.origin = ""
        report.page, report.erased_at = report.page.partition("?")[0], at
        report.save(update_fields=["text", "email", "answer", "origin", "page", "erased_at"])
        record(gettext_noop("Error report erased"), report, by=None, at=at)
    return len(numbers)


def forget_origins(*, at: datetime) -> int:
    """Erase from which network reports came, within a day of their coming; return how many. Done by house-keeping."""
    old: QuerySet[ErrorReport] = ErrorReport.objects.filter(received_at__lte=at - ORIGIN_IS_KEPT).exclude(origin="")
    return old.update(origin="")


def _post(report: ErrorReport, letters: list[Letter], *, at: datetime) -> None:
    """Post the letters and remember them, so that they can be erased with the report."""
    report.letters.add(*post(letters, at=at))
