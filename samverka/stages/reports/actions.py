"""What is done with reports: written together, sent in, returned or accepted; and the completion of a case."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import LostRace, Problem, refuse_if, require
from samverka.ground.common.snapshots import content_hash, frozen
from samverka.ground.documents.actions import store_upload
from samverka.ground.outbox.actions import post
from samverka.stages.agreements.queries import people_in_office
from samverka.stages.organisations.queries import people_of
from samverka.stages.projects.models import AccountingYear, Case
from samverka.stages.projects.states import State as CaseState
from samverka.stages.reports import notices
from samverka.stages.reports.models import Report, ReportDocument, ReportedCost, ReportVersion
from samverka.stages.reports.permissions import (
    can_clear_report,
    can_complete_case,
    can_review_report,
    can_submit_report,
    can_write_report,
)
from samverka.stages.reports.queries import content_of
from samverka.stages.reports.rules import (
    NARRATIVE,
    problems_before_accepting,
    problems_before_beginning,
    problems_before_clearing,
    problems_before_completing,
    problems_before_returning,
    problems_before_saving,
    problems_before_submitting,
    problems_with_lines,
    problems_with_public_results,
)
from samverka.stages.reports.states import State

WRITTEN_MEANWHILE = _(
    "Somebody else saved the report while you were writing. What you wrote still stands in the fields; what the other "
    "person saved stands beside it where it differs. Put the two together and save again."
)


@dataclass(frozen=True)
class Cost:
    """What a budget line cost, in the smallest unit; `None` while nobody has filled it in."""

    amount: int | None
    note: str = ""


# --- Writing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_report(year: AccountingYear, *, by: User, at: datetime) -> Report:
    """Open the report of an accounting year, from its first day on; return the one there is, if there is one.

    Who: everybody in the parties. Tells nobody.
    """
    require(can_write_report(by, year), _("Only people in the parties of the case write its reports."))
    begun = Report.objects.filter(year=year).first()
    if begun:
        return begun
    refuse_if(problems_before_beginning(year, at=at))
    report, is_new = Report.objects.get_or_create(year=year, defaults={"begun_by": by, "begun_at": at})
    if is_new:
        record(gettext_noop("Report begun"), report, by=by, at=at)
    return report


@transaction.atomic
def save_report(
    year: AccountingYear,
    *,
    version: int,
    texts: Mapping[str, str],
    costs: Mapping[int, Cost],
    by: User,
    at: datetime,
) -> Report:
    """Keep what stands in the report of `year`, complete or not; begins the report if nobody has.

    `version` is how often the report had been saved when the person opened it: if somebody has saved something else
    since, raises `LostRace` and keeps the other's text. `costs` go by the number of the budget line. The same sent
    twice is saved once. Who: everybody in the parties. Tells nobody.
    """
    report = begin_report(year, by=by, at=at)
    # An UPDATE that changes nothing holds the row until the end: of two who save, the later sees the earlier.
    Report.objects.filter(pk=report.pk).update(state=F("state"))
    report.refresh_from_db()
    refuse_if([*problems_before_saving(report, at=at), *problems_with_lines(year, list(costs))])
    before = _written(report)
    kept = {name: texts[name] for name in NARRATIVE if name in texts}
    Report.objects.filter(pk=report.pk).update(version=F("version") + 1, **kept)
    for line, cost in costs.items():
        _keep_cost(report, line, cost)
    saved = Report.objects.get(pk=report.pk)
    if _written(saved) == before:
        Report.objects.filter(pk=report.pk).update(version=report.version)
        return report
    if version != report.version:
        raise LostRace([Problem(WRITTEN_MEANWHILE)])
    record(gettext_noop("Report saved"), saved, by=by, at=at, version=saved.version)
    return saved


def _written(report: Report) -> tuple[Any, ...]:
    """Return what stands in the report, to be compared."""
    costs = report.costs.order_by("line").values_list("line", "amount", "note")
    return (*(getattr(report, name) for name in NARRATIVE), *costs)


def _keep_cost(report: Report, line: int, cost: Cost) -> None:
    """Keep one cost; a line of which nothing is written has no row."""
    if cost.amount is None and not cost.note:
        ReportedCost.objects.filter(report=report, line=line).delete()
        return
    ReportedCost.objects.update_or_create(
        report=report, line_id=line, defaults={"amount": cost.amount, "note": cost.note}
    )


@transaction.atomic
def add_report_document(year: AccountingYear, *, upload: UploadedFile, by: User, at: datetime) -> ReportDocument:
    """Add a file to the report of `year`, such as the auditor's certificate. The same file sent twice is kept once.

    Who: everybody in the parties. Tells nobody.
    """
    report = begin_report(year, by=by, at=at)
    refuse_if(problems_before_saving(report, at=at))
    digest = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    same = report.documents.filter(document__sha256=digest, document__name=upload.name).first()
    if same:
        return same
    document = store_upload(upload, by=by, at=at)
    added = ReportDocument.objects.create(report=report, document=document)
    record(gettext_noop("File added to the report"), report, by=by, at=at, name=document.name, sha256=document.sha256)
    return added


@transaction.atomic
def remove_report_document(added: ReportDocument, *, by: User, at: datetime) -> Report:
    """Take a file out of a report that is still being written. Who: everybody in the parties. Tells nobody."""
    report = added.report
    require(can_write_report(by, report.year))
    refuse_if(problems_before_saving(report, at=at))
    name = added.document.name
    added.delete()
    record(gettext_noop("File taken out of the report"), report, by=by, at=at, name=name)
    return report


# --- Sending in ------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit_report(report: Report, *, key: Any, by: User, at: datetime) -> ReportVersion:
    """Send the report in: from open to submitted, frozen as a version with a hash.

    Who: the party that has the grant. A repeat, by `key` or because it is with the office already, returns the receipt
    given first. Tells everybody in the parties, and the officers.
    """
    require(can_submit_report(by, report), _("Only the party that receives the grant sends the report in."))
    received = _received(report, key)
    if received:
        return received
    # An UPDATE that changes nothing holds the row until the end, so that nobody saves between check and freezing.
    Report.objects.filter(pk=report.pk).update(state=F("state"))
    report = Report.objects.select_related("year__case__programme").get(pk=report.pk)
    received = _received(report, key)
    if received:
        return received
    refuse_if(problems_before_submitting(report, at=at))
    move(report, State.SUBMITTED, submitted_at=at)
    content = frozen(content_of(report))
    version = ReportVersion.objects.create(
        key=key,
        report=report,
        number=report.versions.count() + 1,
        content=content,
        content_hash=content_hash(content),
        submitted_by=by,
        submitted_at=at,
    )
    record(gettext_noop("Report sent in"), report, by=by, at=at, version=version.number, hash=version.content_hash)
    case = report.case
    officers = people_in_office(case.programme, Role.Kind.OFFICER, on=today(at))
    post(notices.receipt_for_report(version, people_of(case.organisations, today(at))), at=at)
    post(notices.report_to_review(report, officers), at=at)
    return version


def _received(report: Report, key: Any) -> ReportVersion | None:
    """Return the receipt there is, for this form or for a report that is with the office already."""
    by_key = report.versions.filter(key=key).first()
    if by_key or report.state != State.SUBMITTED:
        return by_key
    return report.versions.last()


# --- Reviewing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def return_report(report: Report, *, reason: str, by: User, at: datetime) -> Report:
    """Return the report to be completed: from submitted to open. All that was written is kept, and so is the version.

    Who: programme officer, head. Tells everybody in the parties, with the reason.
    """
    require(can_review_report(by, report))
    refuse_if(problems_before_returning(report, at=at))
    move(report, State.OPEN)
    record(gettext_noop("Report returned"), report, by=by, at=at, reason=reason)
    post(notices.report_returned(report, reason, people_of(report.case.organisations, today(at))), at=at)
    return report


@transaction.atomic
def accept_report(report: Report, *, by: User, at: datetime) -> Report:
    """Accept the report: from submitted to accepted. The payment rests on its costs.

    Who: programme officer, head. Tells everybody in the parties, and the finance officers.
    """
    require(can_review_report(by, report))
    refuse_if(problems_before_accepting(report, at=at))
    move(report, State.ACCEPTED, accepted_by=by, accepted_at=at)
    record(gettext_noop("Report accepted"), report, by=by, at=at, total=report.total_cost)
    finance = people_in_office(report.case.programme, Role.Kind.FINANCE, on=today(at))
    people = [*people_of(report.case.organisations, today(at)), *finance]
    post(notices.report_accepted(report, {person.pk: person for person in people}.values()), at=at)
    return report


@transaction.atomic
def clear_report(report: Report, *, language: str, documents: Collection[int] = (), by: User, at: datetime) -> Report:
    """Decide what everybody may read of an accepted report, and which of its files: show more of it, or less.

    `language` is the one its results are written in; empty shows none of them. `documents` are the numbers of the
    files of the report to show. Who: programme officer, head, editor. Tells nobody.
    """
    require(can_clear_report(by, report))
    refuse_if([*problems_before_clearing(report, at=at), *problems_with_public_results(report, language)])
    shown = report.documents.filter(pk__in=documents)
    files = sorted(shown.values_list("document__sha256", flat=True))
    before = sorted(report.documents.filter(is_public=True).values_list("document__sha256", flat=True))
    if (language, files) == (report.public_language, before):
        return report
    report.public_language = language
    report.save(update_fields=["public_language"])
    shown.update(is_public=True)
    report.documents.exclude(pk__in=documents).update(is_public=False)
    Case.objects.filter(pk=report.year.case_id).update(changed_at=at)
    record(
        gettext_noop("What the public sees of the report changed"), report, by=by, at=at, language=language, files=files
    )
    return report


@transaction.atomic
def complete_case(case: Case, *, by: User, at: datetime) -> Case:
    """Complete a case of which all years are accepted: from running to completed.

    Who: programme officer, head. Tells everybody in the parties.
    """
    require(can_complete_case(by, case))
    refuse_if(problems_before_completing(case, at=at))
    move(case, CaseState.COMPLETED, changed_at=at)
    record(gettext_noop("Case completed"), case, by=by, at=at)
    post(notices.case_completed(case, people_of(case.organisations, today(at))), at=at)
    return case
