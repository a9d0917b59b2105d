"""Who must pledge not to meddle, who has, and until when (seeds S-001 … S-005).

A pledge holds from the day it was signed until its last day, both included, and is bound to the text that was signed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.officer import Officer, Role

PLEDGED, VOIDED, POSTED = "duty.pledged", "duty.voided", "duty.posted"
CIVIL, ORGAN, COMMITTEE, INSTITUTION, AGENT, INVESTIGATOR = ROLES = ("1", "2", "3", "4", "5", "6")
"""Codes of `pledge_role` in F04."""
_WORD = re.compile(r"([1-6])(?:@([0-9]{6,12}))?")
Scope = tuple[tuple[str, str], ...]
"""(role, prefix of the area in which it must pledge; empty: everywhere)"""


@dataclass(frozen=True, slots=True)
class Pledge:
    id: str
    """Of the event."""
    person: str
    """Id of the officer, or of the engagement of somebody who has no PIN here."""
    name: str
    unit: str
    post: str
    role: str
    version: str
    """Of the text that was signed."""
    signed_on: str
    valid_to: str
    """ISO days, both included."""
    source: str = ""
    """The signed F04; empty for one that was signed on paper."""
    replaces: str = ""
    """The signed F04 that it corrects."""

    def holds_on(self, day: str) -> bool:
        return self.signed_on <= day <= self.valid_to


class Standing(StrEnum):
    """The order is the order of the list: who is missing comes first."""

    NONE = "none"
    EXPIRED = "expired"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who must pledge, and where he stands on a day."""

    person: str
    name: str
    unit: str
    post: str
    role: str
    area: str
    """Township (or county) that counts him."""
    standing: Standing
    pledge: Pledge | None = None
    """The valid one, else the last."""
    officer: bool = False
    """Whether he works here and signs with his PIN."""


def parse_scope(text: str) -> Scope:
    """`1 3 5 6 2@999999100`: roles of F04 that must pledge, one of them in one township only (S-004).

    Raises:
        Refused: `policy.not-a-choice` (key, value, allowed).
    """
    found: list[tuple[str, str]] = []
    for word in re.split(r"[\s,，;；、]+", text.strip()):
        match = _WORD.fullmatch(word)
        if match is None:
            raise Refused("policy.not-a-choice", key="pledge_scope", value=word, allowed=" / ".join(ROLES))
        found.append((match[1], _stem(match[2] or "")))
    return tuple(found)


def must(scope: Scope, role: str, area: str) -> bool:
    """Whether somebody of this role in this area must pledge."""
    return any(wanted == role and area.startswith(prefix) for wanted, prefix in scope)


def role_of(officer: Officer) -> str:
    """The F04 role of somebody who works here; a village's own cadre counts as one of its committee."""
    if officer.village_code:
        return COMMITTEE
    if officer.roles & {Role.CLERK, Role.COUNTY}:
        return CIVIL
    return INVESTIGATOR if Role.INVESTIGATOR in officer.roles else INSTITUTION


def fold(found: Iterable[Event]) -> Mapping[str, tuple[Pledge, bool]]:
    """Id → the pledge, and whether it was voided; order of arrival is no matter."""
    told = list(found)
    gone = {one.thing for one in told if one.kind == VOIDED}
    return {one.id: (_pledge(one), one.thing in gone) for one in told if one.kind == PLEDGED}


def pledges(found: Iterable[tuple[Pledge, bool]]) -> Mapping[str, tuple[Pledge, ...]]:
    """Person → his pledges, by day of signing, of what `fold` made. Voided and corrected ones are gone."""
    told = list(found)
    corrected = {one.replaces for one, _ in told} - {""}
    by_person: dict[str, list[Pledge]] = defaultdict(list)
    for one, gone in told:
        if not gone and (not one.source or one.source not in corrected):
            by_person[one.person].append(one)
    return {key: tuple(sorted(some, key=lambda one: (one.signed_on, one.id))) for key, some in by_person.items()}


def standing(of: Iterable[Pledge], day: str) -> tuple[Standing, Pledge | None]:
    """Where somebody with these pledges stands on a day, and by which of them."""
    known = [one for one in of if one.signed_on <= day]
    if not known:
        return Standing.NONE, None
    last = known[0] if len(known) == 1 else max(known, key=lambda one: (one.valid_to, one.signed_on, one.id))
    return (Standing.VALID if last.holds_on(day) else Standing.EXPIRED), last


def _pledge(one: Event) -> Pledge:
    return Pledge(
        one.id, one.text("person"), one.text("name"), one.text("unit"), one.text("post"), one.text("role"),
        one.text("version"), one.day, one.text("valid_to"), one.source, one.text("replaces"),
    )  # fmt: skip


def _stem(area: str) -> str:
    return area[:6] if area.endswith("000000") else area[:9] if area.endswith("000") and len(area) == 12 else area
