"""Drop the copies of pages when something on them is no longer public, so that none of it comes back in need."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.faces.website.freshness import freshness
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.ui import copies


class Command(BaseCommand):
    """Compares what is public with what was at the last round. Part of what `tick` does each minute."""

    help = "Drop the copies of public pages when a case, an organisation, a partnership or a call is hidden."

    def handle(self, *args: Any, **options: Any) -> None:
        """Drop all copies where anything public has gone or has lost its place, and note what is public now."""
        copies.folder().mkdir(parents=True, exist_ok=True)
        noted = copies.folder() / "public"
        before = noted.read_text(encoding="utf-8").split("\n") if noted.exists() else [""]
        stamp = stamp_of_now()
        if before[0] == stamp:
            return
        public = public_records()
        if set(before[1:]) - public:
            copies.forget_all()
        write_whole(noted, "\n".join([stamp, *sorted(public)]))


def stamp_of_now() -> str:
    """Return a text that differs when anything may have been hidden."""
    counts = [one.objects.public().count() for one in (Organisation, Partnership, Call)]
    return f"{freshness(timezone.now()).stamp} {counts}"


def public_records() -> set[str]:
    """Return a name for each public record; that of a case differs when its place is hidden."""
    public = {f"case {number} {shown}" for number, shown in Case.objects.public().values_list("pk", "shown").iterator()}
    for model in (Organisation, Partnership, Call):
        public |= {
            f"{model._meta.model_name} {number}" for number in model.objects.public().values_list("pk", flat=True)
        }
    return public


def write_whole(file: Path, text: str) -> None:
    """Write the file so that nobody reads half of it."""
    partial = file.with_suffix(".new")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)
