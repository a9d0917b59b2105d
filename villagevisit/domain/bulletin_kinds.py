"""Which events the bulletin counts, and as what. A kind that nobody has entered counts 0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from villagevisit.domain.objections import UPHELD


@dataclass(frozen=True, slots=True)
class Tally:
    """Events of one kind, unit and `word` (the value of the key that divides the kind), counted once for each thing."""

    kind: str
    area: str
    word: str
    things: int
    households: int
    persons: int


class Flow(StrEnum):
    ADDED = "added"
    ADJUSTED = "adjusted"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Counted:
    """Events of these kinds; with `words` only those whose word is among them. `homes`: households, not things."""

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()
    homes: bool = False

    def takes(self, one: Tally) -> bool:
        return one.kind in self.kinds and (not self.words or one.word in self.words)


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure and, where it is a share, what of."""

    what: Counted
    of: Counted | None = None


BOARD_POSTED, BOARD_DOWN, PLEDGED = "board.posted", "board.down", "duty.pledged"
CHANGE_PROPOSED, CHANGE_COUNTS = "change.proposed", "change.effective"
CONFIRMED, UNDONE, VISITORS = "case.confirmed", "case.undone", "inquiry.visitors"
ADDED, ADJUSTED, STOPPED = "change:added", "change:adjusted", "change:stopped"
"""What a decision, or a change that began to count, did to the household, by what it received before and after."""
JOINED, LEFT = "change:joined", "change:left"
"""Persons who came into a benefit that went on, and who left one."""
KEYS: Mapping[str, str] = {
    "appraisal.closed": "", BOARD_POSTED: "board", "objection.received": "",
    "objection.settled": "conclusion", "inquiry.opened": "channel", "inquiry.closed": "", VISITORS: "",
    "clue.listed": "", "clue.concluded": "ending", "check.done": "major", "kin.filed": "", "blame.closed": "severity",
}  # fmt: skip
"""The kinds that are counted, and the key of `data` that divides each; empty: undivided.

What changes a benefit is counted apart.
"""
_FLOWS: Mapping[str, Flow] = {
    ADDED: Flow.ADDED, JOINED: Flow.ADDED,
    ADJUSTED: Flow.ADJUSTED, STOPPED: Flow.STOPPED, LEFT: Flow.STOPPED,
}  # fmt: skip
_INQUIRIES, _CLUES = Counted(("inquiry.opened",)), Counted(("clue.listed",))
_OBJECTIONS, _SETTLED = Counted(("objection.received",)), Counted(("objection.settled",))
_CHECKS = Counted(("check.done",), homes=True)
COUNTED: Mapping[str, Counting] = {
    "appraisals": Counting(Counted(("appraisal.closed",))),
    "boards_posted": Counting(Counted((BOARD_POSTED,))),
    "objections": Counting(_OBJECTIONS),
    "objections_settled": Counting(_SETTLED, _OBJECTIONS),
    "objections_upheld": Counting(Counted(_SETTLED.kinds, UPHELD), _SETTLED),
    "inquiries": Counting(_INQUIRIES),
    "inquiries_closed": Counting(Counted(("inquiry.closed",)), _INQUIRIES),
    "clues": Counting(_CLUES),
    "clues_concluded": Counting(Counted(("clue.concluded",)), _CLUES),
    "checks": Counting(_CHECKS),
    "checks_right": Counting(Counted(_CHECKS.kinds, ("0", ""), homes=True), _CHECKS),
    "filings": Counting(Counted(("kin.filed",))),
    "accountable": Counting(Counted(("blame.closed",))),
}
DIVIDED: Mapping[str, Counted] = {
    "reason": Counted((STOPPED,), homes=True),
    "channel": _INQUIRIES,
    "ending": Counted(("clue.concluded",)),
    "severity": Counted(("blame.closed",)),
}


def flow(one: Tally) -> Flow | None:
    """Whether the event brought somebody in, changed what he gets, or took him out; None: neither."""
    return _FLOWS.get(one.kind)


def flows(tallies: Iterable[Tally]) -> dict[Flow, tuple[int, int]]:
    """Households and persons of each flow."""
    found = dict.fromkeys(Flow, (0, 0))
    for one in tallies:
        kind = flow(one)
        if kind is not None:
            homes, people = found[kind]
            found[kind] = (homes + one.households, people + one.persons)
    return found


def number(tallies: Iterable[Tally], counted: Counted) -> int:
    """Things, or households where these are what is counted."""
    return sum(one.households if counted.homes else one.things for one in tallies if counted.takes(one))
