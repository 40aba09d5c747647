"""The small pictures on the pages for editors; the door stands before them as before those pages."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from samverka.newsroom.models import Thumbnail


def thumbnail(request: HttpRequest, name: str) -> FileResponse:
    """Send one that is known by this name, and nothing else that may lie there."""
    return FileResponse(get_object_or_404(Thumbnail, file=name).file.open("rb"))
