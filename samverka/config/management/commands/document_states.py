"""Print the states of every stage as a page, from the tables that the code itself uses."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    """Prints `docs/states.md`."""

    requires_system_checks: list[str] = []
    help = "Print the states and moves of every stage as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page, in English."""
        with translation.override("en"):
            self.stdout.write("\n".join(page()))


def page() -> list[str]:
    """Return the lines of the page: a table for each stage that has states, in the order of the programme."""
    about = "Printed from the tables in the code by `make docs`; do not edit. Later stages come last."
    lines = ["# States", "", about, ""]
    apps = [f"stages.{stage}" for stage in reversed(settings.STAGES)] + [f"newsroom.{one}" for one in settings.NEWSROOM]
    for app in apps:
        package = import_module(f"samverka.{app}")
        if module_has_submodule(package, "states"):
            lines += [
                f"## {app.rpartition('.')[2].capitalize()}",
                "",
                *table(import_module(f"{package.__name__}.states")),
                "",
            ]
    return lines[:-1]


def table(states: Any) -> list[str]:
    """Return one row for each state: its names, what comes next, and where it may move."""
    heads = "| State | The office says | The applicant reads | What comes next | May become |"
    lines = [heads, "| --- | --- | --- | --- | --- |"]
    for state in states.State:
        moves = sorted(states.MOVES.get(state, set()), key=list(states.State).index)
        cells = [f"`{state.value}`", state.label, states.FOR_APPLICANT[state], states.NEXT[state]]
        lines.append("| " + " | ".join([*map(str, cells), ", ".join(f"`{to.value}`" for to in moves) or "–"]) + " |")
    return lines
