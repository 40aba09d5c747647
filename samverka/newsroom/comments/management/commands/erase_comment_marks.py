"""Erase what house-keeping has to erase of comments."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.comments.actions import erase_unopened_accounts, forget_origins


class Command(BaseCommand):
    """Erases accounts that nobody opened, and from which network reports came, within a day."""

    help = "Erase accounts for comments that nobody has opened, and the marks of networks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase both, and say how many there were."""
        at = timezone.now()
        erased, forgotten = erase_unopened_accounts(at=at), forget_origins(at=at)
        if options["verbosity"]:
            self.stdout.write(f"{erased} unopened accounts erased, {forgotten} networks forgotten.")
