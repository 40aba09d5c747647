"""How changes are shown, on the page and in the file."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.audit.kinds import name_of_kind
from samverka.ground.audit.models import Event
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import moment_tag

# The pages that find their record by its number.
PAGES = {"accounts.user": "office:person", "programme.ruleset": "office:rule-set"}
FIELDS = ["at", "by", "by_email", "what", "kind", "id", "record", "details"]


def event_table(events: Iterable[Event]) -> Table:
    """Return the table of changes."""
    columns = [Column(_("What")), Column(_("Record")), Column(_("Who")), Column(_("When")), Column(_("Note"))]
    rows = []
    for event in events:
        page = PAGES.get(event.subject_kind)
        url = reverse(page, args=[event.subject_id]) if page else ""
        rows.append(
            [
                cell(str(event)),
                cell(f"{name_of_kind(event.subject_kind)}: {event.subject_text}", url=url),
                cell(event.by.name if event.by else _("the system")),
                cell(moment_tag(event.at)),
                cell(event.note),
            ]
        )
    return Table(_("Record of changes"), columns, rows)


def lines_of(events: Iterable[Event], language: str) -> Iterator[list[str]]:
    """Yield the lines of the file: the names of the fields, then each change, in the language of the reader."""
    yield FIELDS
    for event in events:
        with translation.override(language):
            what, kind = str(event), name_of_kind(event.subject_kind)
        who = [event.by.name, event.by.email] if event.by else ["", ""]
        details = json.dumps(event.details, ensure_ascii=False) if event.details else ""
        at = event.at.astimezone(UTC).isoformat(timespec="seconds")
        yield [_plain(one) for one in (at, *who, what, kind, event.subject_id, event.subject_text, details)]


def _plain(text: Any) -> str:
    """Return the text so that a spreadsheet takes it for text, never for a formula."""
    written = str(text)
    return f"'{written}" if written[:1] in ("=", "+", "-", "@", "\t", "\r") else written
