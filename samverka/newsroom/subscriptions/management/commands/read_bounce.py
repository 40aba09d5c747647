"""Read one mail that came back, from standard input, as a mail server hands it over."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from samverka.newsroom.subscriptions.actions import note_bounce
from samverka.newsroom.subscriptions.bounces import LARGEST, returned_in


class Command(BaseCommand):
    """Notes that a mail came back; says so, or that the mail was none of those. It never fails for what is in it."""

    help = "Read a returned mail (RFC 3464) from standard input, and note which of ours it was."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address that it was returned to."""
        parser.add_argument("--recipient", default="", help="The address of return, where the mail server knows it.")

    def handle(self, *args: Any, recipient: str, **options: Any) -> None:
        """Read it. A mail server that is answered with an error would return the returned mail."""
        returned = returned_in(sys.stdin.buffer.read(LARGEST), recipient)
        if returned is None:
            self.stdout.write("Not a report about one of our mails: nothing was noted.")
            return
        noted = note_bounce(
            returned.delivery,
            is_for_good=returned.is_for_good,
            status=returned.status,
            diagnosis=returned.diagnosis,
            at=timezone.now(),
        )
        self.stdout.write(f"Noted: {returned.status}." if noted else "Known already, or erased: nothing was noted.")
