"""What all charts are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# One class of marks for each series: the second is hatched, so that colour alone tells nothing.
SERIES = ("one", "two")


@dataclass(frozen=True)
class Mark:
    """A value and how people write it; `full` is what its title says where that is more, such as a currency."""

    value: int
    text: str
    full: str = ""

    def said_of(self, label: str, series: str = "") -> str:
        """Return the title of what is drawn: “Kenya, Lund: 12”."""
        return f"{label}, {series}: {self.full or self.text}" if series else f"{label}: {self.full or self.text}"


@dataclass(frozen=True)
class Line:
    """A label with one mark for each series; `note` completes the label where there is room for it."""

    label: str
    marks: Sequence[Mark]


def percent(part: float, whole: float, scale: float = 100) -> float:
    """Return `part` of `whole` on a scale; 0 of nothing."""
    return round(scale * part / whole, 3) if whole else 0.0


def drawing(title: str, height: float, parts: Iterable[SafeString], kind: str) -> SafeString:
    """Return the chart as an image with a name. It is as wide as its place; `height` is in pixels."""
    return format_html(
        '<svg class="chart {}" role="img" aria-label="{}" width="100%" height="{}"><title>{}</title>{}</svg>',
        kind,
        title,
        height,
        title,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def rectangle(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> SafeString:
    """Return a bar from `x` per cent, `width` per cent wide, titled with its number. One of nothing is a hairline."""
    named = format_html("<title>{}</title>", title) if title else ""
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}" height="{}" fill="{}">{}</rect>',
        kind, x, y, f"{width}%" if width else "1", height, PLAIN[kind], named,
    )  # fmt: skip


def words(x: float, y: float, text: str, kind: str = "", dx: float = 0) -> SafeString:
    """Return a text at `x` per cent and `dx` pixels, on the line `y`."""
    return format_html('<text class="{}" x="{}%" dx="{}" y="{}">{}</text>', kind, x, dx, y, text)


# What fills a mark where no style sheet does.
HATCHED = SafeString(' fill="url(#hatch)"')
PALE = SafeString(' fill="#8fd3c1" fill-opacity=".5"')
PLAIN = {"one": "#0b4f4a", "two": "url(#hatch)", "missing": "#f1efe7", "axis": "#76847d", "post": "#0b4f4a"}
# Stands once on a page: the pattern of the second series. Its lines get their colour from the style sheet.
HATCH = SafeString(
    '<svg class="hatch" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/>'
    '<line stroke="#c4600f" x1="1.5" x2="1.5" y1="0" y2="6"/></pattern></defs></svg>'
)
