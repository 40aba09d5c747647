"""A few messages to the office of the demonstration, from people who do not exist: some wait, one is answered."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from samverka.ground.guard.slips import Slip
from samverka.stages.enquiries.actions import answer_enquiry, send_enquiry, take_enquiry
from samverka.stages.enquiries.models import Enquiry

MINUTES_TO_WRITE = timedelta(minutes=4)


def write_to_the_office(cast: SimpleNamespace, at: datetime) -> None:
    """Send the messages, the oldest first, as visitors do: with the sum solved, but for one without scripts."""
    answered = a_message(
        cast,
        at - timedelta(days=6),
        kind="question",
        subject="Får en region söka?",
        text="Hej! Kan en region vara den som söker, tillsammans med en kommun som partner?\n\nHälsningar\nUno Påhitt",
        name="Uno Påhitt",
        email="uno.pahitt@exempel.example",
    )
    answer_enquiry(
        answered,
        answer="Hej Uno! Ja, det framgår av utlysningen vilka slags organisationer som får söka. Läs gärna där först.",
        by=cast.maja,
        at=at - timedelta(days=4),
    )
    taken = a_message(
        cast,
        at - timedelta(days=3),
        kind="press",
        subject="Interview about the open call",
        text="Hello, I write for the Exampleton Gazette, which does not exist. Whom may I call about the open call?",
        name="Inka Invented",
        email="newsdesk@gazette.example",
        language="en",
    )
    take_enquiry(taken, by=cast.sara, at=at - timedelta(days=2))
    a_message(
        cast,
        at - timedelta(days=1),
        kind="accessibility",
        subject="Kartan och min skärmläsare",
        text="Jag hittar inte listan som ska finnas bredvid kartan. Var på sidan börjar den?",
        name="",
        email="",
    )
    a_message(
        cast,
        at - timedelta(hours=20),
        is_proven=False,
        kind="question",
        subject="Where is the form for a report?",
        text="My browser runs no scripts. Where do I find the form for a yearly report?",
        name="Nora Noscript",
        email="nora@exampleton.example",
        language="en",
    )
    a_message(
        cast,
        at - timedelta(hours=3),
        kind="website",
        subject="Best made-up offers",
        text="Buy at http://one.example http://two.example http://three.example http://four.example",
        name="An Invented Shop",
        email="sales@shop.example",
        language="en",
    )


def a_message(cast: SimpleNamespace, at: datetime, *, is_proven: bool = True, **facts: str) -> Enquiry:
    """Return a message that was written in a few minutes and sent at `at`."""
    slip = Slip("contact", uuid4(), at - MINUTES_TO_WRITE)
    proof = slip.solved() if is_proven else ""
    return send_enquiry(
        cast.programme, slip=slip, proof=proof, by=None, at=at, **{"language": "sv", "origin": "", **facts}
    )
