"""The shapes of countries, and where places stand on them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from samverka.faces.website.map.geometry import DRAWING, arc, shape_of, window_around
from samverka.faces.website.map.projection import WORLD_WIDTH, on_world
from samverka.ground.programme.loading import rows_of

DRAWN = Path(finders.find(DRAWING)).read_text(encoding="utf-8")


def test_every_country_of_ours_has_a_shape_and_a_drawing():
    for row in rows_of("countries.csv"):
        shape = shape_of(row["code"])
        assert shape.box, row
        assert f'id="{row["code"]}"' in DRAWN


def test_a_code_without_a_shape():
    assert shape_of("QQ") is None


def test_what_has_a_box_is_drawn_and_what_has_none_is_not():
    drawn = set(re.findall(r'id="([A-Z]{2})"', DRAWN))
    assert shape_of("CV").box is None
    assert "CV" not in drawn
    for code in drawn:
        left, top, right, bottom = shape_of(code).box
        assert 0 <= left < right <= WORLD_WIDTH
        assert 0 <= top < bottom <= 1_000


def test_the_drawing_is_small():
    assert len(DRAWN.encode()) < 40_000


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        (17.6, 59.9, "SE"),
        (36.8, -1.3, "KE"),
        (28.2, -25.7, "ZA"),
        (34.1, 45.3, "UA"),
        (21.0, 42.6, "XK"),
        (-74, 4.7, "CO"),
    ],
)
def test_a_place_stands_in_its_country(longitude, latitude, code):
    x, y = on_world(longitude, latitude)
    left, top, right, bottom = shape_of(code).box
    assert left <= x <= right
    assert top <= y <= bottom
    assert inside(code, x, y)


def test_crimea_is_part_of_ukraine():
    assert not inside("RU", *on_world(34.1, 45.3))


def inside(code, x, y):
    """Tell whether a point lies in the drawing of a country, by counting the sides to its right."""
    data = re.search(rf'id="{code}" d="([^"]*)"', DRAWN).group(1)
    is_inside = False
    for ring in data.removesuffix("z").split("z"):
        numbers = [int(one) for one in re.findall(r"-?\d+", ring)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                is_inside = not is_inside
    return is_inside


def test_all_municipalities_of_sweden_stand_on_its_map():
    shape = shape_of("SE")
    width, height = shape.size
    for row in rows_of("se-municipalities.csv"):
        x, y = shape.view.point(float(row["lon"]), float(row["lat"]))
        assert 0 <= x <= width, row
        assert 0 <= y <= height, row
    north, south = shape.view.point(20.2, 67.9), shape.view.point(13.0, 55.6)
    assert north[1] < south[1]
    assert north[0] > south[0]


def test_an_arc_goes_from_one_point_to_the_other():
    assert arc((0, 100), (100, 100)) == "M0 100Q50 82 100 100"
    assert arc((100, 100), (0, 100)) == "M100 100Q50 82 0 100"


@pytest.mark.parametrize("codes", [("SE",), ("SE", "KE"), ("CO", "VN"), ("RU", "NZ", "US"), ("CV",), ()])
def test_a_window_holds_all_that_is_asked_for(codes):
    shapes = [shape_of(code) for code in codes]
    window = window_around(shapes, ratio=1.5, least=300)
    assert 300 <= window.width <= WORLD_WIDTH
    assert window.width == pytest.approx(1.5 * window.height)
    assert 0 <= window.left <= WORLD_WIDTH - window.width + 1e-6
    for shape in shapes:
        left, top, right, bottom = shape.box or (*shape.at, *shape.at)
        assert window.left <= left
        assert right <= window.left + window.width
        assert window.top <= top
        assert bottom <= window.top + window.height
