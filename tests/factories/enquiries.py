"""Messages to the office, made by the real actions."""

from datetime import timedelta
from uuid import uuid4

from samverka.ground.guard.slips import Slip
from samverka.stages.enquiries.actions import answer_enquiry, send_enquiry
from tests.factories.remembered import remembered

FACTS = {
    "kind": "question",
    "language": "en",
    "subject": "Who may apply",
    "text": "May a region apply together with two municipalities?",
    "name": "Reader",
    "email": "reader@elsewhere.example",
    "origin": "",
}


def slip_at(at, seconds=10):
    """Return a slip that was handed out so many seconds ago."""
    return Slip("contact", uuid4(), at - timedelta(seconds=seconds))


def sent(cast, at, slip=None, proof=None, seconds=10, **facts):
    """Return the message of somebody whose browser solved the sum, unless another `proof` is given."""
    slip = slip or slip_at(at, seconds)
    proof = slip.solved() if proof is None else proof
    return send_enquiry(cast.programme, slip=slip, proof=proof, by=None, at=at, **{**FACTS, **facts})


@remembered
def answered(cast, at, **facts):
    """Return a message that the editor answered."""
    return answer_enquiry(sent(cast, at, **facts), answer="Yes, a region may.", by=cast.maja, at=at)
