"""Places as they are typed, pasted or read from a file, in the forms standard's spelling. No Qt.

A point is ``latitude longitude altitude accuracy`` in degrees and metres; points of a line or area are joined by
``; ``, and an area ends where it began.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from villagevisit.domain.errors import Refused
from villagevisit.ui.widgets.values import half_width

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
ENDINGS = (".gpx", ".kml", ".geojson", ".json", ".csv", ".txt")
LARGEST = 20_000_000
"""Bytes of a file of points."""


def numbers(text: str) -> list[str]:
    return [found.lstrip("+") for found in _NUMBER.findall(half_width(text))]


def point(found: Sequence[str]) -> str:
    """The spelling of a point from two to four numbers; empty when they are no place on earth.

    Chinese maps write longitude first; a first number that can be no latitude tells so.
    """
    if len(found) < 2:
        return ""
    north, east, *rest = found[:4]
    if abs(Decimal(north)) > 90 >= abs(Decimal(east)):
        north, east = east, north
    if abs(Decimal(north)) > 90 or abs(Decimal(east)) > 180:
        return ""
    return " ".join(_decimal(text) for text in [north, east, *[*rest, "0", "0"][:2]])


def _decimal(text: str) -> str:
    """Always with a decimal point, as tools of the field write places: ``35.104``, ``0.0``."""
    plain = format(Decimal(text).normalize(), "f")
    return plain if "." in plain else f"{plain}.0"


def read_lines(text: str) -> tuple[list[str], int]:
    """The points of a text, one in each line or between semicolons, and how many pieces are none."""
    pieces = [piece for piece in re.split(r"[;；\n]", text) if piece.strip()]
    found = [point(numbers(piece)) for piece in pieces]
    return [one for one in found if one], sum(not one for one in found)


def joined(points: Sequence[str], area: bool) -> str:
    """The answer made of points; an area is closed."""
    closed = [*points, points[0]] if area and len(points) > 2 and points[0] != points[-1] else list(points)
    return "; ".join(closed)


def split(value: str) -> list[str]:
    return [piece.strip() for piece in value.split(";") if piece.strip()]


def shown(value: str, area: bool) -> str:
    """A stored answer as lines to edit: latitude and longitude, and what else was measured."""
    points = split(value)
    if area and len(points) > 2 and points[0] == points[-1]:
        points = points[:-1]
    return "\n".join(re.sub(r"( 0\.0){1,2}$", "", one) for one in points)


def from_file(path: Path) -> list[str]:
    """The points of a GPX, KML, GeoJSON, CSV or text file, in their order.

    Raises:
        Refused: `visit_page.points-unreadable`, `visit_page.points-none`.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("visit_page.points-unreadable")
        found = list(_in_content(path.suffix.lower(), path.read_bytes()))
    except (OSError, ValueError, etree.LxmlError, RecursionError) as error:
        raise Refused("visit_page.points-unreadable") from error
    points = [one for one in map(point, found) if one]
    if not points:
        raise Refused("visit_page.points-none")
    return points


def _in_content(ending: str, content: bytes) -> Iterator[list[str]]:
    if ending in (".gpx", ".kml"):
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        for place in root.iter("{*}trkpt", "{*}rtept", "{*}wpt"):
            high = place.findtext("{*}ele") or ""
            yield [*numbers(str(place.get("lat"))), *numbers(str(place.get("lon"))), *numbers(high)]
        for element in root.iter("{*}coordinates"):
            yield from (_turned(numbers(piece)) for piece in (element.text or "").split())
        return
    text = content.decode("utf-8-sig")
    if ending in (".geojson", ".json"):
        yield from (_turned(list(map(str, one))) for one in _coordinates(json.loads(text, parse_float=str)))
    else:
        yield from _in_table(text.splitlines())


def _turned(found: list[str]) -> list[str]:
    """KML and GeoJSON write longitude first."""
    return [found[1], found[0], *found[2:3]] if len(found) > 1 else []


def _coordinates(thing: Any) -> Iterator[Sequence[Any]]:
    if isinstance(thing, dict):
        for key, inner in thing.items():
            if key in ("features", "geometry", "geometries", "coordinates"):
                yield from _coordinates(inner)
    elif isinstance(thing, list):
        if len(thing) > 1 and not isinstance(thing[0], dict | list):
            yield thing
        else:
            for inner in thing:
                yield from _coordinates(inner)


def _in_table(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines of numbers; a first line of words may say that longitude comes first."""
    turned = False
    for place, line in enumerate(lines):
        cells = [cell.strip().lower() for cell in re.split(r"[,;\t ，；]+", half_width(line)) if cell.strip()]
        if place == 0 and not any(_NUMBER.fullmatch(cell) for cell in cells):
            names = [cell for cell in cells if cell[:3] in ("lat", "lon", "lng") or cell[:2] in ("纬度", "经度")]
            turned = bool(names) and (names[0][:2] in ("lo", "ln") or names[0].startswith("经度"))
            continue
        found = [cell.lstrip("+") for cell in cells if _NUMBER.fullmatch(cell)]
        yield [found[1], found[0], *found[2:]] if turned and len(found) > 1 else found
