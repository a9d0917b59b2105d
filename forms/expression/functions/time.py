"""Dates and times."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from forms.errors import FormError
from forms.expression.functions.base import Function, with_frame
from forms.expression.runtime import Frame
from forms.values import EPOCH, NAN, Moment, Value, moment_from_days, parse_moment, parse_time

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _today(f: Frame) -> Moment:
    return Moment.of(f.env.now().astimezone(f.env.zone).date(), f.env.zone)


def _now(f: Frame) -> Moment:
    return Moment(f.env.now().astimezone(f.env.zone), False)


def moment(f: Frame, value: Value) -> Moment | None:
    """The moment that a value means, None for an empty one.

    Raises:
        FormError: `form.not-a-date`.
    """
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        raise FormError("form.not-a-date")
    if isinstance(value, float):
        return moment_from_days(value, f.env.zone)
    if value == "":
        return None
    found = parse_moment(value, f.env.zone)
    if found is None:
        raise FormError("form.not-a-date")
    return found


def _date(f: Frame, value: Value) -> Value:
    found = moment(f, value)
    if found is None:
        return ""
    return found if found.dated else Moment.of(found.at.date(), f.env.zone)


def _date_time(f: Frame, value: Value) -> Value:
    found = moment(f, value)
    return "" if found is None else Moment(found.at, False)


def _decimal_date_time(f: Frame, value: Value) -> float:
    found = moment(f, value)
    return NAN if found is None else found.days


def _decimal_time(f: Frame, value: Value) -> float:
    """The share of the day that has gone by on the clock on the wall."""
    clock = parse_time(value) if isinstance(value, str) and "T" not in value else None
    if clock is not None:
        return Moment(datetime.combine(EPOCH, clock.replace(tzinfo=None), UTC), False).days
    found = moment(f, value)
    return NAN if found is None else Moment(found.at.replace(tzinfo=UTC), False).days % 1


def _format(f: Frame, value: Value, pattern: str) -> str:
    try:
        found = moment(f, value)
    except FormError:
        return ""
    return "" if found is None else _formatted(found.at, pattern)


def _formatted(at: datetime, pattern: str) -> str:
    """The escapes of OpenRosa's format-date.

    Raises:
        FormError: `form.date-format` for an escape that it does not define.
    """
    made: list[str] = []
    marks = iter(pattern)
    for mark in marks:
        if mark != "%":
            made.append(mark)
            continue
        escape = next(marks, "")
        if escape not in _ESCAPES:
            raise FormError("form.date-format", escape=escape)
        made.append(_ESCAPES[escape](at))
    return "".join(made)


_ESCAPES: Mapping[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "B": lambda at: _MONTHS[at.month - 1],
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "W": lambda at: f"{at.isocalendar().week:02}",
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "A": lambda at: _DAYS[at.weekday()],
    "a": lambda at: _DAYS[at.weekday()],
}

TIMES: Mapping[str, Function] = {
    "today": with_frame(_today, "", "any"),
    "now": with_frame(_now, "", "any"),
    "date": with_frame(_date, "v", "any"),
    "date-time": with_frame(_date_time, "v", "any"),
    "decimal-date-time": with_frame(_decimal_date_time, "v", "num"),
    "decimal-time": with_frame(_decimal_time, "v", "num"),
    "format-date": with_frame(_format, "vs", "text"),
    "format-date-time": with_frame(_format, "vs", "text"),
}
