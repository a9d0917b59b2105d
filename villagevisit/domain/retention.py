"""How long a record is kept, and what happens at its end: dated rules of the county, and one question.

The rule in force today counts, also for what was made under an earlier one: nobody keeps longer than the county says
now (PIPL 19, the shortest time that the purpose needs). An earlier line stays in the table, to show what held when.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    ROUND_END = "round-end"
    """The round that it belongs to was closed; not while it is open."""
    BENEFIT_END = "benefit-end"
    """The household no longer receives anything; not while it does."""
    REPLACED = "replaced"
    """A correction took its place."""


class End(StrEnum):
    DELETE = "delete"
    """The body goes; digest, chain and signatures stay."""
    ANONYMOUS = "anonymous"
    """The body goes; its figures stay in the de-identified export that was made before."""
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
    starts: Mapping[Clock, str]
    """ISO dates of the clocks that have started."""


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
    """The newest rule of a form that is in force; that of `*` where it has none."""
    in_force = [one for one in rules if one.valid_from <= today.isoformat()]
    for wanted in (form, "*"):
        own = [one for one in in_force if one.form == wanted]
        if own:
            return max(own, key=lambda one: one.valid_from)
    return None


def end_of(kept: Kept, rule: Rule) -> date | None:
    """The first day after the record's time; None while the clock has not started, or when it is kept for ever."""
    started = kept.starts.get(rule.starts, "")
    if not started or rule.years == FOREVER:
        return None
    return last_day(date.fromisoformat(started[:10]), rule.years) + timedelta(days=1)


def due(records: Iterable[Kept], rules: Sequence[Rule], today: date) -> list[Due]:
    """What is over its time, oldest first."""
    found = []
    for one in records:
        rule = rule_for(rules, one.form, today)
        end = end_of(one, rule) if rule else None
        if rule is not None and end is not None and end <= today:
            found.append(Due(one, rule, end))
    return sorted(found, key=lambda one: (one.since, one.kept.id))
