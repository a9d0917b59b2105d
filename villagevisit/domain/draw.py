"""A draw that anybody can repeat from the seed announced at the meeting (rules.md R-17)."""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def ticket(seed: str, batch: str, household_no: str) -> str:
    """The household's place in the order: SHA-256 of ``seed|batch|household_no``, hex, smallest first."""
    return hashlib.sha256(f"{seed}|{batch}|{household_no}".encode()).hexdigest()


def ordered(items: Iterable[T], seed: str, batch: str, number: Callable[[T], str]) -> list[T]:
    """All items in the drawn order. Equal numbers keep the order they came in."""
    return sorted(items, key=lambda item: ticket(seed, batch, number(item)))


@dataclass(frozen=True, slots=True)
class Deal:
    """`given` maps household → team; `unassignable` are those that no team may take, in drawn order."""

    given: Mapping[str, str]
    unassignable: tuple[str, ...]


def deal(
    order: Sequence[str], teams: Sequence[str], load: Mapping[str, int], allowed: Callable[[str, str], bool]
) -> Deal:
    """Gives each household, in drawn order, to the team with the least work that may take it.

    `load` is what each team has already. Among equals the team that comes first takes it, so that the result
    depends on nothing but the seed and the lists.
    """
    queue = [(load.get(team, 0), rank, team) for rank, team in enumerate(teams)]
    heapq.heapify(queue)
    given: dict[str, str] = {}
    left: list[str] = []
    for household in order:
        passed: list[tuple[int, int, str]] = []
        while queue:
            work, rank, team = heapq.heappop(queue)
            if allowed(household, team):
                given[household] = team
                heapq.heappush(queue, (work + 1, rank, team))
                break
            passed.append((work, rank, team))
        else:
            left.append(household)
        for entry in passed:
            heapq.heappush(queue, entry)
    return Deal(given=given, unassignable=tuple(left))
