"""What the files of each kind of record hold: how its rows are read and written, and where its pages are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.faces.website.exports.columns import COLUMNS, Column, Words, record_of
from samverka.faces.website.exports.partnerships import PARTNERSHIP_COLUMNS, partnership_record, read_partnerships
from samverka.faces.website.exports.rows import Reading, read_rows
from samverka.stages.catalogue.actions import CASES, PARTNERSHIPS


@dataclass(frozen=True)
class Layout:
    """The files of one kind. `read` returns the rows of records (primary keys) as the public sees them."""

    # The kind of the edition: the name of the list in JSON, and of the addresses of the list and of its files.
    kind: str
    # The name of the address of one record.
    page_name: str
    title: Any
    grain: Any
    columns: list[Column]
    read: Callable[[list[int], Reading], list[Any]]
    record_of: Callable[[Any, Words], dict[str, Any]]


LAYOUTS: dict[str, Layout] = {
    CASES: Layout(
        CASES,
        "website:case",
        _("Cases"),
        _("One row is one case. Where a cell holds several values, they are divided by a semicolon."),
        COLUMNS,
        read_rows,
        record_of,
    ),
    PARTNERSHIPS: Layout(
        PARTNERSHIPS,
        "website:partnership",
        _("Partnerships"),
        _(
            "One row is one partnership, with what its public cases have together. Where a cell holds several values, "
            "they are divided by a semicolon."
        ),
        PARTNERSHIP_COLUMNS,
        read_partnerships,
        partnership_record,
    ),
}
