"""Upright columns side by side: for years."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from samverka.ui.charts.marks import SERIES, Line, drawing, percent, rectangle, words

# Pixels: the space above for the largest number, the columns, the years below.
ABOVE, TALL, BELOW = 24, 150, 26
# So many years can be named under their columns on a phone; of more, every other one is, and so on, and the first.
MOST_NAMES = 7
# A number of so many letters fits over any column.
SHORT = 4
# Per cent of the width that half a long number, and half a year, can need.
FAR, EDGE = 20, 5


def columns(title: str, lines: Sequence[Line], names: Sequence[str] = ("",)) -> SafeString:
    """Return a chart with one column for each line and series, in the order given, `names` being those of the series.

    Negative values hang below the zero line. The longest columns have their number above them; each has it as a title.
    """
    values = [mark.value for line in lines for mark in line.marks]
    if not values:
        return SafeString("")
    low, high = min(0, *values), max(0, *values)
    zero = ABOVE + percent(high, high - low, TALL)
    return drawing(title, ABOVE + TALL + BELOW, _parts(lines, names, (low, high), zero), "columns")


def _parts(lines: Sequence[Line], names: Sequence[str], ends: tuple[int, int], zero: float) -> Iterator[SafeString]:
    low, high = ends
    each = 100 / len(lines)
    wide = min(each * 0.72, 14) / len(names)
    step = -(-len(lines) // MOST_NAMES)
    for at, line in enumerate(lines):
        middle = round((at + 0.5) * each, 3)
        left = middle - wide * len(names) / 2
        for kind, name, mark, number in zip(SERIES, names, line.marks, range(len(names)), strict=False):
            tall = percent(abs(mark.value), high - low, TALL)
            x, y = round(left + number * wide, 3), zero if mark.value < 0 else round(zero - tall, 3)
            said = mark.said_of(line.label, name)
            if mark.value:
                yield rectangle(x, y, round(wide * 0.94, 3), max(tall, 0.5), kind, said)
        most = max(line.marks, key=lambda mark: mark.value)
        if most.value > 0 and (most.value == high or len(most.text) <= SHORT):
            x, side = (middle, "middle") if len(most.text) <= SHORT else _beside(middle, FAR)
            yield words(x, round(zero - percent(most.value, high - low, TALL) - 6, 3), most.text, side)
        if at == 0 or (at >= step and (len(lines) - 1 - at) % step == 0):
            x, side = _beside(middle, EDGE)
            yield words(x, ABOVE + TALL + 19, line.label, side)
    yield rectangle(0, round(zero, 3), 100, 1, "axis")


def _beside(middle: float, room: float) -> tuple[float, str]:
    """Return where a text stands over or under its column; nearer the edge than `room` it stays in the drawing."""
    if room <= middle <= 100 - room:
        return middle, "middle"
    return (100, "number") if middle > 50 else (0, "")
