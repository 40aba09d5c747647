"""From degrees to the flat: one projection for the world, one for a single country. Both keep areas equal.

The world is drawn 2,000 units wide, a country at most 600 units wide or high. The y axis points down, as on a screen.
"""

from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt

Point = tuple[float, float]

# The world is cut in the Bering Strait, so that no country is torn apart but for small islands.
CENTRAL_MERIDIAN = 11.5
WORLD_WIDTH = 2_000
_HALF_WIDTH = 2.7066299836  # of Equal Earth on the unit sphere
_UNITS = WORLD_WIDTH / 2 / _HALF_WIDTH


def on_world(longitude: float, latitude: float) -> Point:
    """Return where a place (degrees, WGS 84) stands on the map of the world, in units from its upper left corner.

    The projection is Equal Earth (Šavrič, Patterson, Jenny, 2018), which suits Africa, Europe and Asia alike.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    turned = radians((longitude - CENTRAL_MERIDIAN + 180) % 360 - 180)
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = 2 * sqrt(3) * turned * cos(theta) / (3 * (9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1))
    y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return (x + _HALF_WIDTH) * _UNITS, (1.3173627591574 - y) * _UNITS


@dataclass(frozen=True)
class CountryView:
    """How one country is laid flat: around its own middle (degrees), `scale` units to the earth's radius.

    The projection is Lambert's azimuthal equal-area one; `left` and `top` move the outline to the upper left corner.
    """

    longitude: float
    latitude: float
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def point(self, longitude: float, latitude: float) -> Point:
        """Return where a place (degrees) stands, in units from the upper left corner of the country."""
        turned = radians((longitude - self.longitude + 180) % 360 - 180)
        phi, middle = radians(latitude), radians(self.latitude)
        away = sin(middle) * sin(phi) + cos(middle) * cos(phi) * cos(turned)
        k = self.scale * sqrt(2 / max(1 + away, pi * 1e-9))
        x = k * cos(phi) * sin(turned)
        y = k * (cos(middle) * sin(phi) - sin(middle) * cos(phi) * cos(turned))
        return x - self.left, -y - self.top
