"""Bands from column to column: for money on its way. Each band is as thick as its amount."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samverka.ui.charts.marks import HATCHED, PALE, drawing, rectangle, words

# Pixels: all bands together, the name above a post, the space below it, the heads of the columns.
TALL, LETTERS, SPACE, HEAD = 240, 19, 10, 28
# Per cent: how wide a post is. Letters: how long a line beside the first post may be.
POST, LINE = 1.6, 15


@dataclass(frozen=True)
class Way:
    """An amount above zero and the names of its stations, one for each column; a marked one is hatched."""

    stations: tuple[str, ...]
    amount: int
    is_marked: bool = False


Posts = dict[str, tuple[float, float]]


def flow(title: str, heads: Sequence[str], ways: Sequence[Way], write: Callable[[int], str]) -> SafeString:
    """Return a chart of the ways under the heads of their columns; `write` returns an amount as people write it.

    The posts of a column stand in the order of their amounts. No way returns nothing.
    """
    if not ways:
        return SafeString("")
    whole = sum(way.amount for way in ways)
    amounts = [_amounts(ways, column) for column in range(len(heads))]
    posts = [_posts(one, whole, LETTERS if column else 0) for column, one in enumerate(amounts)]
    height = round(max(top + tall for column in posts for top, tall in column.values()) + SPACE)
    parts = [format_html_join("", "{}", ((part,) for part in _bands(ways, posts, whole, height, write)))]
    last = len(heads) - 1
    for column, head in enumerate(heads):
        x, side = (0, "head") if not column else (100, "head number") if column == last else (50, "head middle")
        parts.append(words(x, 14, head, side))
        for name, (top, tall) in posts[column].items():
            left = (100 - POST) * column / last
            said = f"{name}: {write(amounts[column][name])}"
            parts.append(rectangle(round(left, 3), round(top, 2), POST, round(max(tall, 1), 2), "post", said))
            parts += _name(name, top, tall, column, x, side.removeprefix("head").strip())
    return drawing(title, height, parts, "flow")


def _amounts(ways: Sequence[Way], column: int) -> dict[str, int]:
    """Return the amounts by station, the largest first."""
    found: dict[str, int] = defaultdict(int)
    for way in ways:
        found[way.stations[column]] += way.amount
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _posts(amounts: dict[str, int], whole: int, letters: int) -> Posts:
    """Return (top, height) of each post in pixels."""
    posts: Posts = {}
    y = float(HEAD)
    for name, amount in amounts.items():
        tall = TALL * amount / whole
        posts[name] = (y + letters, tall)
        y += round(letters + max(tall, 1) + SPACE, 2)
    return posts


def _name(name: str, top: float, tall: float, column: int, x: float, side: str) -> Iterator[SafeString]:
    """Yield the name of a post: above it, or beside the first in lines of a few letters."""
    if column:
        yield words(x, round(top - 5, 2), name, side)
        return
    lines = wrap(name, LINE)
    first = top + tall / 2 - 8 * (len(lines) - 1) + 4
    for at, line in enumerate(lines):
        yield words(POST, round(first + 16 * at, 2), line, "", dx=8)


def _bands(
    ways: Sequence[Way], posts: list[Posts], whole: int, height: int, write: Callable[[int], str]
) -> Iterator[SafeString]:
    """Yield, for each space between two columns, its bands; only they are stretched to the width there is."""
    for column in range(len(posts) - 1):
        joined: dict[tuple[str, str, bool], int] = defaultdict(int)
        for way in ways:
            joined[way.stations[column], way.stations[column + 1], way.is_marked] += way.amount
        order = [list(posts[column]), list(posts[column + 1])]
        used: dict[tuple[int, str], float] = defaultdict(float)
        bands = []
        for (left, right, is_marked), amount in sorted(
            joined.items(), key=lambda one: (order[0].index(one[0][0]), order[1].index(one[0][1]), one[0][2])
        ):
            tall = TALL * amount / whole
            y1, y2 = posts[column][left][0] + used[0, left], posts[column + 1][right][0] + used[1, right]
            used[0, left] += tall
            used[1, right] += tall
            bands.append((is_marked, _band(y1, y2, max(tall, 0.75)), f"{left} → {right}: {write(amount)}"))
        space = (100 - POST) / (len(posts) - 1)
        drawn = (
            (" two" if is_marked else "", HATCHED if is_marked else PALE, path, said) for is_marked, path, said in bands
        )
        yield format_html(
            '<svg x="{}%" width="{}%" height="{}" viewBox="0 0 100 {}" preserveAspectRatio="none">{}</svg>',
            round(space * column + POST, 3), round(space - POST, 3), height, height,
            format_html_join("", '<path class="band{}"{} d="{}"><title>{}</title></path>', drawn),
        )  # fmt: skip


def _band(y1: float, y2: float, tall: float) -> str:
    """Return the outline of a band from the left side at `y1` to the right at `y2`."""
    a, b, c, d = (f"{y:.2f}" for y in (y1, y2, y2 + tall, y1 + tall))
    return f"M0 {a}C50 {a} 50 {b} 100 {b}V{c}C50 {c} 50 {d} 0 {d}Z"
