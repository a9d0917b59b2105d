"""The only clock. Rules and services get it from outside, so that tests and replays decide what time it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")


class Clock(Protocol):
    def now(self) -> datetime:
        """The current moment, timezone-aware, in China Standard Time."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(CHINA)


@dataclass
class FixedClock:
    """A clock that stands still until somebody moves it."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **delta: float) -> None:
        self.at += timedelta(**delta)


def today(clock: Clock) -> date:
    return clock.now().date()


def stamp(clock: Clock) -> str:
    """ISO 8601 to the millisecond, the form in which moments are stored."""
    return clock.now().isoformat(timespec="milliseconds")


def is_day(text: str) -> bool:
    """Whether it is a day as 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
