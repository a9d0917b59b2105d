"""From a computed value to the lexical form that a node of some type holds, and back to whether text fits a type."""

import re
from collections.abc import Callable

from forms.values import Moment, Value, iso_moment, number_of, number_text, parse_date, parse_time, stored, text_of

_INT = re.compile(r"[+-]?[0-9]{1,18}")
_GEO = ("geopoint", "geotrace", "geoshape")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def wrap(value: Value, type_name: str) -> str:
    """No number is empty; whole numbers are cut towards zero, as engines of the field do."""
    if value == "" or value != value:
        return ""
    if isinstance(value, float):
        value = stored(value)
    if type_name in ("int", "integer", "long"):
        number = number_of(value)
        if number != number or number in (float("inf"), float("-inf")):
            return ""
        return str(int(number))
    if type_name in ("decimal", "double", "float"):
        number = number_of(value)
        return "" if number != number else number_text(stored(number))
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Moment):
        return _moment(value, type_name)
    return lexical(text_of(value), type_name)


def lexical(text: str, type_name: str) -> str:
    """An answer as tools of the field write it: places in decimals; no blanks around what is no text."""
    if type_name == "string":
        return text
    text = text.strip()
    points = [point for point in text.split(";") if point.strip()]
    if type_name not in _GEO or not all(_point(point) for point in points):
        return text
    return "; ".join(" ".join(str(float(word)) for word in point.split()) for point in points)


def _moment(value: Moment, type_name: str) -> str:
    if type_name == "date":
        return value.at.date().isoformat()
    if type_name == "time":
        return value.at.timetz().isoformat(timespec="milliseconds")
    return iso_moment(value.at)


def _date_time(text: str) -> bool:
    day, mark, clock = text.partition("T")
    if not mark:
        return parse_date(day) is not None
    return parse_date(day) is not None and parse_time(clock) is not None


def _point(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 4 or not all(_DECIMAL.fullmatch(word) for word in words):
        return False
    return -90 <= float(words[0]) <= 90 and -180 <= float(words[1]) <= 180


def _points(least: int) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        points = [part.strip() for part in text.split(";") if part.strip()]
        return len(points) >= least and all(_point(part) for part in points)

    return check


_FITS: dict[str, Callable[[str], bool]] = {
    "int": lambda text: _INT.fullmatch(text) is not None,
    "integer": lambda text: _INT.fullmatch(text) is not None,
    "decimal": lambda text: _DECIMAL.fullmatch(text) is not None,
    "date": lambda text: parse_date(text[:10]) is not None,
    "time": lambda text: parse_time(text) is not None,
    "dateTime": _date_time,
    "geopoint": _point,
    "geotrace": _points(2),
    "geoshape": _points(3),
    "boolean": lambda text: text in ("true", "false", "1", "0"),
}


def fits(text: str, type_name: str) -> bool:
    check = _FITS.get(type_name)
    return check is None or check(text)
