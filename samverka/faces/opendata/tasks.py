"""Work for the worker: building the files of a programme."""

from django.utils import timezone
from django_tasks import task

from samverka.faces.opendata.builds import make_build
from samverka.faces.opendata.publication import find_publication


@task()
def build_files(slug: str) -> None:
    """Build the files of a programme as its records are now; does nothing where that has been done."""
    publication = find_publication(slug, timezone.now())
    if publication:
        make_build(publication)
