"""How long a record is kept, and what happens at its end: dated rules of the county, and one question.

The rule in force today counts, also for what was made under an earlier one: nobody keeps longer than the county says
now (PIPL 19, the shortest time that the purpose needs). An earlier line stays in the table, to show what held when.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FOREVER = 0
"""Years: never due."""
_FEBRUARY, _LEAP_DAY = 2, 29


class Clock(StrEnum):
    """What starts the counting."""

    MADE = "made"
    """The record was frozen or printed."""
    LAST = "last"
    """The newest record of the same household: its file is open as long as something is added."""


class End(StrEnum):
    DELETE = "delete"
    """The body goes; digest, chain and signatures stay."""
    ANONYMOUS = "anonymous"
    """The body goes once its figures are in a de-identified export."""
    ASK = "ask"
    """A person decides: archives may want it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `form`: its code (F01 …), `document` for printed papers, `*` for any other form."""

    form: str
    years: int
    starts: Clock
    end: End
    valid_from: str
    """ISO date."""
    source: str
    """The article that it rests on."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as far as its time is concerned."""

    id: str
    form: str
    household_id: str
    """Empty where it is about none: then the clocks are one."""
    made: str
    """ISO date or moment."""


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose time is over, and by which rule."""

    kept: Kept
    rule: Rule
    since: date
    """The first day on which it should not be there any more."""


def last_day(day: date, years: int) -> date:
    """The last day of a term of years that began on a day: the same date, or the end of the month where there is none.

    The day on which it began is not counted (Civil Code 201, 202).
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, _FEBRUARY, _LEAP_DAY - 1)


def rule_for(rules: Iterable[Rule], form: str, today: date) -> Rule | None:
    """The newest rule of a form that is in force, of those of one day the last; that of `*` where it has none."""
    in_force = [one for one in rules if one.valid_from <= today.isoformat()]
    for wanted in (form, "*"):
        own = [one for one in in_force if one.form == wanted]
        if own:
            return max(enumerate(own), key=lambda place: (place[1].valid_from, place[0]))[1]
    return None


def end_of(started: str, rule: Rule) -> date | None:
    """The first day after the time of a record whose clock started on a day; None when it is kept for ever."""
    if rule.years == FOREVER:
        return None
    return last_day(date.fromisoformat(started[:10]), rule.years) + timedelta(days=1)


def due(records: Sequence[Kept], rules: Sequence[Rule], today: date) -> list[Due]:
    """What is over its time, oldest first."""
    last: dict[str, str] = {}
    for one in records:
        last[one.household_id] = max(last.get(one.household_id, ""), one.made)
    found = []
    for one in records:
        rule = rule_for(rules, one.form, today)
        of_file = rule is not None and rule.starts is Clock.LAST and one.household_id
        end = end_of(last[one.household_id] if of_file else one.made, rule) if rule else None
        if rule is not None and end is not None and end <= today:
            found.append(Due(one, rule, end))
    return sorted(found, key=lambda one: (one.since, one.kept.id))
