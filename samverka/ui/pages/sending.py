"""Pages that send a private file: found and allowed as any other page, then handed over as a download."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase

from samverka.ground.documents.models import Document
from samverka.ui.pages.showing import Page


class FilePage(Page):
    """The file of a record. It is always a download, so that nothing in it runs in the browser as ours."""

    def get_document(self) -> Document:
        """Return the file to send."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file under the name it was given."""
        document = self.get_document()
        answer = FileResponse(
            document.file.open("rb"), as_attachment=True, filename=document.name, content_type=document.media_type
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer
