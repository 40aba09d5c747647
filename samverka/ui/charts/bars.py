"""Horizontal bars under their labels: for things that have names."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from samverka.ui.charts.marks import SERIES, Line, drawing, percent, rectangle, words

# Pixels: a line of letters, a bar, and the space to the next.
LETTERS, BAR, SPACE = 20, 12, 14
# Per cent of the width for the bars; the rest is for the numbers.
FOR_BARS = 68


def bars(title: str, lines: Sequence[Line], names: Sequence[str] = ("",)) -> SafeString:
    """Return a chart with one bar for each line and series, `names` being those of the series.

    Bars of negative values run to the left of the zero line. Nothing to draw returns nothing.
    """
    values = [mark.value for line in lines for mark in line.marks]
    if not values:
        return SafeString("")
    low, high = min(0, *values), max(0, *values)
    each = LETTERS + len(names) * (BAR + 4) + SPACE - 4
    parts = (part for at, line in enumerate(lines) for part in _line(line, at * each, names, (low, high)))
    return drawing(title, len(lines) * each - SPACE + 2, parts, "bars")


def _line(line: Line, top: float, names: Sequence[str], ends: tuple[int, int]) -> Iterator[SafeString]:
    low, high = ends
    zero = percent(-low, high - low, FOR_BARS)
    yield words(0, top + 13, line.label)
    for kind, name, mark, at in zip(SERIES, names, line.marks, range(len(names)), strict=False):
        y = top + LETTERS + at * (BAR + 4)
        long = percent(abs(mark.value), high - low, FOR_BARS)
        start = round(zero - long, 3) if mark.value < 0 else zero
        said = mark.said_of(line.label, name)
        if mark.value:
            yield rectangle(start, y, long, BAR, kind, said)
        yield words(max(zero, round(start + long, 3)), y + BAR - 1, mark.text, dx=6)
