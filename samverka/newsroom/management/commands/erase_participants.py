"""Erase who registered for events, once it is no longer needed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.registering import erase_participants, forget_origins


class Command(BaseCommand):
    """Erases names and addresses as many days after an event as the event says, and networks within a day."""

    help = "Erase the participants of events that were over long enough ago, and the marks of networks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase both, and say how many there were."""
        at = timezone.now()
        erased, forgotten = erase_participants(at=at), forget_origins(at=at)
        if options["verbosity"]:
            self.stdout.write(f"{erased} participants erased, {forgotten} networks forgotten.")
