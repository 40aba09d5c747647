"""The file of a publication, as readers download it."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from samverka.faces.website.freshness import mark_cacheable
from samverka.ground.documents.rules import media_type_of
from samverka.newsroom.models import Publication
from samverka.ui.pages import PUBLIC, Page


class PublicationFile(Page):
    """The file, as long as the publication is public; a download, so that nothing in it runs as ours."""

    allowed = PUBLIC
    records = Publication.objects
    by = {"slug": "slug"}

    def get_records(self) -> Any:
        return Publication.objects.written_in(get_language() or "en")

    def get(self, request: HttpRequest, slug: str) -> FileResponse | HttpResponse:
        file = self.record.file
        if not file or not file.storage.exists(file.name):
            raise Http404
        name = f"{slug}{PurePath(file.name).suffix.lower()}"
        answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=media_type_of(name))
        answer["X-Content-Type-Options"] = "nosniff"
        mark_cacheable(answer)
        return answer
