"""Publicity (公示): how long a board hangs, and the only facts that may stand on it (rules.md R-10).

A whitelist, not a blacklist: `BoardRow` has no field for an id number, a phone, an illness or an address, so nothing
that makes boards can put one there.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Remark = Literal["", "新增", "续保", "调增", "调减"]


class BoardKind(StrEnum):
    INITIAL = "initial"
    """初审公示, by the township, 7 days."""
    RESULT = "result"
    """确认结果公布 on the village board, at least 15 days."""
    STANDING = "standing"
    """长期公示 of all households in benefit, renewed monthly."""
    REVIEWED = "reviewed"
    """After an objection was looked into, 3 days."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off beside the weekends, and weekend days that are worked (the State Council's yearly notice)."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def rests(self, day: date) -> bool:
        return day in self.holidays or (day.weekday() >= 5 and day not in self.workdays)


WEEKENDS_ONLY = Calendar()


def parse_calendar(text: str) -> Calendar:
    """Reads the county's `holiday_calendar`: ISO dates and ranges `2027-02-05..2027-02-11`; `+2027-02-20` is worked.

    Raises:
        ValueError: something in it is not a date.
    """
    off: set[date] = set()
    worked: set[date] = set()
    for word in re.split(r"[\s,;，；]+", text.strip()):
        if not word:
            continue
        first, _, last = word.removeprefix("+").partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        target = worked if word.startswith("+") else off
        while day <= end:
            target.add(day)
            day += timedelta(days=1)
    return Calendar(frozenset(off), frozenset(worked))


@dataclass(frozen=True, slots=True)
class Clock:
    """The dates of one posting. The period runs from `first` to the end (24:00) of `closes`, both counted."""

    posted: date
    first: date
    closes: date
    decide_from: date

    @property
    def days(self) -> int:
        return (self.closes - self.first).days + 1


def clock(posted: date, days: int, calendar: Calendar = WEEKENDS_ONLY) -> Clock:
    """When a board that is posted on this day may come down.

    The posting day is not counted (民法典 Art 201); a last day that is a day off moves to the next working day
    (Art 203). Posted 2026-11-24 for 7 days: closes 2026-12-01, decision from 2026-12-02.
    """
    closes = posted + timedelta(days=days)
    while calendar.rests(closes):
        closes += timedelta(days=1)
    return Clock(posted, posted + timedelta(days=1), closes, closes + timedelta(days=1))


DAYS: dict[BoardKind, tuple[str, int]] = {
    BoardKind.INITIAL: ("publicity_days", 7),
    BoardKind.RESULT: ("village_board_days", 15),
    BoardKind.STANDING: ("standing_board_days", 30),
    BoardKind.REVIEWED: ("re_publicity_days", 3),
}
"""The policy key that says how long each kind hangs, and the figure when the county set none."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """All that a board says of a household."""

    head_name: str
    """With 村民小组 or （大）（小） behind it where two heads have one name; never an id number."""
    village_group: str
    category: str
    members: int
    insured: int
    amount: Decimal
    """Yuan per month."""
    remark: Remark = ""


@dataclass(frozen=True, slots=True)
class Totals:
    households: int
    persons: int
    amount: Decimal


def totals(rows: Sequence[BoardRow]) -> Totals:
    return Totals(len(rows), sum(row.insured for row in rows), sum((row.amount for row in rows), Decimal(0)))


def board_name(name: str) -> str:
    """The name alone: what a roster wrote behind it in brackets, and any digits, do not go on a board."""
    bare = re.split(r"[（(\[【]", name.strip(), maxsplit=1)[0]
    return "".join(char for char in bare if not char.isdigit() and char.isprintable()).strip()


@dataclass(frozen=True, slots=True)
class Named:
    """What tells two heads of one name apart: their group, else their age."""

    name: str
    village_group: str = ""
    birth: str = ""
    """ISO date or empty."""


def tell_apart(people: Sequence[Named]) -> tuple[str, ...]:
    """The names as a village says them: two 张伟 become 张伟（二组） and 张伟（五组）, or 张伟（大） and 张伟（小）."""
    bare = [board_name(person.name) for person in people]
    shared = {name for name, count in Counter(bare).items() if count > 1}
    shown = list(bare)
    for name in shared:
        places = [index for index, other in enumerate(bare) if other == name]
        for index, mark in zip(places, _marks([people[index] for index in places]), strict=True):
            shown[index] = f"{name}（{mark}）"
    return tuple(shown)


def _marks(namesakes: Sequence[Named]) -> list[str]:
    groups = [group_name(person.village_group) for person in namesakes]
    if all(groups) and len(set(groups)) == len(groups):
        return groups
    order = sorted(range(len(namesakes)), key=lambda index: (namesakes[index].birth or "9999", index))
    words = ["大", "小"] if len(namesakes) == 2 else [_stem(place) for place in range(len(namesakes))]
    marks = [""] * len(namesakes)
    for place, index in enumerate(order):
        marks[index] = words[place]
    return marks


def _stem(place: int) -> str:
    stems = "甲乙丙丁戊己庚辛壬癸"
    return stems[place] if place < len(stems) else chinese_number(place + 1)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五, 1020 → 一千零二十; below 10,000, as groups and lists are."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    size, sign = (1000, "千") if number >= 1000 else (100, "百")
    first, rest = divmod(number, size)
    gap = "零" if rest and rest < size // 10 else ""
    one = "一" if 10 <= rest < 20 else ""
    return _DIGITS[first] + sign + gap + one + (chinese_number(rest) if rest else "")


def group_name(group: str) -> str:
    """A 村民小组 in words, without digits: 第2组 → 第二组, 12 → 十二组."""
    words = re.sub(r"\d{1,3}", lambda found: chinese_number(int(found.group())), group.strip())
    words = "".join(char for char in words if not char.isdigit())
    return words + "组" if group.strip().isdigit() else words


def remark_for(before: Decimal | None, now: Decimal, newly: bool) -> Remark:
    """新增 when not in benefit before; otherwise by how the amount moved."""
    if newly:
        return "新增"
    if before is None or before == now:
        return "续保"
    return "调增" if now > before else "调减"
