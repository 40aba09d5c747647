"""Whether it is time: what stands in the way of signing, submitting, withdrawing and returning."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samverka.ground.common.refusals import Problem
from samverka.stages.applications.models import Application
from samverka.stages.applications.rules.completeness import problems_with_content
from samverka.stages.applications.rules.parties import problems_with_parties
from samverka.stages.applications.states import State
from samverka.stages.calls.rules import problems_before_applying
from samverka.stages.calls.states import State as CallState


def problems_before_signing(application: Application, *, at: datetime) -> list[Problem]:
    """Return what must be put right before anybody can sign: what is signed is complete and in time."""
    return [
        *_problems_with_state(application),
        *problems_with_window(application, at=at),
        *problems_with_parties(application.call, application.organisations),
        *problems_with_content(application),
    ]


def problems_before_submitting(application: Application, *, at: datetime) -> list[Problem]:
    """Return what is missing before the application can be sent in: the same, and the signatures of all parties."""
    return [*problems_before_signing(application, at=at), *_problems_with_signatures(application)]


def problems_before_withdrawing(application: Application, *, at: datetime) -> list[Problem]:
    """Return why the application cannot be withdrawn any more."""
    if application.settled_at:
        return [Problem(_("A decision has been made. Write to the office if you do not want the grant."))]
    if application.state == State.WITHDRAWN:
        return [Problem(_("The application has already been withdrawn."))]
    return []


def problems_before_returning(application: Application, *, due_at: datetime, at: datetime) -> list[Problem]:
    """Return why the office cannot ask for completion until `due_at`."""
    found = []
    if application.settled_at:
        found.append(Problem(_("A decision has been made. The application can no longer be returned.")))
    if application.state != State.SUBMITTED:
        found.append(Problem(_("The application is not with the office, so it cannot be returned.")))
    if due_at <= at:
        found.append(Problem(_("Choose a day that is still to come."), "due_on"))
    return found


def problems_with_window(application: Application, *, at: datetime) -> list[Problem]:
    """Return why the call does not take the application at `at`; one that was returned has a deadline of its own."""
    if not application.completion_due_at or application.call.state == CallState.CANCELLED:
        return problems_before_applying(application.call, at=at)
    if at > application.completion_due_at:
        due = date_format(
            localtime(application.completion_due_at, ZoneInfo(application.call.programme.time_zone)), "j F Y H:i"
        )
        sentence = _("The time for completing the application ended on %(moment)s. Write to the office.")
        return [Problem(sentence % {"moment": due})]
    return []


def _problems_with_state(application: Application) -> Iterator[Problem]:
    if application.state == State.SUBMITTED:
        yield Problem(_("The application has been sent in. It can no longer be changed or signed."))
    if application.state == State.WITHDRAWN:
        yield Problem(_("The application has been withdrawn."))


def _problems_with_signatures(application: Application) -> Iterator[Problem]:
    had_signed = {one.organisation_id for one in application.signatures.all()}
    for organisation in application.unsigned:
        if organisation.pk in had_signed:
            sentence = _("%(organisation)s must sign again: the application was changed after the signature.")
        else:
            sentence = _("The signature of %(organisation)s is missing.")
        yield Problem(sentence % {"organisation": organisation.name}, "signatures")
