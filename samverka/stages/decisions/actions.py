"""Preparing, checking and announcing decisions.

The record of changes stands at the decision, not at the application: partners read the history of their application,
and must not learn from it that a decision is being prepared.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import LostRace, Problem, Refused, refuse_if, require, stopping
from samverka.ground.common.snapshots import content_hash
from samverka.ground.documents.actions import store_made
from samverka.ground.outbox.actions import post
from samverka.stages.applications.actions import settle_application
from samverka.stages.applications.models import Application
from samverka.stages.assessments.models import current_submission
from samverka.stages.calls.models import Call
from samverka.stages.decisions import notices
from samverka.stages.decisions.letters import language_for, letter_content, letter_pdf
from samverka.stages.decisions.models import Decision, Letter, ReportDate
from samverka.stages.decisions.permissions import (
    can_announce_decision,
    can_announce_decisions,
    can_change_decision,
    can_check_decision,
    can_prepare_decision,
    can_send_back_decision,
)
from samverka.stages.decisions.queries import with_application
from samverka.stages.decisions.rules import (
    Proposal,
    problems_before_announcing,
    problems_before_changing,
    problems_before_checking,
    problems_before_sending_back,
    problems_with_proposal,
    proposal_of,
    years_of,
)
from samverka.stages.decisions.states import State

CHANGED_MEANWHILE = _("Somebody else changed the decision while you were reading it. Load the page again.")


@transaction.atomic
def prepare_decision(application: Application, proposal: Proposal, *, by: User, at: datetime) -> Decision:
    """Prepare the decision on a submitted application. Who: programme officer, head. Tells nobody.

    The same proposal sent twice makes one decision, which is returned. Raises `Refused` when there already is another.
    """
    require(can_prepare_decision(by, application))
    _one_at_a_time(application.call)
    earlier = Decision.objects.filter(application=application).select_related("prepared_by").first()
    if earlier and proposal_of(earlier) == proposal:
        return earlier
    if earlier:
        text = _("%(name)s has already prepared a decision on this application. Open it and change it there.")
        raise Refused([Problem(text % {"name": earlier.prepared_by.name})])
    refuse_if(problems_with_proposal(application, proposal, at=at))
    decision = Decision.objects.create(
        application=application,
        currency=application.call.programme.currency,
        prepared_by=by,
        prepared_at=at,
        **_columns(application, proposal),
    )
    _write_report_dates(decision, proposal)
    record(gettext_noop("Decision prepared"), decision, by=by, at=at, outcome=proposal.outcome, amount=proposal.amount)
    return decision


@transaction.atomic
def change_decision(decision: Decision, proposal: Proposal, *, seen_at: datetime, by: User, at: datetime) -> Decision:
    """Change a prepared decision; `seen_at` is when the one that was read was prepared. Who: officer, head.

    Whoever changes it has prepared it, and somebody else must check it. Tells nobody.
    """
    require(can_change_decision(by, decision))
    application = decision.application
    _one_at_a_time(application.call)
    refuse_if(problems_before_changing(decision, at=at))
    if proposal_of(decision) == proposal and decision.submission_id == _columns(application, proposal)["submission"].pk:
        return decision
    refuse_if(problems_with_proposal(application, proposal, at=at, decision=decision))
    changes = {**_columns(application, proposal), "prepared_by": by, "prepared_at": at}
    _write(decision, changes, state=State.PREPARED, prepared_at=seen_at)
    _write_report_dates(decision, proposal)
    record(gettext_noop("Decision changed"), decision, by=by, at=at, outcome=proposal.outcome, amount=proposal.amount)
    return decision


@transaction.atomic
def check_decision(decision: Decision, *, seen_at: datetime | None = None, by: User, at: datetime) -> Decision:
    """Check what somebody else prepared: from prepared to checked. Who: another officer, or the head. Tells nobody.

    `seen_at` is when the one that was read was prepared: what was changed since is not checked unread.
    """
    require(can_check_decision(by, decision))
    _one_at_a_time(decision.application.call)
    if decision.state == State.CHECKED and decision.checked_by_id == by.pk:
        return decision
    refuse_if(problems_before_checking(decision, at=at))
    changes = {"state": State.CHECKED, "checked_by": by, "checked_at": at}
    _write(decision, changes, state=State.PREPARED, prepared_at=seen_at or decision.prepared_at)
    record(gettext_noop("Decision checked"), decision, by=by, at=at)
    return decision


@transaction.atomic
def send_back_decision(decision: Decision, *, reason: str, by: User, at: datetime) -> Decision:
    """Send a decision back to the one who prepared it, with a reason; a checked one becomes prepared again.

    Who: programme officer, head. Tells the one who prepared it.
    """
    require(can_send_back_decision(by, decision))
    refuse_if(problems_before_sending_back(decision, at=at))
    if decision.state == State.CHECKED:
        move(decision, State.PREPARED, checked_by=None, checked_at=None)
    record(gettext_noop("Decision sent back"), decision, by=by, at=at, reason=reason)
    post(notices.decision_sent_back(decision, reason, by), at=at)
    return decision


def announce_decision(decision: Decision, *, by: User, at: datetime) -> Decision:
    """Announce a checked decision to all parties at once: from checked to announced. Who: the head of programme.

    A letter for each organisation is stored before anybody is written to. Tells everybody in the organisations.
    """
    require(can_announce_decision(by, decision))
    _announce([decision], by=by, at=at)
    decision.refresh_from_db()
    return decision


def announce_decisions(call: Call, *, by: User, at: datetime) -> list[Decision]:
    """Announce all checked decisions of a call, or none of them when one cannot be. Who: the head of programme.

    Returns what is announced in the call, so a repeat gets the same answer and writes to nobody. Tells everybody in the
    organisations.
    """
    require(can_announce_decisions(by, call))
    checked = list(Decision.objects.of_call(call).filter(state=State.CHECKED).select_related("application__call"))
    for decision in checked:
        require(can_announce_decision(by, decision))
    if not checked and not Decision.objects.of_call(call).announced().exists():
        raise Refused([Problem(_("No decision of this call has been checked yet."))])
    _announce(checked, by=by, at=at)
    return list(Decision.objects.of_call(call).announced())


# --- Announcing ------------------------------------------------------------------------------------------------------


def _announce(decisions: Iterable[Decision], *, by: User, at: datetime) -> None:
    """Announce the decisions in one transaction; those announced in the meantime are left as they are.

    The PDFs are made before it begins, so that nobody waits for the database while a hundred letters are set.
    """
    numbers = [decision.pk for decision in decisions]
    made: dict[str, bytes] = {}
    for decision in _to_announce(numbers):
        refuse_if(_with_reference(decision, at))
        for _organisation, content in _letters_of(decision, by=by, at=at):
            made[content_hash(content)] = letter_pdf(content)
    with transaction.atomic():
        for call in Call.objects.filter(applications__decision__in=numbers).distinct():
            _one_at_a_time(call)
        for decision in _to_announce(numbers):
            refuse_if(_with_reference(decision, at))
            _announce_one(decision, made, by=by, at=at)


def _announce_one(decision: Decision, made: dict[str, bytes], *, by: User, at: datetime) -> None:
    """Move, settle the application, keep a letter for each organisation, and only then write to the people."""
    move(decision, State.ANNOUNCED, announced_by=by, announced_at=at)
    settle_application(decision.application, by=by, at=at)
    for organisation, content in _letters_of(decision, by=by, at=at):
        number = content_hash(content)
        name = f"{decision.application.reference}-{organisation.slug}-{content['language']}.pdf"
        document = store_made(made.get(number) or letter_pdf(content), name, "application/pdf", by=by, at=at)
        Letter.objects.create(
            decision=decision,
            organisation=organisation,
            language=content["language"],
            document=document,
            content=content,
            content_hash=number,
        )
    facts: dict[str, Any] = {"outcome": decision.outcome, "amount": decision.amount}
    record(gettext_noop("Decision announced"), decision, by=by, at=at, **facts)
    post(notices.decision_announced(decision, at=at), at=at)


def _to_announce(numbers: list[int]) -> Iterable[Decision]:
    return with_application(Decision.objects.filter(pk__in=numbers).exclude(state=State.ANNOUNCED).order_by("pk"))


def _letters_of(decision: Decision, *, by: User, at: datetime) -> Iterable[tuple[Any, dict[str, Any]]]:
    for organisation in decision.application.organisations:
        language = language_for(decision, organisation)
        yield organisation, letter_content(decision, organisation, language, by=by, at=at)


def _with_reference(decision: Decision, at: datetime) -> list[Problem]:
    """Return what stands in the way, each sentence with the reference it is about: there may be many at once."""
    found = stopping(problems_before_announcing(decision, at=at))
    return [Problem(f"{decision.application.reference}: {problem}", problem.where) for problem in found]


# --- Writing ---------------------------------------------------------------------------------------------------------


def _one_at_a_time(call: Call) -> None:
    """Make others who decide in this call wait until this transaction ends, so that no money is given out twice.

    An UPDATE that changes nothing locks the row on PostgreSQL; SQLite has one writer at a time anyway.
    """
    Call.objects.filter(pk=call.pk).update(changed_at=F("changed_at"))


def _columns(application: Application, proposal: Proposal) -> dict[str, Any]:
    names = ("outcome", "amount", "reasons_sv", "reasons_en", "conditions_sv", "conditions_en")
    facts = {name: getattr(proposal, name) for name in names}
    return {**facts, "submission": current_submission(application)}


def _write(decision: Decision, changes: dict[str, Any], **expected: Any) -> None:
    """Write `changes` if the stored decision still is as `expected`; raise `LostRace` otherwise."""
    if not Decision.objects.filter(pk=decision.pk, **expected).update(**changes):
        raise LostRace([Problem(CHANGED_MEANWHILE)])
    for name, value in changes.items():
        setattr(decision, name, value)


def _write_report_dates(decision: Decision, proposal: Proposal) -> None:
    years = years_of(decision.application)
    decision.report_dates.all().delete()
    ReportDate.objects.bulk_create(
        ReportDate(decision=decision, year=year, starts_on=years[year][0], ends_on=years[year][1], due_on=due_on)
        for year, due_on in proposal.report_due.items()
    )
