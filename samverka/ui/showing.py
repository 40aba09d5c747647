"""Tables and timelines as plain values, ready for their templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from samverka.ground.audit.models import Event


@dataclass
class Column:
    """A heading of a table; `kind` is empty, "number", "years" or "actions"."""

    label: Any
    kind: str = ""
    sort_url: str = ""
    sort: str = ""


@dataclass
class Cell:
    """What stands under a heading; its label is repeated beside it on a narrow screen."""

    value: Any
    url: str = ""
    label: Any = ""
    kind: str = ""


@dataclass
class Row:
    """One line of a table."""

    cells: list[Cell]
    tone: str = ""


def cell(value: Any, url: str = "") -> Cell:
    """Return a cell; the table gives it the label and kind of its column."""
    return Cell(value, url)


@dataclass
class Table:
    """A table with a caption. `rows` are lists of cells, in the order of the columns."""

    caption: Any
    columns: list[Column]
    lines: Sequence[list[Cell]]
    foot: list[Cell] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Return the lines with each cell labelled by its column."""
        for line in (*self.lines, self.foot):
            for column, one in zip(self.columns, line, strict=False):
                one.label, one.kind = column.label, column.kind
        return [Row(line) for line in self.lines]


def timeline_of(*records: Model) -> list[dict[str, Any]]:
    """Return what was done to the records, newest first, for the timeline."""
    events: list[Event] = []
    for record in records:
        events.extend(Event.objects.about(record))
    events.sort(key=lambda event: (event.at, event.pk), reverse=True)
    return [
        {
            "at": event.at,
            "title": str(event),
            "who": event.by.name if event.by else "",
            "note": event.note,
        }
        for event in events
    ]
