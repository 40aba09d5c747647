"""What differs between a case as a file wants it and the case that is there."""

from samverka.stages.projects.importing.plans import PlannedCase
from samverka.stages.projects.importing.values import CURRENCY
from samverka.stages.projects.models import Case


def changes_between(planned: PlannedCase, case: Case) -> list[str]:
    """Return the names of the facts in which the two differ; empty when the file says nothing new."""
    changed = [name for name, value in planned.fields.items() if getattr(case, name) != value]
    for name, terms in planned.terms.items():
        if {one.pk for one in terms} != {one.pk for one in getattr(case, name).all()}:
            changed.append(name)
    parties = [(getattr(party.organisation, "pk", None), party.is_home) for party in planned.parties]
    if parties != [(party.organisation_id, party.is_home) for party in case.parties.all()]:
        changed.append("parties")
    if planned.network != (case.network.name_en if case.network else ""):
        changed.append("network")
    wanted = [(planned.commitment, planned.amount, CURRENCY)] if planned.amount else []
    if wanted != [(one.kind, one.amount, one.currency) for one in case.commitments.all()]:
        changed.append("amount")
    return changed
