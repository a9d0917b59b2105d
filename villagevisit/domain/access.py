"""Who may see and do what on the county's pages: one table and one question."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    COUNTY = "county"
    """The county's officer."""
    CLERK = "clerk"
    """A township's clerk."""
    AUDITOR = "auditor"
    """Reads everything, changes nothing, and says what he looked into."""
    DOCTOR = "doctor"
    ADMIN = "admin"
    """Keeps the machine running; sees no household and no colleague."""


class Action(StrEnum):
    COUNTS = "counts"
    """How far each village is."""
    HOUSEHOLDS = "households"
    """Names of households and who signed."""
    CONFLICTS = "conflicts"
    """Where two accounts of a household differ."""
    DECIDE = "decide"
    """Settling such a difference."""
    COMPUTERS = "computers"
    """Which laptops sent what, and what is wrong with them."""
    PEOPLE = "people"
    """Who may sign in here."""
    AUDIT = "audit"
    """Who did what here."""
    EXPORT = "export"
    """Taking data out."""
    SUSPICION = "suspicion"
    """Which visits somebody should look at again, and saying that one did."""
    CERTIFY = "certify"
    """Saying whose key a key is."""
    PUBLISH = "publish"
    """Sending rules, forms and messages to laptops."""


LOCAL = frozenset({Role.CLERK, Role.DOCTOR})
"""Roles that make sense only with an area."""
_READS = {
    Action.COUNTS,
    Action.HOUSEHOLDS,
    Action.CONFLICTS,
    Action.COMPUTERS,
    Action.PEOPLE,
    Action.AUDIT,
    Action.SUSPICION,
}
_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.COUNTY: frozenset(Action),
    Role.CLERK: frozenset({Action.COUNTS, Action.HOUSEHOLDS, Action.CONFLICTS, Action.DECIDE, Action.COMPUTERS}),
    Role.AUDITOR: frozenset(_READS),
    Role.DOCTOR: frozenset({Action.COUNTS, Action.HOUSEHOLDS}),
    Role.ADMIN: frozenset({Action.COUNTS, Action.COMPUTERS}),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who signed in."""

    name: str
    role: Role
    area: str = ""
    """The code of the area this person is limited to; empty: the whole county."""


def can(who: Who, action: Action, area: str | None = None) -> bool:
    """Whether somebody may do something in an area; None asks whether anywhere at all.

    An empty area is what belongs to no place; only who is limited to no place may have to do with it.
    """
    if action not in _ALLOWED[who.role]:
        return False
    if who.role in LOCAL and not who.area:
        return False
    return area is None or within(area, who.area)


def within(area: str, limit: str) -> bool:
    """Whether an area lies in another one; an empty limit is none."""
    return area.startswith(stem(limit))


def stem(area: str) -> str:
    """The part of a 12-digit code that all areas below it share; a shorter prefix is one already."""
    if len(area) != 12:
        return area
    return area[:6] if area.endswith("000000") else area[:9] if area.endswith("000") else area
