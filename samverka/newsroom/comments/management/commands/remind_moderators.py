"""Tell those who look after comments that some wait."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.comments.actions import remind_moderators


class Command(BaseCommand):
    """Writes to each of them at most once a day."""

    help = "Write to those who look after comments that some wait: at most one letter a day to each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say to how many."""
        told = remind_moderators(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{told} letters about waiting comments.")
