"""Running cases, made by the real actions."""

from samverka.stages.projects.actions import conclude_agreement
from samverka.stages.projects.actions import publish_case as publish
from samverka.stages.projects.models import Case
from tests.factories import agreements
from tests.factories.remembered import remembered


@remembered
def running_case(cast, at, agreement=None, **facts):
    """Return the case that runs since every party and the owner signed."""
    agreement = agreement or agreements.offered(cast, at, **facts)
    for person, organisation in agreements.signers(cast, agreement):
        conclude_agreement(agreement, organisation=organisation, by=person, at=at)
    return Case.objects.get(agreement=agreement)


@remembered
def public_case(cast, at, case=None, **facts):
    """Return a running case that the editor published."""
    return publish(case or running_case(cast, at, **facts), by=cast.maja, at=at)
