"""What the templates draw: countries, arcs, dots and steps of shade, with every number already in its place.

Coordinates are text: Django writes a number as people read it (“1,029”), which no drawing understands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot, sqrt

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.faces.website.map.counting import CountryCount, PlaceCount
from samverka.faces.website.map.geometry import Shape, Window, arc, drawing_of, shape_of, window_around
from samverka.faces.website.map.projection import Point, on_world
from samverka.faces.website.rows import addresses

SHADES = 4
WORLD_RATIO, LOCATOR_RATIO = 1.8, 1.5
LEAST_WIDTH = 420  # units: nearer than this the coasts look cut with scissors
FINGERS = 32  # so many radii of 12 pixels are as wide as a map on a telephone
LARGEST_DOT, SMALLEST_DOT = 17, 5  # units of the home map, which is 600 units high or wide


@dataclass(frozen=True)
class Step:
    """One shade: the countries with `first` to `last` cases have it."""

    shade: int
    first: int
    last: int

    @property
    def label(self) -> str:
        """Return the step as the legend says it: “4–7 cases”."""
        if self.first == self.last:
            return ngettext("%(number)s case", "%(number)s cases", self.last) % {"number": self.last}
        return _("%(first)s–%(last)s cases") % {"first": self.first, "last": self.last}


def steps_up_to(most: int) -> list[Step]:
    """Return the steps of shade for 1 to `most` cases: each about as many times the one before, at most four."""
    ends = sorted({0, *(ceil(round(most ** (part / SHADES), 6)) for part in range(1, SHADES + 1))}) if most else []
    lightest = SHADES - len(ends) + 2
    return [Step(lightest + place, before + 1, end) for place, (before, end) in enumerate(pairwise(ends))]


@dataclass(frozen=True)
class Mark:
    """A country or a place on a map: a link with a title, a drawing of its own (countries) and a dot (attributes).

    `reach` are the attributes of a larger dot that nobody sees, so that a finger finds what is too small for it.
    """

    title: str
    url: str
    dot: str
    drawing: str = ""
    shade: int = 0
    reach: str = ""

    @property
    def opacity(self) -> str:
        """Return how dense the shade is where no style sheet says it."""
        return {1: ".3", 2: ".5", 3: ".75"}.get(self.shade, "1")


@dataclass(frozen=True)
class WorldMap:
    """The map of the world. `homes` are drawn before `countries`; `missing` are names without a shape."""

    window: Window
    land: str
    homes: list[Mark]
    countries: list[Mark]
    places: list[Mark]
    arcs: list[tuple[str, int]]
    steps: list[Step]
    missing: list[str]


@dataclass(frozen=True)
class HomeMap:
    """The map of one country; `box` is its attribute `viewBox`, `unplaced` organisations stand nowhere on it."""

    box: str
    outline: str
    places: list[Mark]
    unplaced: int


def cases_addresses(facet: str, **chosen: str) -> Callable[[str], str]:
    """Return a function from a value of `facet` to the list of cases that have it and all that is `chosen`."""
    rest = urlencode({name: value for name, value in chosen.items() if value})
    before, after = f"{reverse('website:cases')}?{facet}=", f"&{rest}" if rest else ""
    return lambda value: f"{before}{value}{after}"


def country_addresses(**chosen: str) -> Callable[[str], str]:
    """Return a function from the code of a country to its own page; to its cases where only some are chosen."""
    return cases_addresses("country", **chosen) if any(chosen.values()) else addresses("website:country-term")


def cases_text(number: int) -> str:
    """Return the number in words: “12 cases”."""
    return ngettext("%(number)s case", "%(number)s cases", number) % {"number": number}


def title_of(count: CountryCount) -> str:
    """Return what a country is called on the map: “Kenya: 12 cases, 5 partnerships”."""
    title = f"{count.name}: {cases_text(count.cases)}"
    if not count.partnerships:
        return title
    several = ngettext("%(number)s partnership", "%(number)s partnerships", count.partnerships)
    return f"{title}, {several % {'number': count.partnerships}}"


def world_map(counts: Sequence[CountryCount], places: Sequence[PlaceCount], **chosen: str) -> WorldMap:
    """Return the map of the world: shaded countries, arcs from the home country, dots where places are known.

    `chosen` is what the links to the list of cases keep, such as the year.
    """
    shapes = {one.code: shape for one in counts if (shape := shape_of(one.code))}
    home_names = dict(home for one in counts for home in one.homes)
    homes = {code: shape for code in home_names if (shape := shape_of(code))}
    window = window_around({**shapes, **homes}.values(), ratio=WORLD_RATIO, least=LEAST_WIDTH)
    steps = steps_up_to(max((one.cases for one in counts), default=0))
    shade = {one.code: next(step.shade for step in steps if one.cases <= step.last) for one in counts}
    country_of = country_addresses(**chosen)
    reach = reaches([shape.at for shape in shapes.values()], window)
    return WorldMap(
        window=window,
        land=drawing_of("land"),
        homes=[
            _mark(shape, window, home_names[code], f"#at-home-{code}")
            for code, shape in homes.items()
            if code not in shapes
        ],
        countries=[
            _mark(shapes[one.code], window, title_of(one), country_of(one.code), shade[one.code], reach)
            for one in counts
            if one.code in shapes
        ],
        places=_dots_on_world(places, window),
        arcs=[
            (arc(homes[home].at, shapes[one.code].at), shade[one.code])
            for one in counts
            for home, _name in one.homes
            if home != one.code and home in homes and one.code in shapes
        ],
        steps=steps,
        missing=[one.name for one in counts if one.code not in shapes],
    )


def reaches(points: Sequence[Point], window: Window) -> dict[Point, float]:
    """Return how far around each point a finger may miss it: 12 pixels on a telephone, or half the way to the next."""
    return {
        one: min([window.width / FINGERS, *(hypot(one[0] - x, one[1] - y) / 2 for x, y in points if (x, y) != one)])
        for one in points
    }


def _mark(
    shape: Shape, window: Window, title: str, url: str, shade: int = 0, reach: Mapping[Point, float] | None = None
) -> Mark:
    """A country too small to be drawn is a larger dot."""
    dot = _dot(*shape.at, window.width / (260 if shape.box else 120))
    drawing = drawing_of(shape.code) if shape.box else ""
    return Mark(title, url, dot, drawing, shade, _dot(*shape.at, reach[shape.at]) if reach else "")


def _dot(x: float, y: float, radius: float) -> str:
    return format_html('cx="{}" cy="{}" r="{}"', f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}")


def _dots_on_world(places: Sequence[PlaceCount], window: Window) -> list[Mark]:
    address = addresses("website:organisation")
    return [
        Mark(f"{one.name}: {cases_text(one.cases)}", address(one.slug), _dot(*on_world(*one.at), window.width / 300))
        for one in places
        if one.at
    ]


def home_map(shape: Shape, places: Sequence[PlaceCount]) -> HomeMap:
    """Return the map of one country with a dot for each place, the larger the more cases it has."""
    address = addresses("website:organisation")
    most = max((one.cases for one in places), default=1)
    width, height = shape.size
    dots = []
    for one in places:
        x, y = shape.view.point(*one.at) if one.at else (-1, -1)
        if 0 <= x <= width and 0 <= y <= height:
            radius = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * sqrt((one.cases - 1) / max(most - 1, 1))
            dots.append(Mark(f"{one.name}: {cases_text(one.cases)}", address(one.slug), _dot(x, y, radius)))
    room = LARGEST_DOT + 3
    box = f"{-room} {-room} {width + 2 * room} {height + 2 * room}"
    return HomeMap(box, shape.outline, dots, len(places) - len(dots))
