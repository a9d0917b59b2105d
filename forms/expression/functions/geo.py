"""Areas and distances on the sphere."""

import math
from collections.abc import Mapping
from itertools import pairwise

from forms.expression.functions.base import Function, over_values, plain
from forms.values import text_of

EARTH = 6_378_100.0
"""Mean equatorial radius in metres, as OpenRosa engines use it."""
Point = tuple[float, float]


def points_of(text: str) -> list[Point]:
    """Points of a geopoint, geotrace or geoshape; empty when the text is none."""
    found: list[Point] = []
    for part in text.split(";"):
        words = part.split()
        if not words:
            continue
        try:
            found.append((float(words[0]), float(words[1])))
        except (ValueError, IndexError):
            return []
    return found


def _area(text: str) -> float:
    """Square metres inside a closed line."""
    points = points_of(text)
    if len(points) < 3:
        return 0.0
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in zip(points, [*points[1:], points[0]], strict=True):
        total += math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
    return abs(total * EARTH * EARTH / 2)


def _apart(a: Point, b: Point) -> float:
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def _distance(found: list[object]) -> float:
    """Metres along a line, or along the points given one by one."""
    points = [point for value in found for point in points_of(text_of(value))]
    return sum((_apart(a, b) for a, b in pairwise(points)), 0.0)


def _geofence(point: str, shape: str) -> bool:
    """Whether a point lies inside a shape, by counting crossings."""
    at, corners = points_of(point), points_of(shape)
    if not at or len(corners) < 3:
        return False
    y, x = at[0]
    inside = False
    for (y1, x1), (y2, x2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


GEO: Mapping[str, Function] = {
    "area": plain(_area, "s", "num"),
    "enclosed-area": plain(_area, "s", "num"),
    "distance": over_values(_distance, "num"),
    "geofence": plain(_geofence, "ss", "truth"),
}
