"""Spot checks: how many households, and which, so that anybody can repeat the draw from the seed (rules.md R-17)."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from villagevisit.domain.draw import ordered, ticket

TEKUN = "3"
"""Code of `assist`: support for destitute persons, which has a ratio of its own."""


@dataclass(frozen=True, slots=True)
class Home:
    """One household of the frame, as it stood when the frame was fixed."""

    id: str
    number: str
    village: str
    category: str
    must: str = ""
    """Why it is looked at in any case: `filed` (kin of staff), `complained`, `recheck`; empty: by lot."""
    original: str = ""
    """The signed visit that is checked; empty when there is none."""
    team: tuple[str, ...] = ()
    """Ids of those who made that visit."""

    @property
    def stratum(self) -> tuple[str, str]:
        return self.village, self.category


@dataclass(frozen=True, slots=True)
class Drawn:
    """A household of the sample. `rank` counts from 1 in drawn order; those that must be come after the lots."""

    rank: int
    home: Home
    ticket: str
    instead_of: str = ""
    """Id of the absent household that it stands in for."""


def number(count: int, ratio: Fraction) -> int:
    """How many of `count` households are looked at: rounded up, computed exactly (10 at 0.30 → 3, 37 → 12)."""
    return min(count, ceil(count * ratio))


def shares(sizes: Mapping[str, int], seats: int, least: Collection[str] = ()) -> dict[str, int]:
    """Gives seats to groups by their size; each of `least` gets one first, even where that makes it more.

    Every further seat goes to the group with the largest size ÷ (2 × its seats + 1); among equals the lower code.
    """
    given = {key: int(key in least) for key in sizes}
    waiting = [(-Fraction(size, 2 * given[key] + 1), key) for key, size in sizes.items() if given[key] < size]
    heapq.heapify(waiting)
    for _ in range(min(seats, sum(sizes.values())) - sum(given.values())):
        _, key = heapq.heappop(waiting)
        given[key] += 1
        if given[key] < sizes[key]:
            heapq.heappush(waiting, (-Fraction(sizes[key], 2 * given[key] + 1), key))
    return given


def frame_digest(frame: Iterable[Home]) -> str:
    """SHA-256 over the numbers of the frame, one line each `village|number|category|must`, sorted. Fixed before the
    seed is known, so that nobody can choose households after the lot was cast."""
    lines = sorted(f"{one.village}|{one.number}|{one.category}|{one.must}" for one in frame)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def lots(frame: Sequence[Home], seed: str, batch: str) -> list[Home]:
    """All households in the drawn order; equal numbers of two villages by the village's code."""
    return ordered(sorted(frame, key=lambda one: (one.village, one.number)), seed, batch, lambda one: one.number)


def quotas(frame: Sequence[Home], ratio: Fraction, tekun: Fraction) -> dict[tuple[str, str], int]:
    """How many each (village, category) gives to the lots: at least one per village, the rest by size."""
    by_lot = [one for one in frame if not one.must]
    found: dict[tuple[str, str], int] = {}
    covered: set[str] = set()
    for part, share in (
        ([one for one in by_lot if one.category != TEKUN], ratio),
        ([one for one in by_lot if one.category == TEKUN], tekun),
    ):
        villages = dict(Counter(one.village for one in part))
        given = shares(villages, number(len(part), share), villages.keys() - covered)
        covered |= villages.keys()
        for village, seats in given.items():
            sizes = dict(Counter(one.category for one in part if one.village == village))
            found |= {(village, category): n for category, n in shares(sizes, seats).items()}
    return found


def sample(frame: Sequence[Home], seed: str, batch: str, ratio: Fraction, tekun: Fraction) -> tuple[Drawn, ...]:
    """The first of each (village, category) in drawn order, ranked in that order; then all that must be looked at."""
    left = quotas(frame, ratio, tekun)
    chosen: list[Home] = []
    for one in lots([home for home in frame if not home.must], seed, batch):
        if left[one.stratum] > 0:
            left[one.stratum] -= 1
            chosen.append(one)
    chosen += lots([home for home in frame if home.must], seed, batch)
    return tuple(Drawn(at, one, ticket(seed, batch, one.number)) for at, one in enumerate(chosen, start=1))


def replacement(frame: Sequence[Home], taken: Collection[str], absent: Home, seed: str, batch: str) -> Home | None:
    """The next in order outside the sample: of the same village and category, else of the village, else of all."""
    free = [one for one in lots(frame, seed, batch) if one.id not in taken]
    near = [one for one in free if one.village == absent.village]
    nearest = [one for one in near if one.category == absent.category]
    return next(iter(nearest or near or free), None)
