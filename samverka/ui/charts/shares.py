"""Bars of one length, filled as far as something is known: for shares."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from samverka.ui.charts.marks import SERIES, Line, drawing, percent, rectangle, words

LETTERS, BAR, SPACE = 20, 12, 14


def shares(title: str, lines: Sequence[tuple[Line, Sequence[int]]], names: Sequence[str] = ("",)) -> SafeString:
    """Return a chart with a bar for each line and series: the mark's value as a part of the whole beside the line.

    What is missing is left empty. A whole of nothing is drawn as nothing known.
    """
    each = LETTERS + len(names) * (BAR + 4) + SPACE - 4
    parts = (part for at, (line, wholes) in enumerate(lines) for part in _line(line, wholes, at * each, names))
    return drawing(title, max(0, len(lines) * each - SPACE + 2), parts, "shares")


def _line(line: Line, wholes: Sequence[int], top: float, names: Sequence[str]) -> Iterator[SafeString]:
    yield words(0, top + 13, line.label)
    for at, (kind, mark, whole, name) in enumerate(zip(SERIES, line.marks, wholes, names, strict=False)):
        y = top + LETTERS + at * (BAR + 4)
        known = percent(mark.value, whole, 74)
        said = mark.said_of(line.label, name)
        yield rectangle(0, y, 74, BAR, "missing")
        if known:
            yield rectangle(0, y, known, BAR, kind, said)
        yield words(74, y + BAR - 1, mark.text, dx=8)
