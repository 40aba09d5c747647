"""Decisions, made by the real actions."""

from samverka.stages.decisions.actions import announce_decision, check_decision, prepare_decision
from samverka.stages.decisions.rules import Proposal, usual_report_days
from tests.factories import assessments
from tests.factories.remembered import remembered


def grant_of(application, amount=300_000_00, **facts):
    """Return the proposal to grant `amount`, with a condition and the usual days for reports."""
    wanted = {
        "reasons_sv": "Ansökan är väl förankrad hos båda parter.",
        "reasons_en": "The application is well anchored on both sides.",
        "conditions_sv": "Skicka in en jämställdhetsanalys före det första utbytet.",
        "conditions_en": "Send in a gender analysis before the first visit.",
        "report_due": usual_report_days(application),
    }
    return Proposal("approved", amount, **{**wanted, **facts})


def rejection(**facts):
    """Return the proposal to give no grant."""
    wanted = {
        "reasons_sv": "Parterna har inte visat hur resultaten består.",
        "reasons_en": "The parties have not shown how the results will last.",
    }
    return Proposal("rejected", **{**wanted, **facts})


@remembered
def prepared(cast, at, application=None, proposal=None, amount=300_000_00, **facts):
    """Return the decision that Sara prepared on a scored application: a grant, or what `proposal` says."""
    application = application or assessments.scored(cast, at, **facts)
    return prepare_decision(application, proposal or grant_of(application, amount), by=cast.sara, at=at)


@remembered
def checked(cast, at, application=None, proposal=None, amount=300_000_00, **facts):
    """Return a decision that Sara prepared and Peter checked."""
    decision = prepared(cast, at, application, proposal, amount, **facts)
    return check_decision(decision, by=cast.peter, at=at)


@remembered
def announced(cast, at, application=None, proposal=None, amount=300_000_00, **facts):
    """Return a decision that Helena announced to all parties."""
    decision = checked(cast, at, application, proposal, amount, **facts)
    return announce_decision(decision, by=cast.helena, at=at)


@remembered
def rejected(cast, at, application=None, **facts):
    """Return an announced decision without a grant."""
    return announced(cast, at, application, rejection(), **facts)
