"""Letters of responsibility and pledges of two parties (S-006 … S-008)."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagevisit.domain import letter as rules
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.letter import CHAIN, LETTER, VOIDED, Letter, Link
from villagevisit.services import areas, duty
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows


@dataclass(frozen=True, slots=True)
class NewLetter:
    """`sort` is `responsibility` for the chain of four levels, where `lower` is a code; else any name of a campaign."""

    sort: str
    year: int
    upper_party: str
    lower_party: str
    lower: str = ""
    targets: Sequence[str] = ()
    day: str = ""


def letters(ws: Workspace) -> tuple[Letter, ...]:
    """The newest first."""
    return rules.letters(rows.of_kinds(ws.store.reader(), (LETTER, VOIDED)))


def chain(ws: Workspace, year: int) -> tuple[Link, ...]:
    """County, townships and villages of this office, each with its letter of the year; the missing ones first."""
    here = [duty.office(ws), *(one.code for one in areas.villages(ws))]
    county = areas.county(ws)
    return rules.chain(letters(ws), year, dict.fromkeys([county.code, *here] if county else here))


def missing(ws: Workspace, year: int) -> int:
    """How many links of the chain have no letter."""
    return sum(one.letter is None for one in chain(ws, year))


def sign(ws: Workspace, actor: Actor, new: NewLetter) -> Done[Event]:
    """A letter that two parties signed.

    Raises:
        Refused: `letter.no-place`, `letter.same-party`, `duty.missing`, and what `duty.enter` raises.
    """
    upper, lower = duty.said(new.upper_party), duty.said(new.lower_party)
    if upper == lower:
        raise Refused("letter.same-party")
    if new.sort == CHAIN and len(new.lower) != 12:
        raise Refused("letter.no-place")
    data: dict[str, Value] = {
        "sort": duty.said(new.sort), "year": new.year, "upper": rules.upper_of(new.lower) if new.lower else "",
        "upper_party": upper, "lower": new.lower, "lower_party": lower,
        "targets": [one.strip() for one in new.targets if one.strip()],
    }  # fmt: skip
    return duty.enter(ws, actor, New(LETTER, new.lower or duty.office(ws), day=new.day, data=data))


def void(ws: Workspace, actor: Actor, letter: Letter, why: str) -> Done[Event]:
    """Takes back what was entered wrongly. Raises Refused `duty.missing`, and what `duty.enter` raises."""
    return duty.enter(ws, actor, New(VOIDED, letter.lower or duty.office(ws), letter.id, data={"why": duty.said(why)}))
