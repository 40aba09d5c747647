"""Lay out the newsroom: languages, the page of each, and what editors may do."""

from typing import Any

from django.core.management.base import BaseCommand

from samverka.newsroom.loading import lay_out


class Command(BaseCommand):
    """Makes what is missing. It can be run as often as one likes; the first editor who comes in runs it too."""

    help = "Lay out the newsroom for its editors."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        homes = lay_out()
        self.stdout.write(f"The newsroom is laid out in {', '.join(sorted(homes))}.")
