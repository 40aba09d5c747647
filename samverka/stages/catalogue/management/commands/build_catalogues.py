"""Build the catalogues that are missing or out of date, so that no visitor waits for them."""

from typing import Any

from django.core.management.base import BaseCommand

from samverka.stages.catalogue.actions import rebuild


class Command(BaseCommand):
    """Looks at both catalogues. Part of an upgrade, and of what `tick` does each minute."""

    help = "Build the catalogues of cases and partnerships, unless they are as the records are now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the worker does when it is asked."""
        rebuild.func()
