"""Remove the files of publications that nothing refers to any longer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.newsroom.files import remove_unused_files


class Command(BaseCommand):
    """Deletes what was replaced, or whose page is gone, once no version names it."""

    help = "Delete the files that no publication and no version of one names."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them, and say how many there were."""
        removed = remove_unused_files(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{removed} files removed.")
