"""The files for machines, and the list of cases that are not in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.opendata.builds import Build, build_for_reader
from samverka.faces.opendata.publication import find_publication
from samverka.faces.opendata.tables import Absence, left_out_table
from samverka.faces.opendata.tasks import build_files
from samverka.ground.common.bilingual import current_language
from samverka.stages.projects.models import Case
from samverka.ui.pages import PUBLIC, ListPage, Page

FRESH = 30  # seconds for which a copy on the way may be used unasked
SECONDS_TO_WAIT = 60
IN_MEMORY = 2_000_000  # bytes; a larger file leaves in pieces


class MachineFile(Page):
    """A file for one programme: `?programme=slug`, or the programme that the public start page speaks for.

    It is sent from the build on disk, so it costs the same however long it is, and nobody gets half a file.
    """

    allowed = PUBLIC
    content_type: ClassVar[str]
    name: ClassVar[str]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        publication = find_publication(request.GET.get("programme", ""), self.at)
        if publication is None:
            return nothing(_("There is no such programme."))
        build = build_for_reader(publication, build_files.enqueue)
        if build is None:
            return later()
        response = get_conditional_response(request, build.tag, int(build.changed_at.timestamp()))
        return self.marked(response or self.sent(request, build), build)

    def sent(self, request: HttpRequest, build: Build) -> HttpResponseBase:
        """Send the file as it lies there, packed for those who can unpack it."""
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        file = build.file(self.name, is_packed=is_packed)
        if file is None:
            return nothing(_("Nothing of this programme can be published in this format yet."))
        response: HttpResponseBase
        if file.stat().st_size <= IN_MEMORY:
            response = HttpResponse(file.read_bytes(), content_type=self.content_type)
        else:
            response = FileResponse(file.open("rb"), content_type=self.content_type)
            # Its name on disk has an ending that is not the reader's.
            del response.headers["Content-Disposition"]
        response.headers["Access-Control-Allow-Origin"] = "*"
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def marked(self, response: HttpResponseBase, build: Build) -> HttpResponseBase:
        """Say how a reader can tell whether it has this very file, and for how long nobody needs to ask."""
        if response.status_code != HttpResponseNotFound.status_code:
            response.headers["ETag"] = build.tag
            response.headers["Last-Modified"] = http_date(int(build.changed_at.timestamp()))
            response.headers["Cache-Control"] = f"public, max-age={FRESH}"
        return response


def nothing(sentence: str) -> HttpResponse:
    """Answer in plain words: an empty file would break the rules of its standard."""
    where = settings.SITE_ADDRESS + reverse("opendata:left-out")
    return HttpResponseNotFound(f"{sentence}\n{where}\n", content_type="text/plain; charset=utf-8")


def later() -> HttpResponse:
    """Answer that the files are being built."""
    sentence = _("The files of this programme are being built. They will be here in a few minutes.")
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    response.headers["Cache-Control"] = "no-store"
    return response


class Activities(MachineFile):
    """The programme and its cases in IATI 2.03."""

    content_type = "application/xml"
    name = "iati-activities.xml"


class OrganisationFile(MachineFile):
    """The programme owner in IATI 2.03."""

    content_type = "application/xml"
    name = "iati-organisation.xml"


class Grants(MachineFile):
    """The grants in 360Giving 1.4."""

    content_type = "application/json"
    name = "360giving.json"


class Absences(Sequence[Any]):
    """The cases that a build leaves out, with their reasons; only those that are looked at are read."""

    def __init__(self, build: Build, at: datetime) -> None:
        self.build, self.at = build, at

    def __len__(self) -> int:
        return int(self.build.facts["left_out"])

    def __getitem__(self, part: Any) -> Any:
        """Return those of a slice that are still public."""
        kept = self.build.left_out(part.start, part.stop)
        cases = Case.objects.public(self.at).select_related("case_type").in_bulk([one["case"] for one in kept])
        language = current_language()
        return [
            Absence(cases[one["case"]], *(one.get(file, {}).get(language, "") for file in ("iati", "360giving")))
            for one in kept
            if one["case"] in cases
        ]


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
        self.build = build_for_reader(self.publication, build_files.enqueue)
        return super().get(request) if self.build else later()

    def rows(self) -> Any:
        return Absences(self.build, self.at) if self.build else []

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
