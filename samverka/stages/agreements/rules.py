"""When an agreement may be drafted, sent out, called back and signed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State as DecisionState


def problems_before_drafting(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return why no agreement can be drafted from `decision`; empty when it can."""
    if decision.state != DecisionState.ANNOUNCED:
        return [Problem(_("The decision has not been announced. The agreement follows after that."))]
    if not decision.is_grant:
        return [Problem(_("No grant was decided, so there is nothing to agree on."))]
    if not decision.report_dates.exists():
        return [Problem(_("The decision names no day for a report. An agreement cannot do without."))]
    return []


def problems_with_lines(amounts: list[int], granted: int) -> list[Problem]:
    """Return what is wrong when the approved lines do not add up to the grant."""
    if sum(amounts) == granted:
        return []
    return [
        Problem(_("The approved budget lines do not add up to the grant. Correct the budget of the decision first."))
    ]


def problems_before_redrafting(agreement: Agreement, *, at: datetime) -> list[Problem]:
    """Return why the agreement cannot be written anew."""
    if agreement.state == State.DRAFT:
        return []
    return [Problem(_("The agreement has been sent out. Call it back first; signatures under it will then not count."))]


def problems_before_offering(agreement: Agreement, *, at: datetime) -> list[Problem]:
    """Return why the agreement cannot be sent out for signature."""
    if agreement.state != State.DRAFT:
        return [Problem(_("The agreement has already been sent out."))]
    return []


def problems_before_recalling(agreement: Agreement, *, at: datetime) -> list[Problem]:
    """Return why the agreement cannot be called back."""
    if agreement.state == State.SIGNED:
        return [Problem(_("Everybody has signed: the agreement is in force and can no longer be called back."))]
    if agreement.state == State.DRAFT:
        return [Problem(_("The agreement has not been sent out."))]
    return []


def problems_before_signing(agreement: Agreement, *, at: datetime) -> list[Problem]:
    """Return why nobody can sign now."""
    if agreement.state == State.DRAFT:
        return [Problem(_("The office is changing the agreement. You will get a letter when it can be signed."))]
    return []


def problems_with_text_seen(agreement: Agreement, content_hash: str) -> list[Problem]:
    """Return why a person who read a text with `content_hash` cannot sign the one in force now."""
    if content_hash in ("", agreement.content_hash):
        return []
    return [Problem(_("The text has changed since you opened the page. Read it again before you sign."))]
