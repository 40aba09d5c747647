"""`manage.py import_partnerships FILE [--programme SLUG] [--dry-run]`: record cases known from public sources."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from samverka.ground.common.refusals import Refused
from samverka.ground.programme.models import Programme
from samverka.stages.projects.importing.applying import import_partnerships, refuse_plan


class Command(BaseCommand):
    help = "Prints line by line what a CSV file of cases would create, merge, change or refuse; applies all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="A CSV file in UTF-8.")
        parser.add_argument("--programme", metavar="SLUG", help="The programme that gets the cases.")
        parser.add_argument("--dry-run", action="store_true", help="Only print the plan; write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        file, is_dry_run = Path(options["file"]), options["dry_run"]
        programme = chosen_programme(options["programme"])
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            plan = import_partnerships(programme, content, dry_run=is_dry_run, by=None, at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in plan.lines:
            self.stdout.write(str(line))
        self.stdout.write(plan.summary)
        if is_dry_run:
            self.stdout.write("Dry run: nothing was written.")
            return
        try:
            refuse_plan(plan)
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def chosen_programme(slug: str | None) -> Programme:
    """Return the programme called `slug`, or the only one that is not a demonstration."""
    programmes = Programme.objects.select_related("home_country")
    possible = list(programmes.filter(slug=slug) if slug else programmes.filter(is_demonstration=False))
    if len(possible) == 1:
        return possible[0]
    slugs = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none"
    if slug:
        raise CommandError(f"There is no programme “{slug}”. There is: {slugs}.")
    raise CommandError(f"Say which programme gets the cases with --programme. There is: {slugs}.")
