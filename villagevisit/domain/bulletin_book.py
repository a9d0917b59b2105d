"""What became of a month's bulletin, folded from `bulletin.*` events; the same in whatever order they arrive.

Keys of `data`: `bulletin.opened` (where no bulletin came before) month, households, persons, basis;
`bulletin.explained` check, left, right, why; `bulletin.frozen` what `frozen_data` writes; `bulletin.published` to. The
thing is `thing(area, month)`, so that two computers of one office speak of the same bulletin.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from villagevisit.domain.bulletin import Bulletin, Check, Explained, Figure, Part, Ranked, Unit, ranked
from villagevisit.domain.event import Event, Value

OPENED, EXPLAINED, FROZEN, PUBLISHED = "bulletin.opened", "bulletin.explained", "bulletin.frozen", "bulletin.published"
KINDS = (OPENED, EXPLAINED, FROZEN, PUBLISHED)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A bulletin as it was fixed; nothing in it is computed again."""

    event: str
    area: str
    month: str
    """`2026-11`."""
    since: str
    until: str
    made_on: str
    number: int
    """In its year."""
    total: int
    """Of all years."""
    by: str
    figures: dict[str, Figure]
    parts: dict[str, tuple[Part, ...]]
    units: tuple[Unit, ...]
    names: dict[str, str]
    """What the units were called."""
    checks: tuple[Check, ...]
    explained: tuple[Explained, ...]
    limits: tuple[str, str]
    """Least share done of green and of yellow, decimal text."""
    said: dict[str, str]
    """What the office adds: `good`, `problems`, `next`."""

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        return ranked(self.units, *(Fraction(limit) for limit in self.limits))


@dataclass(frozen=True, slots=True)
class Book:
    """One month of one office. Of two that were frozen at once the earlier holds."""

    opening: tuple[int, int, str] | None = None
    """Households, persons and what they are based on, where somebody stated them."""
    explained: tuple[Explained, ...] = ()
    frozen: Frozen | None = None
    published: str = ""
    """The day."""


def thing(area: str, month: str) -> str:
    return f"{area}-{month}"


def book(events: Iterable[Event]) -> Book:
    """Folds the events of one thing, by moment of entry and id."""
    opening, explained, frozen, published = None, [], None, ""
    for one in sorted(events, key=lambda one: (one.at, one.id)):
        if one.kind == OPENED:
            opening = (one.number("households"), one.number("persons"), one.text("basis"))
        elif one.kind == EXPLAINED:
            explained.append(_explained(one))
        elif one.kind == FROZEN and frozen is None:
            frozen = read_frozen(one)
        elif one.kind == PUBLISHED and not published:
            published = one.day
    return Book(opening, tuple(explained), frozen, published)


def _explained(one: Event) -> Explained:
    return Explained(
        one.text("check"), one.number("left"), one.number("right"), one.text("why"), one.by, one.day
    )


def frozen_data(
    made: Bulletin, explained: Sequence[Explained], names: Mapping[str, str], number: int, total: int
) -> dict[str, Value]:
    """What the event of freezing holds, beside limits and words: every figure, so that nobody computes it again."""
    facts = made.facts
    gaps = {(one.key, one.left, one.right) for one in made.checks if one.gap}
    said = {(one.check, one.left, one.right): one for one in explained if one.why.strip()}
    return {
        "since": facts.since, "until": facts.until, "made_on": facts.made_on, "number": number, "total": total,
        "figures": {key: [one.value, one.of] for key, one in made.figures.items()},
        "parts": {key: [[one.key, one.count, one.persons] for one in parts] for key, parts in made.parts.items()},
        "units": [
            [one.area, one.households, one.persons, one.added, one.stopped, one.done, one.frame] for one in made.units
        ],
        "names": dict(names),
        "checks": [[one.key, one.left, one.right] for one in made.checks],
        "explained": [
            [one.check, one.left, one.right, one.why, one.by, one.day] for key, one in said.items() if key in gaps
        ],
    }  # fmt: skip


def read_frozen(one: Event) -> Frozen:
    """The bulletin in the event that froze it."""
    figures = cast("dict[str, list[int]]", one.data.get("figures", {}))
    parts = cast("dict[str, list[list[Any]]]", one.data.get("parts", {}))
    return Frozen(
        event=one.id, area=one.area, month=one.thing[-7:], since=one.text("since"), until=one.text("until"),
        made_on=one.text("made_on"), number=one.number("number"), total=one.number("total"), by=one.by,
        figures={key: Figure(*cells) for key, cells in figures.items()},
        parts={key: tuple(Part(*cells) for cells in lines) for key, lines in parts.items()},
        units=tuple(Unit(*cells) for cells in _rows(one, "units")),
        names=cast("dict[str, str]", one.data.get("names", {})),
        checks=tuple(Check(*cells) for cells in _rows(one, "checks")),
        explained=tuple(Explained(*cells) for cells in _rows(one, "explained")),
        limits=(one.text("green"), one.text("yellow")), said=cast("dict[str, str]", one.data.get("said", {})),
    )  # fmt: skip


def _rows(one: Event, key: str) -> list[list[Any]]:
    return cast("list[list[Any]]", one.data.get(key, []))
