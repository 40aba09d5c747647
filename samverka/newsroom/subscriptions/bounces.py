"""Reading mails that came back: which of ours it was, and whether it came back for good (RFC 3464).

Nothing is guessed from words. A mail counts as returned only if it says so in the form made for it, and if it names one
of ours by a mark that only we can make.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from samverka.newsroom.subscriptions.links import delivery_named

LARGEST = 1_000_000  # What a returned mail can reasonably be, in bytes; only the beginning of a longer one is read.
LONGEST_DIAGNOSIS = 300
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_STATUS = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}$")
NOT_OF_ADDRESSES = ("5.3.", "5.4.", "5.5.", "5.6.", "5.7.")
# Codes of a mail server (RFC 5321, 7504) that are about the address; others can be about anything.
DEAD_CODES = {550: "5.1.1", 551: "5.1.6", 553: "5.1.3", 521: "5.1.10", 556: "5.1.10"}
# Where the address stands to which a mail was returned: each mail server has its own.
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back: the number of its delivery, and what was said of it."""

    delivery: int
    is_for_good: bool
    status: str
    diagnosis: str


def returned_in(raw: bytes, recipient: str = "") -> Returned | None:
    """Return what a mail says of one of ours; nothing where it is no report of a delivery, or of none of ours.

    `recipient` is the address that it was returned to, where the mail server tells.
    """
    mail = BytesParser(policy=policy.default).parsebytes(raw[:LARGEST])
    facts = next(_reported(mail), None)
    delivery = next(filter(None, map(delivery_named, _names(mail, recipient))), None)
    if facts is None or delivery is None:
        return None
    action, status, diagnosis = facts
    is_for_good = action == "failed" and is_dead(status)
    return Returned(delivery, is_for_good, status, without_addresses(diagnosis))


def is_dead(status: str) -> bool:
    """Tell whether a status (RFC 3463) says that nobody gets mail at the address, now or later.

    A full mailbox, a mail that is too large and one that somebody's rules do not let in say nothing of the kind.
    """
    return status.startswith("5.") and status != "5.2.2" and not status.startswith(NOT_OF_ADDRESSES)


def status_in(code: int, said: str) -> str:
    """Return the status that a mail server answered with; where it gave only its code, what that code stands for."""
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", said)
    return found[1] if found else DEAD_CODES.get(code, f"{code // 100}.0.0" if code < 500 else "5.7.0")


def without_addresses(text: str) -> str:
    """Return what a server said without the addresses in it, in one line."""
    return _ADDRESS.sub("…", " ".join(text.split()))[:LONGEST_DIAGNOSIS]


def _reported(mail: EmailMessage | Message) -> Iterator[tuple[str, str, str]]:
    """Yield (action, status, diagnosis) of each recipient that a report of failure or delay speaks of."""
    for part in _parts(mail):
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload() if isinstance(part.get_payload(), list) else ():
            action, status = _said(block, "Action").lower(), _said(block, "Status").partition(" ")[0]
            if action in ("failed", "delayed") and _STATUS.match(status):
                yield action, status, _said(block, "Diagnostic-Code").partition(";")[2]


def _names(mail: EmailMessage | Message, recipient: str) -> Iterator[str]:
    """Yield all that could be the name of one of our mails: in the address of return, and in the mail that is in it."""
    to = [recipient, *(_said(mail, name) for name in _TO)]
    for _name, address in getaddresses([one for one in to if one]):
        yield address.rpartition("@")[0].rpartition("+")[2].lower()
    for part in _parts(mail):
        inner: Any = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
            yield _name_in(_said(inner[0], "Message-ID"))
        elif part.get_content_type() == "text/rfc822-headers" and isinstance(inner, str):
            yield from (_name_in(found) for found in re.findall(r"(?im)^message-id:\s*(\S+)", inner))


def _name_in(message_id: str) -> str:
    return message_id.strip("<> \r\n").partition("@")[0]


def _parts(mail: EmailMessage | Message) -> Iterator[Any]:
    """Yield the parts of a report, not those of the mails that lie in it."""
    inner = mail.get_payload()
    # One whose parts cannot be told apart is a text, whatever it calls itself.
    if mail.get_content_type() == "multipart/report" and isinstance(inner, list):
        yield from inner


def _said(mail: Any, name: str) -> str:
    """Return what stands in a header; nothing where it cannot be read."""
    try:
        return str(mail.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # What the parser makes of headers that are nonsense.
        return ""
