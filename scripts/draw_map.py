"""Draw the geometry of the public map from Natural Earth, once: `python scripts/draw_map.py FOLDER`.

FOLDER is the unpacked npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2`, then `tar xzf`): ISC licence, made
of Natural Earth 4.1.0, which is in the public domain. Two files are written, and committed:

- `world.svg`: each country as a path whose id is its two-letter code, and `land`, the whole world;
- `geometry.json`: for each code a point to end arcs in, its box on the world (none when it is too small to be drawn),
  and its outline and view on a map of its own.

Natural Earth shows who holds the ground. Here borders follow the resolutions of the United Nations instead: Crimea is
part of Ukraine, northern Cyprus of Cyprus, Somaliland of Somalia. Kosovo is a country of its own, as it is in our list
of countries. Antarctica is left out.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from math import hypot
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from samverka.faces.website.map.projection import CountryView, Point, on_world  # noqa: E402

FACE = ROOT / "samverka" / "faces" / "website"
WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
LEFT_OUT = {"AQ"}
TORN = 1_000  # units: an island this wide lies on both sides of the cut, in the Bering Strait
CRIMEA = (32.0, 44.0, 37.0, 46.5)
WORLD_DETAIL, WORLD_LEAST = 3.5, 6.0  # square units: the triangles and islands that are smaller are left out
HOME_SIZE, HOME_DETAIL, HOME_LEAST = 600, 6.0, 10.0

Line = list[Point]
Ring = list[int]


def main(folder: Path) -> None:
    """Write both files."""
    topology = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = decoded(topology)
    rings = rings_by_code(topology, arcs)
    world = [simplified([on_world(*place) for place in arc], WORLD_DETAIL) for arc in arcs]
    paths: dict[str, str] = {}
    facts: dict[str, Any] = {}
    for code, own in sorted(rings.items()):
        shapes = [line for ring in own if (line := drawn(places(ring, world), WORLD_LEAST))]
        paths[code] = "".join(map(path, shapes))
        if not code.startswith("-"):
            exact = [places(ring, arcs) for ring in own]
            x, y = heart(max(([on_world(*place) for place in line] for line in exact), key=size_of))
            facts[code] = {"at": [round(x), round(y)], "box": box(shapes), **home(exact)}
    write(paths, facts)


def decoded(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs of a topology in degrees."""
    (kx, ky), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * kx + left, y * ky + low))
        arcs.append(line)
    return arcs


def rings_by_code(topology: dict[str, Any], arcs: list[Line]) -> dict[str, list[Ring]]:
    """Return the rings of each country, as numbers of arcs; land without a code stands under a name with a dash."""
    numbers = {old: new[0] for old, new in get_global("territory_aliases").items() if old.isdigit()}
    rings: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = WITHOUT_NUMBER.get(name) or numbers.get(shape.get("id", ""), f"-{name}")
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            owner = "UA" if code == "RU" and within(places(polygon[0], arcs), CRIMEA) else code
            if owner not in LEFT_OUT:
                rings.setdefault(owner, []).extend(polygon)
    return {code: merged(own, arcs) for code, own in rings.items()}


def places(ring: Ring, arcs: list[Line]) -> Line:
    """Return the points of a ring; an arc whose number is below zero is read backwards."""
    whole: Line = []
    for number in ring:
        whole += (arcs[number] if number >= 0 else arcs[~number][::-1])[bool(whole) :]
    return whole


def within(line: Line, limits: tuple[float, float, float, float]) -> bool:
    """Return whether all points lie between west, south, east and north."""
    west, south, east, north = limits
    return all(west < x < east and south < y < north for x, y in line)


def merged(rings: list[Ring], arcs: list[Line]) -> list[Ring]:
    """Return the rings without the borders inside: an arc that is passed in both directions."""
    passed = Counter(number for ring in rings for number in ring)
    if not any(~number in passed for number in passed):
        return rings
    kept = [ring for ring in rings if not any(~number in passed for number in ring)]
    loose = {number for ring in rings if ring not in kept for number in ring if ~number not in passed}
    while loose:
        ring = [loose.pop()]
        while end_of(ring[-1], arcs) != end_of(~ring[0], arcs):
            ring.append(next(n for n in loose if end_of(~n, arcs) == end_of(ring[-1], arcs)))
            loose.remove(ring[-1])
        kept.append(ring)
    return kept


def end_of(number: int, arcs: list[Line]) -> Point:
    """Return the last point of an arc in the direction in which it is passed."""
    return arcs[number][-1] if number >= 0 else arcs[~number][0]


def simplified(line: Line, least: float) -> Line:
    """Return the line without the points that matter least: their triangle is smaller than `least` square units.

    The rule is Visvalingam's. It works on arcs, so that neighbours keep the same border.
    """
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    kept = [True] * len(line)

    def weight(n: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[n]], line[n], line[after[n]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(weight(n), n) for n in range(1, len(line) - 1)]
    current = {n: size for size, n in heap}
    heapify(heap)
    while heap:
        size, n = heappop(heap)
        if not kept[n] or current[n] != size:
            continue
        if size >= least:
            break
        kept[n] = False
        before[after[n]], after[before[n]] = before[n], after[n]
        for m in (before[n], after[n]):
            if 0 < m < len(line) - 1:
                current[m] = max(size, weight(m))
                heappush(heap, (current[m], m))
    return [point for point, stays in zip(line, kept, strict=True) if stays]


