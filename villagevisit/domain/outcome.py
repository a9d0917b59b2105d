"""What became of one visit (codes of F01's `visit_result`), and what follows from it."""

from dataclasses import dataclass
from typing import Literal

COMPLETED, REMOTE, NOBODY_HOME, AWAY, UNWILLING, MOVED, DECEASED = "1", "2", "3", "4", "5", "6", "7"

HouseholdState = Literal["", "moved", "deceased"]


@dataclass(frozen=True, slots=True)
class Outcome:
    final: bool
    """Whether the household is done in this round once two people have signed; otherwise it is visited again."""
    household: HouseholdState = ""
    """The state that the household takes when both have signed; empty leaves it as it is."""
    recheck: bool = False
    """The head has died and others live there: the household is to be looked at again within three months."""


def outcome(visit_result: str, *, consented: bool, members: int) -> Outcome:
    """Nobody at home, away for long and unwilling are records of an attempt; the household stays to be visited.

    A household that moved, or whose only member died, leaves the register when both have signed. Where others are
    left after a death, the household stays and its circumstances are checked again (R-20).
    """
    if visit_result in (COMPLETED, REMOTE):
        return Outcome(final=consented)
    if visit_result == MOVED:
        return Outcome(final=True, household="moved")
    if visit_result == DECEASED:
        alone = members <= 1
        return Outcome(final=True, household="deceased" if alone else "", recheck=not alone)
    return Outcome(final=False)
