"""Weekly dispatch (周调度, F20): which office reported its week, how late, and what it said. A pure fold.

`week.reported`: the area is the office, `source` the frozen F20, data: week (its Monday), figures (see `FIGURES`),
problems, help, next, reporter, approver. Of two reports of one week the earlier entered counts (S-096).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain.event import Event

REPORTED = "week.reported"
FIGURES = (
    "hh_total", "hh_done", "n_teams", "n_people", "n_pledge", "n_filed", "n_exit_kin", "n_add_hh", "n_add_p",
    "n_stop_hh", "n_stop_p", "n_clue", "n_clue_closed", "n_petition", "n_petition_done", "n_publicity",
    "n_accountable",
)  # fmt: skip
"""Fields of F20 that are counted, not typed."""


@dataclass(frozen=True, slots=True)
class Report:
    event: str
    area: str
    week: str
    day: str
    source: str
    figures: dict[str, int]
    problems: str
    help: str
    next: str


@dataclass(frozen=True, slots=True)
class Week:
    """One office in one week."""

    area: str
    name: str
    report: Report | None
    late: int
    """Days after the day on which it was due; grows while nothing came."""
    villages: int
    """That it has, to be set beside those with a board."""


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def reports(events: Iterable[Event]) -> dict[tuple[str, str], Report]:
    """By office and Monday."""
    found: dict[tuple[str, str], Report] = {}
    for one in sorted(events, key=lambda one: (one.at, one.id)):
        if one.kind == REPORTED:
            found.setdefault((one.area, one.text("week")), _report(one))
    return found


def late(week: date, reported: str, today: date, days: int) -> int:
    """Days past the due day, which is so many `days` after the week's Sunday; 0 while it is not over."""
    due = week + timedelta(days=6 + days)
    came = date.fromisoformat(reported) if reported else today
    return max(0, (came - due).days)


def _report(one: Event) -> Report:
    figures = one.data.get("figures")
    kept = figures if isinstance(figures, dict) else {}
    return Report(
        one.id, one.area, one.text("week"), one.day, one.source,
        {key: value for key in FIGURES if isinstance(value := kept.get(key, 0), int)},
        one.text("problems"), one.text("help"), one.text("next"),
    )  # fmt: skip
