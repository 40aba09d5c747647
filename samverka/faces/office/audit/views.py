"""The record of changes: who did what to which record, to read and to take away."""

import csv
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.audit.forms import EventFilter
from samverka.faces.office.audit.tables import event_table, lines_of
from samverka.faces.office.frame import OfficePage
from samverka.ground.audit.models import Event
from samverka.ground.audit.permissions import can_see_events
from samverka.ground.common.bilingual import current_language
from samverka.ui.pages import ListPage

BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows that the file is UTF-8
ROWS_AT_ONCE = 500


class EventPage(OfficePage):
    """A page of the record of changes."""

    allowed = can_see_events

    def found(self) -> QuerySet[Event]:
        """Return the changes that the person asks for, newest first."""
        return EventFilter(self.request.GET).narrow(Event.objects.visible_to(self.request.user)).select_related("by")


class EventList(EventPage, ListPage):
    template_name = "office/audit/list.html"
    heading = _("Record of changes")
    lead = _("Written together with each change, and never altered.")
    empty_text = _("No change fits.")

    def rows(self) -> QuerySet[Event]:
        return self.found()

    def table(self, rows: Any) -> Any:
        return event_table(rows)

    def context(self) -> dict[str, Any]:
        asked = self.request.GET.copy()
        asked.pop("page", None)
        download = reverse("office:audit-download") + (f"?{asked.urlencode()}" if asked else "")
        return {**super().context(), "filters": EventFilter(self.request.GET or None), "download_url": download}


class _Echo:
    """Takes a line of the file and gives it back, so that it can be sent at once."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


class DownloadEvents(EventPage):
    """The same rows as the list, all of them, line by line: nothing is gathered in memory."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """Send the file."""
        writer = csv.writer(_Echo())
        events = self.found().iterator(chunk_size=ROWS_AT_ONCE)
        lines = (writer.writerow(line) for line in lines_of(events, current_language()))
        answer = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="changes-{self.at:%Y-%m-%d}.csv"'
        return answer


def _marked(lines: Any) -> Any:
    yield BYTE_ORDER_MARK
    yield from lines
