"""Erase what readers wrote when they reported errors, once it is no longer needed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.stages.corrections.actions import erase_settled_reports, forget_origins


class Command(BaseCommand):
    """Erases texts and addresses twelve months after the answer, and the mark of a network within a day."""

    help = "Erase error reports settled twelve months ago, and from which network the newest came."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase both, and say how many there were."""
        at = timezone.now()
        erased, forgotten = erase_settled_reports(at=at), forget_origins(at=at)
        if options["verbosity"]:
            self.stdout.write(f"{erased} error reports erased, {forgotten} networks forgotten.")
