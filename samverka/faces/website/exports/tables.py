"""The rows as CSV and as JSON: each function yields the bytes of a file piece by piece, one piece a batch."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from samverka.faces.website.exports.about import About
from samverka.faces.website.exports.columns import Value, Words, stamp
from samverka.faces.website.exports.layouts import Layout

Batches = Iterable[list[Any]]

# A spreadsheet takes a cell that begins so for a formula (OWASP, “CSV Injection”).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# By it spreadsheets know that the letters are UTF-8.
_MARK = "\N{BYTE ORDER MARK}"


def as_csv(layout: Layout, about: About, batches: Batches, words: Words, *, has_header: bool = True) -> Iterator[bytes]:
    """Yield comma-separated values in UTF-8. The header is eight lines that begin with `# `, then the column names."""
    piece = io.StringIO()
    writer = csv.writer(piece)
    piece.write(_MARK)
    if has_header:
        writer.writerows([f"# {label}: {value}"] for label, value in about.facts())
    writer.writerow(column.name for column in layout.columns)
    values = [column.value for column in layout.columns]
    for rows in batches:
        writer.writerows([_safe(value(row, words)) for value in values] for row in rows)
        yield _taken(piece)
    yield _taken(piece)


def _taken(piece: io.StringIO) -> bytes:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text.encode()


def _safe(value: Value) -> Value:
    """Return a text so that no spreadsheet takes it for a formula; numbers and days are what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_json(layout: Layout, about: About, batches: Batches, words: Words) -> Iterator[bytes]:
    """Yield `{"meta": …, "cases": […]}`, a record on each line; the list is named by the kind of record."""
    piece = io.StringIO()
    meta = {
        "title": about.title,
        "view": about.view,
        "made_at": stamp(about.made_at),
        "made_at_local": about.made_here,
        "page": about.page,
        "file": about.file,
        "licence": list(about.licences),
        "publisher": list(about.publishers),
        "grain": about.grain,
        "columns": about.columns,
    }
    before = f'{{"meta": {_text(meta)},\n"{layout.kind}": [\n'
    for rows in batches:
        for row in rows:
            piece.write(before)
            piece.write(_text(layout.record_of(row, words)))
            before = ",\n"
        yield _taken(piece)
    piece.write("\n]}\n" if before == ",\n" else f"{before}]}}\n")
    yield _taken(piece)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
