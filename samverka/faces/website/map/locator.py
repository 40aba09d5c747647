"""A small map for the page of a case, a partnership, an organisation or a country: where in the world this is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverka.faces.website.map.drawing import LEAST_WIDTH, LOCATOR_RATIO
from samverka.faces.website.map.geometry import Window, arc, drawing_of, shape_of, window_around
from samverka.faces.website.map.projection import Point, on_world
from samverka.ground.programme.models import Country
from samverka.stages.organisations.models import Organisation

MOST_ARCS = 60


@dataclass(frozen=True)
class Locator:
    """What `website/map/locator.html` draws. `dots` are (x, y); the map is a picture, `title` says what it shows."""

    title: str
    window: Window
    land: str
    homes: list[str]
    countries: list[str]
    dots: list[tuple[str, str]]
    arcs: list[str]
    radius: str


def locator_map(
    countries: Iterable[Country], *, home: Country | None = None, places: Iterable[Organisation] = ()
) -> Locator | None:
    """Return a small map of the world with these countries shaded and arcs to them from the home country.

    `places` are organisations of any of these countries, with `country` loaded: an arc begins and ends in a place
    whose coordinates are known, otherwise in the middle of its country. Nothing is returned when no country could be
    drawn. The database is not asked. The caller hands over only what the public may see: of a case
    `public_countries` and the organisations of `public_parties`.
    """
    abroad = list({one.code: one for one in countries if home is None or one.code != home.code}.values())
    shown = [(one, shape) for one in abroad if (shape := shape_of(one.code))]
    own = shape_of(home.code) if home else None
    if not shown and not own:
        return None
    at = _places_by_country(places)
    starts = (at.get(home.code) or [own.at]) if home and own else []
    ends = [end for one, shape in shown for end in at.get(one.code) or [shape.at]]
    named = [*([home] if home else []), *abroad]
    shapes = [shape for _one, shape in shown] + ([own] if own else [])
    window = window_around(shapes, ratio=LOCATOR_RATIO, least=LEAST_WIDTH)
    return Locator(
        title=_("%(places)s on a map of the world") % {"places": ", ".join(one.name for one in named)},
        window=window,
        land=drawing_of("land"),
        homes=[drawing_of(own.code)] if own and own.box else [],
        countries=[drawing_of(shape.code) for _one, shape in shown if shape.box],
        dots=[(f"{x:.1f}", f"{y:.1f}") for x, y in dict.fromkeys([*starts, *ends])],
        arcs=[arc(start, end) for start in starts for end in ends][:MOST_ARCS],
        radius=f"{window.width / 90:.1f}",
    )


def _places_by_country(places: Iterable[Organisation]) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for one in places:
        if one.latitude is not None and one.longitude is not None:
            found.setdefault(one.country.code, []).append(on_world(float(one.longitude), float(one.latitude)))
    return found
