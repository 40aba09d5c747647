"""The files for machines, and the list of cases that are not in them."""

from collections.abc import Callable
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any, ClassVar

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.opendata.activities import write_activities
from samverka.faces.opendata.grants import write_grants
from samverka.faces.opendata.organisation import write_organisation
from samverka.faces.opendata.publication import Publication, find_publication
from samverka.faces.opendata.tables import left_out, left_out_table
from samverka.ui.pages import PUBLIC, ListPage, Page

IN_MEMORY = 2_000_000  # bytes; a larger file is built on disk
FRESH = 300  # seconds for which a copy on the way may be used unasked


class MachineFile(Page):
    """A file for one programme: `?programme=slug`, or the programme that the public start page speaks for.

    It is built whole before the first byte leaves, so nobody gets half a file; a reader that has the file already is
    told so without building it.
    """

    allowed = PUBLIC
    content_type: ClassVar[str]
    write: ClassVar[Callable[[Publication, IO[bytes]], bool]]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        publication = find_publication(request.GET.get("programme", ""), self.at)
        if publication is None:
            return self.nothing(_("There is no such programme."))
        tag, changed = f'W/"{publication.fingerprint}"', int(publication.changed_at.timestamp())
        response = get_conditional_response(request, tag, changed) or self.built(publication)
        if response.status_code != HttpResponseNotFound.status_code:
            response["ETag"], response["Last-Modified"] = tag, http_date(changed)
            response["Cache-Control"] = f"public, max-age={FRESH}"
        return response

    def built(self, publication: Publication) -> HttpResponseBase:
        """Build the file, or say that there is nothing to put in it."""
        with ExitStack() as opened:
            file = opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
            if not type(self).write(publication, file):
                return self.nothing(_("Nothing of this programme can be published in this format yet."))
            size = file.tell()
            file.seek(0)
            response: HttpResponseBase
            if size <= IN_MEMORY:
                response = HttpResponse(file.read(), content_type=self.content_type)
            else:
                response = FileResponse(file, content_type=self.content_type)
                # From here on the answer closes the file, when the last byte has left.
                opened.pop_all()
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def nothing(self, sentence: str) -> HttpResponse:
        """Answer in plain words: an empty file would break the rules of its standard."""
        where = settings.SITE_ADDRESS + reverse("opendata:left-out")
        return HttpResponseNotFound(f"{sentence}\n{where}\n", content_type="text/plain; charset=utf-8")


class Activities(MachineFile):
    """The programme and its cases in IATI 2.03."""

    content_type = "application/xml"
    write = write_activities


class OrganisationFile(MachineFile):
    """The programme owner in IATI 2.03."""

    content_type = "application/xml"
    write = write_organisation


class Grants(MachineFile):
    """The grants in 360Giving 1.4."""

    content_type = "application/json"
    write = write_grants


class LeftOut(ListPage):
    """The public cases that a file leaves out, with the reasons: facts that are missing, to be put right or lived with.

    The address has no language, as those of the files have none; `?language=sv` asks for one.
    """

    allowed = PUBLIC
    template_name = "opendata/left_out.html"
    heading = gettext_lazy("Cases left out of the open data")
    lead = gettext_lazy(
        "Each standard demands certain facts. Where one of them is not known, the case is not in the file."
    )
    empty_text = gettext_lazy("Every public case is in both files.")

    def get(self, request: HttpRequest) -> HttpResponse:
        language = request.GET.get("language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
        self.publication = find_publication(request.GET.get("programme", ""), self.at)
        if self.publication is None:
            raise Http404
        return super().get(request)

    def rows(self) -> Any:
        return left_out(self.publication) if self.publication else []

    def table(self, rows: Any) -> Any:
        return left_out_table(rows)

    def context(self) -> dict[str, Any]:
        own_names = {"sv": "Svenska", "en": "English"}
        asked = self.request.GET.copy()
        alternates = []
        for code, _name in settings.LANGUAGES:
            if code != translation.get_language():
                asked["language"] = code
                alternates.append((code, own_names[code], f"?{asked.urlencode()}"))
        programme = self.publication.programme if self.publication else None
        breadcrumbs = [(_("Open data"), reverse("website:opendata"))]
        return {**super().context(), "alternates": alternates, "programme": programme, "breadcrumbs": breadcrumbs}
