"""Look after the subscriptions: compose what is due, have it sent, erase what is old."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.subscriptions.actions import compose_due_digests, erase_old_subscriptions
from samverka.newsroom.subscriptions.tasks import ask_for_sending


class Command(BaseCommand):
    """Composes the digests whose time has come, asks for the sending, and erases addresses that are not needed."""

    help = "Compose digests that are due, have issues sent, erase addresses that were not confirmed or have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all three, and say how much there was."""
        at = timezone.now()
        composed, asked = compose_due_digests(at=at), ask_for_sending()
        erased = erase_old_subscriptions(at=at)
        if options["verbosity"]:
            self.stdout.write(f"{len(composed)} digests composed, {asked} to be sent, {erased} addresses erased.")
