"""The rows of a file, with what can be wrong in each before anything is looked up."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.ground.common.refusals import Problem, Refused
from samverka.stages.projects.importing import values

COLUMNS = (
    "id",
    "title",
    "swedish_partners",
    "international_partners",
    "country_iso2",
    "network",
    "kind",
    "project_area",
    "sdgs",
    "themes",
    "tags",
    "amount_sek",
    "start_year",
    "end_year",
    "decision_date",
    "source_url_or_file",
)
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,18}$")


@dataclass
class Row:
    """One case as the file has it. Empty means unknown. `problems` are reasons to refuse it."""

    number: int
    id: str
    title: str = ""
    home_partners: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    network: str = ""
    kind: str = ""
    areas: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    # Nothing where the file has no such column: then the tags that the office gave stay.
    tags: list[str] | None = None
    amount: int | None = None
    start_year: int | None = None
    end_year: int | None = None
    decided_text: str = ""
    source: str = ""
    problems: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """All rows of a file, and the columns that nobody reads."""

    rows: list[Row]
    unknown_columns: list[str]


def read_sheet(content: bytes) -> Sheet:
    """Return the rows of a CSV file. Raises `Refused` with one sentence when it is no such file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(_("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")) from error
    try:
        lines = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip() for name in lines.fieldnames or []]
        lines.fieldnames = header
        if "id" not in header:
            raise _refused(_("The first line must name the columns, separated by commas, and “id” must be among them."))
        if len(set(header)) != len(header):
            raise _refused(_("A column is named twice in the first line. Keep one of the two."))
        rows = [_row(cells, lines.line_num) for cells in lines if any(_texts(cells))]
    except csv.Error as error:
        raise _refused(
            _("The file cannot be read as CSV: a quotation mark is missing or stands in a wrong place.")
        ) from error
    _refuse_repeated(rows)
    return Sheet(rows, [name for name in header if name not in COLUMNS])


def _refused(sentence: str) -> Refused:
    return Refused([Problem(sentence)])


def _texts(cells: dict[str | None, str | list[str] | None]) -> Iterator[str]:
    for value in cells.values():
        yield from ([value] if isinstance(value, str) else value or [])


def _row(cells: dict[str, str], number: int) -> Row:
    """Return one row; a value that cannot be read is left empty and becomes a problem."""
    known = {name: values.known(cells.get(name) or "") for name in COLUMNS}
    row = Row(number=number, id=known["id"])
    if not _ID.match(row.id):
        row.problems.append(_("It needs an id of letters, digits, dots and hyphens, at most 19 of them."))
    if None in cells:
        row.problems.append(_("It has more cells than there are columns. Put texts with commas in quotation marks."))
    row.title = values.text(known["title"], 300, _("The title"), row.problems)
    row.source = values.text(known["source_url_or_file"], 300, _("The source"), row.problems)
    row.network = values.text(known["network"], 200, _("The network"), row.problems)
    row.kind = known["kind"]
    row.home_partners = values.several(known["swedish_partners"])
    row.partners = values.several(known["international_partners"])
    row.countries = values.several(known["country_iso2"])
    row.areas = values.several(known["project_area"])
    row.goals = values.several(known["sdgs"])
    row.topics = values.several(known["themes"])
    row.tags = values.several(known["tags"]) if "tags" in cells else None
    row.amount = values.amount(known["amount_sek"], row.problems)
    row.start_year = values.year(known["start_year"], row.problems)
    row.end_year = values.year(known["end_year"], row.problems)
    row.decided_text = values.partial_day(known["decision_date"], row.problems)
    if row.start_year and row.end_year and row.end_year < row.start_year:
        row.problems.append(_("It ends before it starts."))
    return row


def _refuse_repeated(rows: list[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.id and row.id in first:
            row.problems.append(
                _("Its id stands in row %(row)s already. Give each case its own.") % {"row": first[row.id]}
            )
        first.setdefault(row.id, row.number)
