"""Working days and lights (rules.md R-19): weekends and holidays rest, 调休 days work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from villagevisit.domain.publicity import WEEKENDS_ONLY, Calendar

_DAY = timedelta(days=1)


class Light(StrEnum):
    NONE = ""
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    """Overdue."""


def add(start: date, working_days: int, calendar: Calendar = WEEKENDS_ONLY) -> date:
    """The day on which a limit of so many working days ends; the first day is not counted (民法典 Art 201)."""
    day = start
    while working_days > 0:
        day += _DAY
        working_days -= not calendar.rests(day)
    return day


def between(start: date, end: date, calendar: Calendar = WEEKENDS_ONLY) -> int:
    """Working days after `start` up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -between(end, start, calendar)
    return sum(not calendar.rests(start + n * _DAY) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True)
class Limits:
    """The county's time limits in working days; its calendar; when a light turns yellow."""

    survey: int = 3
    review: int = 10
    """From the day on which the county could decide."""
    decide: int = 30
    extended: int = 45
    delegated: int = 20
    notice: int = 3
    yellow: int = 5
    pay_day: int = 10
    """Day of the month by which benefit is paid (220号 Art 31)."""
    calendar: Calendar = WEEKENDS_ONLY

    @classmethod
    def of(cls, values: Mapping[str, str], calendar: Calendar) -> "Limits":
        """From the parameters in force; what the county never heard of is as it was shipped."""
        usual = cls()

        def number(key: str, shipped: int) -> int:
            text = values.get(key, "").strip()
            return int(text) if text.isdigit() else shipped

        return cls(
            survey=number("survey_start_wd", usual.survey),
            review=number("county_review_wd", usual.review),
            decide=number("decide_wd", usual.decide),
            extended=number("decide_wd_extended", usual.extended),
            delegated=number("delegated_wd", usual.delegated),
            notice=number("refusal_notice_wd", usual.notice),
            yellow=number("light_yellow_wd", usual.yellow),
            pay_day=number("pay_day", usual.pay_day),
            calendar=calendar,
        )

    def after(self, day: date, working_days: int) -> date:
        return add(day, working_days, self.calendar)

    def light(self, due: date | None, today: date) -> Light:
        """Green with more than `yellow` working days left, red from the day after the last one."""
        if due is None:
            return Light.NONE
        if due < today:
            return Light.RED
        return Light.YELLOW if between(today, due, self.calendar) <= self.yellow else Light.GREEN