def drawn(line: Line, least: float) -> list[tuple[int, int]]:
    """Return the ring in whole units, without its closing point; nothing when it is too small to be seen."""
    whole = [(round(x), round(y)) for x, y in line]
    thin = [point for point, last in zip(whole, [None, *whole], strict=False) if point != last]
    xs = [x for x, _y in thin]
    is_torn = max(xs) - min(xs) > TORN
    return thin[:-1] if len(thin) > 3 and size_of(line) >= least and not is_torn else []


def area(line: Iterable[Point]) -> float:
    """Return the area of a ring."""
    ring = list(line)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def size_of(line: Iterable[Point]) -> float:
    """Return the area of a ring, in whichever direction it runs."""
    return abs(area(line))


def path(ring: list[tuple[int, int]]) -> str:
    """Return the ring as path data, in steps, as short as can be."""
    (x, y), *others = ring
    text = f"M{x} {y}l"
    for to_x, to_y in others:
        step = f"{to_x - x} {to_y - y}".replace(" -", "-")
        text += step if text[-1] == "l" or step[0] == "-" else f" {step}"
        x, y = to_x, to_y
    return f"{text}z"


def box(shapes: list[list[tuple[int, int]]]) -> list[int] | None:
    """Return left, top, right and bottom of what is drawn, as far as it is near the largest part."""
    if not shapes:
        return None
    near = nearby(shapes)
    xs, ys = [x for line in near for x, _y in line], [y for line in near for _x, y in line]
    return [min(xs), min(ys), max(xs), max(ys)]


def nearby(shapes: list[Any]) -> list[Any]:
    """Return the rings that are not far from the largest: without islands overseas."""
    largest = max(shapes, key=size_of)
    xs, ys = [x for x, _y in largest], [y for _x, y in largest]
    reach = 1.5 * max(max(xs) - min(xs), max(ys) - min(ys))
    return [
        line
        for line in shapes
        if min(xs) - reach < line[0][0] < max(xs) + reach and min(ys) - reach < line[0][1] < max(ys) + reach
    ]


def heart(ring: Line) -> Point:
    """Return where arcs to a country end: its centre of mass, in Sweden near Sundsvall.

    Where that lies outside or near the border, as in a country that is bent, it is the point farthest from the border.
    """
    centre, deepest = centre_of_mass(ring), middle(ring)
    is_deep = inside(ring, *centre) and distance(ring, *centre) > distance(ring, *deepest) / 3
    return centre if is_deep else deepest


def centre_of_mass(ring: Line) -> Point:
    """Return the point on which a ring of even thickness would balance."""
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        part = ax * by - bx * ay
        x, y = x + (ax + bx) * part, y + (ay + by) * part
    whole = 6 * area(ring)
    return x / whole, y / whole


def middle(ring: Line) -> Point:
    """Return the point inside a ring that is farthest from its border, to about a hundredth of its size."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    best, centre, reach = 0.0, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2), size / 2
    while reach > size / 100:
        steps = [reach * step / 8 for step in range(-8, 9)]
        tried = [(centre[0] + dx, centre[1] + dy) for dx in steps for dy in steps]
        away, point = max((distance(ring, *point), point) for point in tried if inside(ring, *point))
        best, centre = max((best, centre), (away, point))
        reach /= 4
    return centre


def inside(ring: Line, x: float, y: float) -> bool:
    """Return whether a point lies in a ring."""
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return (
        sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in sides) % 2 == 1
    )


def distance(ring: Line, x: float, y: float) -> float:
    """Return how far a point is from the border of a ring."""
    return min(_to_side(x, y, *a, *b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _to_side(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
    return hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))


def home(rings: list[Line]) -> dict[str, Any]:
    """Return the outline of a country on a map of its own, and the view that places are put on it with."""
    largest = max(rings, key=size_of)
    anchor = largest[0][0]
    xs = [(x - anchor + 180) % 360 - 180 + anchor for x, _y in largest]
    ys = [y for _x, y in largest]
    centre = CountryView(round((min(xs) + max(xs)) / 2, 2), round((min(ys) + max(ys)) / 2, 2))
    shapes = nearby([[centre.point(*place) for place in ring] for ring in rings])
    left, top = min(x for line in shapes for x, _y in line), min(y for line in shapes for _x, y in line)
    width, height = (
        max(x for line in shapes for x, _y in line) - left,
        max(y for line in shapes for _x, y in line) - top,
    )
    scale = HOME_SIZE / max(width, height)
    laid = [[((x - left) * scale, (y - top) * scale) for x, y in line] for line in shapes]
    outline = [ring for line in laid if (ring := drawn(simplified(line, HOME_DETAIL), HOME_LEAST))]
    return {
        "view": [centre.longitude, centre.latitude, round(scale, 2), round(left * scale, 2), round(top * scale, 2)],
        "size": [round(width * scale), round(height * scale)],
        "outline": "".join(map(path, outline)),
    }


def write(paths: dict[str, str], facts: dict[str, Any]) -> None:
    """Write the drawing and the facts beside it, one country to a line."""
    source = "Made of Natural Earth (public domain) by way of world-atlas 2.0.2 (ISC) by scripts/draw_map.py."
    lines = (
        f'<path{"" if code[0] == "-" else f" id={chr(34)}{code}{chr(34)}"} d="{data}"/>'
        for code, data in paths.items()
        if data
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" fill="#dcdacd" stroke="#fff"><!-- {source} -->\n<g id="land">\n'
        + "\n".join(lines)
        + "\n</g></svg>\n"
    )
    (FACE / "static" / "website" / "world.svg").write_text(drawing, encoding="utf-8")
    rows = ",\n".join(f"{json.dumps(code)}: {json.dumps(fact)}" for code, fact in facts.items())
    (FACE / "map" / "geometry.json").write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
