"""Values of expressions and how they turn into one another (XPath 1.0 §3–4 as OpenRosa engines practise it).

An expression yields `str`, `float`, `bool`, `Moment` or a list of nodes. The rules that differ from plain XPath 1.0:
numbers never use exponents in text, equality of numbers has a tolerance of 1e-12, a date is its days since 1970.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Self

NAN = float("nan")
TOLERANCE = 1e-12
_WHOLE = 1e-9
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_DATE = re.compile(r"(-?[0-9]+)-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date with a time of day in the session's zone."""

    at: datetime
    dated: bool
    """True for a pure date."""

    @classmethod
    def of(cls, day: date, zone: tzinfo) -> Self:
        """A pure date."""
        return cls(datetime.combine(day, time(), zone), True)

    @property
    def days(self) -> float:
        """Days since 1970-01-01; whole for a pure date."""
        if self.dated:
            return float(self.at.toordinal() - EPOCH.toordinal())
        return self.at.timestamp() / 86400

    def __str__(self) -> str:
        if self.dated:
            return self.at.date().isoformat()
        return iso_moment(self.at)


Value = str | float | bool | Moment


def iso_moment(at: datetime) -> str:
    """The lexical form of a dateTime, to the millisecond and with the offset."""
    return at.isoformat(timespec="milliseconds")


def number_of(value: object) -> float:
    """The number() of a single value; NaN where there is none."""
    if value.__class__ is float:
        return value
    if isinstance(value, str):
        text = value.strip()
        return float(text) if _NUMBER.fullmatch(text) else NAN
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Moment):
        return value.days
    return NAN


def text_of(value: object) -> str:
    """The string() of a single value."""
    if value.__class__ is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def truth_of(value: object) -> bool:
    """The boolean() of a single value: a text is true unless empty, a number unless 0 or NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and abs(value) > TOLERANCE
    if isinstance(value, str):
        return value != ""
    return True


def number_text(value: float) -> str:
    """Without exponent, whole numbers without a point."""
    try:
        nearest = round(value)
    except ValueError:
        return "NaN"
    except OverflowError:
        return "Infinity" if value > 0 else "-Infinity"
    if -TOLERANCE < value - nearest < TOLERANCE:
        return str(nearest)
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def stored(number: float) -> float:
    """A number as a node keeps it: the whole number where it lies less than 1e-9 beyond one, as in JavaRosa."""
    rest = number % 1.0
    if rest == 0 or rest != rest or _WHOLE <= rest <= 1 - _WHOLE:
        return number
    whole = float(math.trunc(number))
    return whole if abs(number - whole) < _WHOLE else number


def equal(a: object, b: object) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return truth_of(a) == truth_of(b)
    if isinstance(a, float) or isinstance(b, float):
        x, y = number_of(a), number_of(b)
        return x == y or abs(x - y) < TOLERANCE
    return text_of(a) == text_of(b)


def parse_date(text: str) -> date | None:
    """A date in ISO form, or None."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        micro = int((match[4] or "0").ljust(6, "0")[:6])
        return time(int(match[1]), int(match[2]), int(match[3] or 0), micro, _zone(match[5]))
    except ValueError:
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if text[0] == "-" else delta)


def parse_moment(text: str, zone: tzinfo) -> Moment | None:
    """A date or dateTime in ISO form, moved into `zone`; None when it is neither."""
    day, mark, clock = text.strip().partition("T")
    the_day = parse_date(day)
    if the_day is None:
        return None
    if not mark:
        return Moment.of(the_day, zone)
    the_time = parse_time(clock)
    if the_time is None:
        return None
    at = datetime.combine(the_day, the_time)
    return Moment(at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone), False)


def moment_from_days(days: float, zone: tzinfo) -> Moment | None:
    """The date that lies so many whole days after 1970-01-01."""
    if math.isnan(days) or math.isinf(days):
        return None
    try:
        return Moment.of(date.fromordinal(EPOCH.toordinal() + math.floor(days)), zone)
    except (ValueError, OverflowError):
        return None
