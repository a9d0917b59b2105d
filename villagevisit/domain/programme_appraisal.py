"""A third party's appraisal of the programme: records drawn by a seed, scored elsewhere, summed by village (S-290).

The draw repeats as that of a spot check does (rules.md R-17): a record's place is SHA-256 of ``seed|batch|number``,
and the first of each village are looked at. Its number is the person's id, which names nobody.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from villagevisit.domain.draw import ordered
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

DRAWN, SCORED = "health.appraisal-drawn", "health.appraisal-scored"
MOST: Final = 200
"""Records of a village."""
One = tuple[str, str]
"""(village, person)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the score sheet. `look`: what the appraiser looks at."""

    code: str
    name: str
    look: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as it was kept: whoever has the frame and the seed gets the same records."""

    id: str
    day: str
    by: str
    seed: str
    batch: str
    per_village: int
    appraiser: str
    digest: str
    """Of the frame, `digest_of`."""
    frame: int
    withheld: int
    """Records outside the frame, because the person did not agree that his health data are used."""
    drawn: tuple[One, ...]
    scores: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Person → item → points, as they were entered last."""

    def number(self, place: int) -> str:
        """What the record at a place (from 1) is called on the score sheet."""
        return f"{self.id[-6:]}-{place:03d}"


@dataclass(frozen=True, slots=True)
class Sum:
    """Mean points of a record. `village` is empty for all of them."""

    village: str
    drawn: int
    scored: int
    items: Mapping[str, Decimal]
    total: Decimal | None
    """None while nothing is scored."""


def digest_of(frame: Iterable[One]) -> str:
    """SHA-256 over one line `village|person` each, sorted."""
    lines = sorted(f"{village}|{person}" for village, person in frame)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def sample(frame: Iterable[One], seed: str, batch: str, per_village: int) -> tuple[One, ...]:
    """By village code, in drawn order; of a village with fewer records all."""
    homes: dict[str, list[One]] = {}
    for one in sorted(frame):
        homes.setdefault(one[0], []).append(one)
    return tuple(
        one for village in sorted(homes)
        for one in ordered(homes[village], seed, batch, lambda each: each[1])[:per_village]
    )  # fmt: skip


def fold(events: Iterable[Event]) -> list[Draw]:
    """Newest first, whatever order they come in; of several scorings of a record the last counts."""
    found: dict[str, Draw] = {}
    told = sorted(events, key=lambda event: (event.at, event.id))
    for one in told:
        if one.kind == DRAWN:
            found[one.thing] = _draw(one)
    for one in told:
        if one.kind == SCORED and one.thing in found:
            draw = found[one.thing]
            found[one.thing] = replace(draw, scores={**draw.scores, **_scores(one)})
    return sorted(found.values(), key=lambda draw: (draw.day, draw.id), reverse=True)


def sums(draw: Draw, items: Sequence[Item]) -> list[Sum]:
    """Each village, then all together: the mean of its records, not of its villages."""
    villages = list(dict.fromkeys(village for village, _ in draw.drawn))
    return [_sum(draw, items, village) for village in (*villages, "")]


def points(text: str, item: Item, row: int) -> Decimal:
    """Raises Refused `appraise.score` (row, item, most) for what is none, or more than there are."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= item.weight:
        raise Refused("appraise.score", row=row, item=item.name, most=f"{item.weight:f}")
    return value


def _draw(one: Event) -> Draw:
    listed = one.data.get("drawn")
    drawn = tuple((str(pair[0]), str(pair[1])) for pair in listed if isinstance(pair, list)) if isinstance(
        listed, list) else ()  # fmt: skip
    return Draw(
        one.thing, one.day, one.by, one.text("seed"), one.text("batch"), one.number("per_village"),
        one.text("appraiser"), one.text("digest"), one.number("frame"), one.number("withheld"), drawn,
    )  # fmt: skip


def _scores(one: Event) -> dict[str, dict[str, Decimal]]:
    said = one.data.get("scores")
    return {
        person: {item: Decimal(str(value)) for item, value in items.items()}
        for person, items in (said.items() if isinstance(said, dict) else ()) if isinstance(items, dict)
    }  # fmt: skip


def _sum(draw: Draw, items: Sequence[Item], village: str) -> Sum:
    mine = [person for place, person in draw.drawn if village in ("", place)]
    scored = [draw.scores[person] for person in mine if person in draw.scores]
    if not scored:
        return Sum(village, len(mine), 0, {}, None)
    means = {one.code: sum((said.get(one.code, Decimal(0)) for said in scored), Decimal(0)) / len(scored)
             for one in items}  # fmt: skip
    return Sum(village, len(mine), len(scored), means, sum(means.values(), Decimal(0)))
