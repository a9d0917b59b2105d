"""Areas and distances on the sphere, computed as JavaRosa does, so that a figure is the same on every tool."""

import math
from collections.abc import Mapping
from itertools import pairwise

from forms.errors import FormError
from forms.expression import convert
from forms.expression.functions.base import Builder, Function, over_values
from forms.expression.paths import Scope
from forms.expression.runtime import Code
from forms.expression.syntax import Expr, Text
from forms.values import text_of

EARTH = 6_378_100.0
"""Mean equatorial radius in metres, as OpenRosa engines use it."""
_DEGREE = EARTH * 2 * math.pi / 360
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


def _area(found: list[object]) -> float:
    """Square metres inside a line, or inside the points given one by one: on a plane that touches the first point."""
    points = [point for value in found for point in points_of(text_of(value))]
    if len(points) < 3:
        return 0.0
    lat0, lon0 = points[0]
    flat = [
        ((lon - lon0) * _DEGREE * math.cos(math.radians(lat)), (lat - lat0) * _DEGREE) for lat, lon in points[1:]
    ]
    return abs(sum((y1 * x2 - x1 * y2) / 2 for (x1, y1), (x2, y2) in pairwise(flat)))


def _apart(a: Point, b: Point) -> float:
    lat1, lat2, turn = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(turn)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


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


def _inside(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    """A place that is written down must be one: a mistake in the form, found when it is compiled."""
    if any(isinstance(arg, Text) and not points_of(arg.value) for arg in args):
        raise FormError("form.function-place", name="geofence")
    codes = [builder.code(arg, scope) for arg in args]
    point, shape = convert.text(codes[0]), convert.text(codes[1])
    return Code("truth", lambda f: _geofence(point(f), shape(f)))


GEO: Mapping[str, Function] = {
    "area": over_values(_area, "num"),
    "enclosed-area": over_values(_area, "num"),
    "distance": over_values(_distance, "num"),
    "geofence": Function(2, 2, _inside),
}
