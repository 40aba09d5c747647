"""The shapes of countries: where they stand on the world, and their outlines; made by scripts/draw_map.py."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.templatetags.static import static

from samverka.faces.website.map.projection import WORLD_WIDTH, CountryView, Point

DRAWING = "website/world.svg"
# How far an arc is bent, for each unit of its length.
ARC_HEIGHT = 0.18


@dataclass(frozen=True)
class Shape:
    """A country as it is drawn. `box` is left, top, right, bottom on the world; none when it is too small to draw."""

    code: str
    at: Point
    box: tuple[float, float, float, float] | None
    view: CountryView
    size: tuple[int, int]
    outline: str


@cache
def _all_shapes() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("geometry.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


@cache
def shape_of(code: str) -> Shape | None:
    """Return the shape of the country with this two-letter code; nothing when the geometry has none."""
    kept = _all_shapes().get(code)
    if kept is None:
        return None
    box = tuple(kept["box"]) if kept["box"] else None
    return Shape(code, tuple(kept["at"]), box, CountryView(*kept["view"]), tuple(kept["size"]), kept["outline"])


def drawing_of(part: str) -> str:
    """Return the address of a country (its code) or of all land (`land`) inside the drawing that all pages share."""
    return f"{static(DRAWING)}#{part}"


def arc(start: Point, end: Point) -> str:
    """Return path data of a bow from one point to the other, bent towards the top of the screen."""
    (ax, ay), (bx, by) = start, end
    # The middle is moved across the line and not straight up: arcs to the south bend as much as those to the east.
    side = ARC_HEIGHT if bx >= ax else -ARC_HEIGHT
    x = (ax + bx) / 2 + side * (by - ay)
    y = (ay + by) / 2 - side * (bx - ax)
    return f"M{ax:.0f} {ay:.0f}Q{x:.0f} {y:.0f} {bx:.0f} {by:.0f}"


@dataclass(frozen=True)
class Window:
    """The part of the world that a map shows, in units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """Return the window as the attribute `viewBox`."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"


def window_around(shapes: Iterable[Shape], *, ratio: float, least: float) -> Window:
    """Return the window in which all shapes stand with some room around them.

    It is `ratio` times as wide as high and at least `least` units wide, and does not reach past the left or right edge
    of the world. Without shapes it is the whole world.
    """
    boxes = [shape.box or (*shape.at, *shape.at) for shape in shapes] or [(0, 0, WORLD_WIDTH, WORLD_WIDTH / ratio)]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    room = 1.12
    width = min(max((right - left) * room, (bottom - top) * room * ratio, least), WORLD_WIDTH)
    middle = min(max((left + right) / 2, width / 2), WORLD_WIDTH - width / 2)
    return Window(middle - width / 2, (top + bottom) / 2 - width / ratio / 2, width, width / ratio)
