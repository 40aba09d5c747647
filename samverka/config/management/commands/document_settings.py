"""Print the table of settings, from the list that the settings are read from."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from samverka.config.env import SETTINGS


class Command(BaseCommand):
    """Prints the table that stands in `docs/operations.md`."""

    requires_system_checks: list[str] = []
    help = "Print every setting of the environment as a Markdown table."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, in the order in which the settings are read."""
        self.stdout.write("| Variable | Type | Default | Meaning |\n| --- | --- | --- | --- |")
        for setting in SETTINGS:
            self.stdout.write(f"| `{setting.name}` | {setting.kind} | {shown(setting.default)} | {setting.sentence} |")


def shown(default: Any) -> str:
    """Return the default as it is written in the environment, without the place of this checkout."""
    text = ",".join(default) if isinstance(default, list) else str(default)
    text = text.replace(str(settings.PACKAGE.parent), ".")
    return f"`{text}`" if text else "empty"
