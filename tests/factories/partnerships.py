"""People in the steering groups of partnerships, noted by the real actions."""

from samverka.stages.partnerships.actions import add_steering_member
from tests.factories.remembered import remembered


@remembered
def steering_member(cast, at, partnership, **facts):
    """Return a person in the steering group, noted by Sara; one who has agreed to be named, if `facts` say so."""
    known = {"organisation": cast.exempelby, "name": "Karin Påhittad", "role": "chair", "party": "X", **facts}
    return add_steering_member(partnership, by=cast.sara, at=at, **known)
