"""Ask the worker for the files of each programme whose records have changed, so that they are there before a reader."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.faces.opendata.builds import ask_for, name_of, newest_build
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.tasks import build_files
from samverka.ground.programme.models import Programme
from samverka.stages.projects.models import Case


class Command(BaseCommand):
    """Looks at each programme that has a public case. Part of what `tick` does each minute."""

    help = "Ask the worker to build the open data of each programme whose public records have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for each build that is not there."""
        at = timezone.now()
        shown = Programme.objects.filter(pk__in=Case.objects.public(at).order_by().values("programme"))
        for programme in shown.select_related("owner", "home_country"):
            publication = Publication(programme, at)
            build = newest_build(publication)
            if build is None or build.folder.name != name_of(publication):
                ask_for(publication, build_files.enqueue)
