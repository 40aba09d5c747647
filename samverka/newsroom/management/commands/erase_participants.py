"""Erase who registered for events, once it is no longer needed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.registering import erase_participants


class Command(BaseCommand):
    """Erases names and addresses as many days after an event as the event says."""

    help = "Erase the participants of events that were over long enough ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, and say how many there were."""
        erased = erase_participants(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{erased} participants erased.")
