"""Services that follow a timetable: children, pregnant women, tuberculosis, Chinese medicine, vaccination.

The timetable is data with days of validity (`services/data/health_schedule.csv`); here is only how it is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain.benefit_rules import months_after

BIRTH, PREGNANCY, DELIVERY, NOTICE, YEAR = "birth", "pregnancy", "delivery", "notice", "year"
DELIVERED = "delivered"
"""The item that is no visit: the day of birth of the child, from which the visits afterwards count."""
CHILD_YEARS, ELDER_YEARS = 7, 65
_MONTH = 30.4


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timetable: from `first` to `last` after its anchor, in `unit` d (days) or m (months)."""

    service: str
    key: str
    anchor: str
    """birth, pregnancy (the last menstruation), delivery, notice (the case became known), year."""
    first: int
    last: int
    unit: str
    every: int = 0
    """Days between two visits within the time; 0: once."""
    valid_from: str = ""
    valid_to: str = ""

    def window(self, anchor: str) -> tuple[str, str]:
        """First and last ISO day for somebody whose anchor is this ISO day."""
        return _after(anchor, self.first, self.unit), _after(anchor, self.last, self.unit)


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: the item, and the first and last day for it."""

    item: str
    first: str
    last: str


def in_force(items: Iterable[Item], day: str) -> tuple[Item, ...]:
    """The lines that hold on an ISO day."""
    return tuple(one for one in items if one.valid_from <= day and (not one.valid_to or day <= one.valid_to))


def following(items: Iterable[Item], anchor: str, done: Sequence[tuple[str, str]], today: str = "") -> Next | None:
    """The item after the furthest that was done; what was left out before it is left out. None after the last.

    `items` of one service with the same anchor; `done` are (item, ISO day). Of somebody with whom nothing was done yet
    the last item whose time has come by `today`, and of a new-born or without `today` the first.
    """
    lines = sorted(items, key=lambda one: one.first * (1 if one.unit == "d" else _MONTH))
    known = {one.key for one in lines}
    days = {key: max(day for item, day in done if item == key) for key in {item for item, _ in done} & known}
    places = [place for place, one in enumerate(lines) if one.key in days]
    if not places:
        start = next((one for one in reversed(lines) if one.window(anchor)[0] <= today), lines[0] if lines else None)
        return Next(start.key, *start.window(anchor)) if start else None
    last = lines[places[-1]]
    if last.every:
        due = _after(days[last.key], last.every, "d")
        if due <= last.window(anchor)[1]:
            return Next(last.key, due, due)
    if places[-1] + 1 == len(lines):
        return None
    one = lines[places[-1] + 1]
    if one.every:
        due = _after(max(days.values()), one.every, "d")
        return Next(one.key, due, due)
    return Next(one.key, *one.window(anchor))


def years_before(day: str, years: int) -> str:
    """The ISO day on which somebody was born who is just so many years old."""
    here = date.fromisoformat(day)
    return months_after(here, -12 * years).isoformat()


def age_on(birth: str, day: str) -> int:
    """Whole years; birthdays of 29 February count on 1 March where there is none."""
    return int(day[:4]) - int(birth[:4]) - (day[5:] < birth[5:])


def _after(day: str, count: int, unit: str) -> str:
    """Thousands of children have twenty windows each, so months are counted without making dates."""
    if unit == "m" and day[8:] <= "28":
        year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + count, 12)
        return f"{year:04d}-{month + 1:02d}-{day[8:]}"
    start = date.fromisoformat(day)
    return (months_after(start, count) if unit == "m" else start + timedelta(days=count)).isoformat()
