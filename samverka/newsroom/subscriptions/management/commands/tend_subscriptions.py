"""Look after the subscriptions: hand over and compose what is due, have it sent, erase what is old."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.subscriptions.actions import (
    compose_due_digests,
    erase_old_subscriptions,
    send_due_newsletters,
)
from samverka.newsroom.subscriptions.tasks import ask_for_sending


class Command(BaseCommand):
    """Hands over planned newsletters, composes digests, asks for the sending, and erases what is not needed."""

    help = "Hand over what is due, have issues sent, erase addresses that were not confirmed or have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all of it, and say how much there was."""
        at = timezone.now()
        planned, composed = send_due_newsletters(at=at), compose_due_digests(at=at)
        asked = ask_for_sending()
        erased = erase_old_subscriptions(at=at)
        if options["verbosity"]:
            made = f"{planned} planned newsletters handed over, {len(composed)} digests composed"
            self.stdout.write(f"{made}, {asked} to be sent, {erased} addresses erased.")
