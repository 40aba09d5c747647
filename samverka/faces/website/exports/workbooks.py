"""The rows as an Excel workbook that is on its way before its last row is read.

A workbook is a ZIP file of a few XML parts (ECMA-376). The libraries that write one hold the first byte back until
the last row stands, and take ten times as long; see docs/decisions/0002-files-of-a-view.md.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from samverka.faces.website.exports.about import About
from samverka.faces.website.exports.columns import Value, Words
from samverka.faces.website.exports.layouts import Layout
from samverka.faces.website.exports.tables import Batches

MOST_ROWS = 1_048_575  # of a sheet, its heading left out
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
# Short texts come again and again: names, codes, days.
LONGEST_KEPT = 60
# Quick rather than small: a tenth larger than the best, in a third of the time.
COMPRESSION = 1
_FIRST_DAY = date(1899, 12, 30).toordinal()  # day 0 of the calendar that spreadsheets count by
_BOLD, _DAY = 1, 2  # places in cellXfs below

# Outside the Char production of XML 1.0; and what a spreadsheet would read as an escaped character.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    "<bookViews><workbookView/></bookViews><sheets>"
    '<sheet name="{kind}" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/>'
    "</sheets></workbook>",
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class _Sink:
    """A file that can only be written: what is in it leaves as soon as it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: what is left is taken after the end."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken


def as_workbook(layout: Layout, about: About, batches: Batches, words: Words) -> Iterator[bytes]:
    """Yield a workbook of two sheets: “Cases” with the rows, and “About” with what the file says of itself."""
    columns = layout.columns
    sink, number = _Sink(), 1
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as book:
        for name, text in _PARTS.items():
            book.writestr(name, f"{_XML}{text}".replace("{kind}", layout.kind.capitalize()))
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_opening([column.width for column in columns], is_frozen=True))
            sheet.write(_row(1, [column.name for column in columns], _BOLD))
            yield sink.take()
            values = [column.value for column in columns]
            for rows in batches:
                fitting = rows[: MOST_ROWS + 1 - number]
                lines = [
                    _row(at, [value(row, words) for value in values]) for at, row in enumerate(fitting, number + 1)
                ]
                sheet.write(b"".join(lines))
                number += len(fitting)
                if piece := sink.take():  # The packer holds back what it has not packed yet.
                    yield piece
            sheet.write(b"</sheetData></worksheet>")
        book.writestr("xl/worksheets/sheet2.xml", _about(layout, about))
    yield sink.take()


def _about(layout: Layout, about: About) -> bytes:
    lines: list[list[Value]] = [[label, value] for label, value in about.facts()]
    lines.append([])
    lines.extend([column.name, str(column.about)] for column in layout.columns)
    rows = b"".join(_row(number, line) for number, line in enumerate(lines, 1))
    return b"".join([_opening([24, 100]), rows, b"</sheetData></worksheet>"])


def _opening(widths: list[int], *, is_frozen: bool = False) -> bytes:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if is_frozen else ""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, 1)
    )
    views = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_XML}<worksheet xmlns="{_MAIN}">{views}<cols>{columns}</cols><sheetData>'.encode()


def _letters(place: int) -> str:
    """Return the name of a column: A, B, …, Z, AA, AB."""
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


_LETTERS = [_letters(place) for place in range(MOST_COLUMNS)]


def _row(number: int, values: list[Value], style: int = 0) -> bytes:
    # Rows are ever as long as the columns or shorter, and what is empty has no cell.
    cells = [
        f'<c r="{letters}{number}"{_cell(value, style)}</c>'
        for letters, value in zip(_LETTERS, values, strict=False)
        if value != "" and value is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(value: str | int | Decimal | date, style: int) -> str:
    """Return a cell from behind its place to before its end."""
    if isinstance(value, str):
        return _text_cell(value, style) if len(value) <= LONGEST_KEPT else _made_text_cell(value, style)
    if isinstance(value, (int, Decimal)):
        return f"><v>{value}</v>"
    return f' s="{_DAY}"><v>{value.toordinal() - _FIRST_DAY}</v>'


def _made_text_cell(value: str, style: int) -> str:
    text = escape(_ESCAPED.sub("_x005F_", _FORBIDDEN.sub("", value)[:LONGEST_CELL]))
    styled = f' s="{style}"' if style else ""
    # Readers drop the space around a text unless they are told that it belongs to it.
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f'{styled} t="inlineStr"><is><t{space}>{text}</t></is>'


_text_cell = lru_cache(maxsize=5_000)(_made_text_cell)
