"""Submitting, withdrawing, and asking for completion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Problem, Refused, refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.applications import notices
from samverka.stages.applications.actions.writing import lock_draft
from samverka.stages.applications.models import Application, Submission
from samverka.stages.applications.permissions import (
    can_return_application,
    can_submit_application,
    can_withdraw_application,
)
from samverka.stages.applications.queries import submitted_content
from samverka.stages.applications.rules import (
    problems_before_returning,
    problems_before_submitting,
    problems_before_withdrawing,
)
from samverka.stages.applications.states import State


@transaction.atomic
def submit_application(application: Application, *, key: UUID, by: User, at: datetime) -> Submission:
    """Send the application in: from draft to submitted. Its content is frozen as a version with a number and a hash.

    Who: the coordinator of any party. Needs the signatures of all parties on the present content. Sent twice, with
    the same key or with another, it returns the first submission. Tells everybody in each organisation (receipt).
    """
    require(can_submit_application(by, application), _("Only the coordinators of the parties send it in."))
    first = Submission.objects.filter(key=key).first()
    if first and first.application_id == application.pk:
        return first
    if first:
        raise Refused([Problem(_("This form belongs to another application. Load the page again."))])
    try:
        lock_draft(application)
    except Refused:
        sent = submitted_content(application)
        if sent is None or not Application.objects.submitted().filter(pk=application.pk).exists():
            raise
        return sent
    fresh = Application.objects.with_parties().get(pk=application.pk)
    refuse_if(problems_before_submitting(fresh, at=at))
    submission = Submission.objects.create(
        key=key,
        application=fresh,
        number=fresh.submissions.count() + 1,
        content=fresh.content,
        content_hash=fresh.content_hash,
        submitted_by=by,
        submitted_at=at,
    )
    first_at = fresh.first_submitted_at or at
    changes = {"submitted_at": at, "first_submitted_at": first_at, "completion_due_at": None, "changed_at": at}
    move(application, State.SUBMITTED, **changes)
    record(
        gettext_noop("Application submitted"),
        application,
        by=by,
        at=at,
        number=submission.number,
        content_hash=submission.content_hash,
    )
    post(notices.receipts(submission, at=at), at=at)
    return submission


@transaction.atomic
def withdraw_application(application: Application, *, reason: str = "", by: User, at: datetime) -> Application:
    """Withdraw the application, before or after it was sent in; until the decision. It stays readable.

    Who: the coordinator of any party. From draft or submitted to withdrawn. A repeat changes nothing. Tells everybody
    in each organisation, and the programme's officers when it had been sent in.
    """
    require(can_withdraw_application(by, application), _("Only the coordinators of the parties withdraw it."))
    application.refresh_from_db(fields=["state", "settled_at"])
    if application.state == State.WITHDRAWN:
        return application
    refuse_if(problems_before_withdrawing(application, at=at))
    move(application, State.WITHDRAWN, changed_at=at)
    record(gettext_noop("Application withdrawn"), application, by=by, at=at, reason=reason)
    officers = _officers(application, at) if application.first_submitted_at else []
    post(notices.withdrawn(application, by=by, at=at, officers=officers), at=at)
    return application


@transaction.atomic
def return_application(
    application: Application, *, reason: str, due_at: datetime, by: User, at: datetime
) -> Application:
    """Ask the parties to complete a submitted application until `due_at`: from submitted to draft, with a reason.

    Who: programme officer, head. The version that was submitted is kept. Tells everybody in each organisation.
    """
    require(can_return_application(by, application))
    if not reason.strip():
        raise Refused([Problem(_("Say what is to be completed, so that the parties know what to do."), "reason")])
    refuse_if(problems_before_returning(application, due_at=due_at, at=at))
    move(application, State.DRAFT, completion_due_at=due_at, changed_at=at)
    record(gettext_noop("Completion asked for"), application, by=by, at=at, reason=reason, due_at=due_at)
    post(notices.returned(application, reason, at=at), at=at)
    return application


@transaction.atomic
def settle_application(application: Application, *, by: User, at: datetime) -> Application:
    """Note that the decision is announced: from now on it can be neither withdrawn nor returned.

    Called by the stage that announces, which has asked for the permission. Tells nobody.
    """
    if not application.settled_at:
        application.settled_at = application.changed_at = at
        application.save(update_fields=["settled_at", "changed_at"])
        record(gettext_noop("Application settled"), application, by=by, at=at)
    return application


def _officers(application: Application, at: datetime) -> list[User]:
    roles = Role.objects.held_on(today(at)).filter(programme=application.call.programme_id, kind=Role.Kind.OFFICER)
    return [role.user for role in roles.select_related("user") if role.user.is_active]
