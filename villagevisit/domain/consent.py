"""Consent to use what somebody tells: said for purposes, by whom and how, and taken back (PIPL 14, 15, 29, 31).

Nothing here is ever changed: who takes a consent back adds an act, and the newest act about a purpose counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from villagevisit.domain.retention import last_day

DECLINED = "拒绝提供"
"""What a form holds in the place of an illness that somebody does not want to name (forms.md F01 §B)."""
GUARDIAN_UNDER = 14
"""Years: below that a guardian consents (PIPL 31)."""


class Purpose(StrEnum):
    VISIT = "visit"
    """Being asked at home."""
    CHECK = "check"
    """Comparing income and property with other offices' registers (Social Assistance Law 41)."""
    HEALTH = "health"
    FINANCE = "finance"
    """Accounts and assets."""
    PUBLICITY = "publicity"
    """Being named beyond what the law has on a notice (PIPL 25)."""


class Act(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    LAPTOP = "laptop"
    """Signed at the laptop."""
    PAPER = "paper"
    """Signed on paper that is kept."""
    SPOKEN = "spoken"
    """Said to those who noted it."""


class Standing(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    """Nobody was asked, or somebody who could not say it for himself."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One act."""

    id: str
    act: Act
    village_code: str
    household_id: str
    person_id: str
    """Empty for somebody who is not on the roster."""
    name: str
    purposes: frozenset[Purpose]
    wording: str
    """Which text was read out or signed: form and version, or the notice's own number."""
    how: How
    guardian: str
    """Name of who said it for him; empty when he did himself."""
    day: str
    """ISO date on which it was said."""
    source: str
    """The frozen form that says so; empty when it was entered by hand."""
    at: str
    """When it was recorded."""
    by: str
    """Names of who recorded it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is held of somebody, as far as consent is asked for it."""

    person_id: str
    name: str
    birth: str
    """ISO date, or empty."""
    health: bool
    """A health form speaks of him."""
    check: bool
    """He is a member of a household that applied or is in benefit: other offices are asked about him."""


@dataclass(frozen=True, slots=True)
class Lacking:
    person_id: str
    name: str
    purpose: Purpose
    standing: Standing


def standing(acts: Iterable[Consent], purpose: Purpose, birth: str = "") -> Standing:
    """What counts for a purpose: the newest act of one person about it.

    A consent that a child below fourteen gave by himself is none.
    """
    last = newest(acts, purpose)
    if last is None or (last.act is Act.GIVEN and not last.guardian and is_child(birth, last.day)):
        return Standing.MISSING
    return Standing(last.act)


def newest(acts: Iterable[Consent], purpose: Purpose) -> Consent | None:
    """The newest act about a purpose; of those of one moment a no counts."""
    about = [one for one in acts if purpose in one.purposes]
    return max(about, key=lambda one: (one.day, one.at, one.act is not Act.GIVEN, one.id), default=None)


def is_child(birth: str, day: str) -> bool:
    """Whether somebody was below fourteen on a day, his birthday included; no where the birth date is not known."""
    if len(birth) != len("2000-01-01"):
        return False
    return date.fromisoformat(day) <= last_day(date.fromisoformat(birth), GUARDIAN_UNDER)


def of_person(acts: Iterable[Consent], person_id: str, name: str) -> list[Consent]:
    """The acts of one member of a household: by his id, or by name where the form named somebody not on the roster."""
    return [one for one in acts if (one.person_id == person_id if one.person_id else one.name == name)]


def lacking(acts: Sequence[Consent], told: Iterable[Told]) -> list[Lacking]:
    """What is held of the members of one household without their consent, by person."""
    found = []
    for one in told:
        own = of_person(acts, one.person_id, one.name)
        for purpose in ([Purpose.HEALTH] if one.health else []) + ([Purpose.CHECK] if one.check else []):
            stands = standing(own, purpose, one.birth)
            if stands is not Standing.GIVEN:
                found.append(Lacking(one.person_id, one.name, purpose, stands))
    return found
