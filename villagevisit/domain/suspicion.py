"""What the county looks at again: traces that visits leave, and findings in them that a person judges.

A finding is never an accusation. It names the submissions, gives the figures, and leaves the rest to somebody who asks
(sync-design §9 and §12; PIPL Art. 24: nothing is decided by automation alone).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from statistics import median

from villagevisit.domain.policy import Policy

PREFIX = "audit_"
"""How the names of these parameters begin in the county's table."""


class Scope(StrEnum):
    """Which traces are looked at together. A finding belongs to one scope and is made anew with it."""

    VILLAGE = "village"
    PAIR = "pair"
    """Two people, one year."""
    DAY = "day"
    """One person, one day."""
    DEVICE = "device"
    """One laptop's chain."""
    PHOTO = "photo"
    """Everything that carries the same file."""
    INK = "ink"


@dataclass(frozen=True, slots=True)
class Signer:
    officer: str
    at: datetime
    name: str = ""


COARSE = 100.0
"""Metres: the form keeps no place more exactly than that."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees (WGS 84) and how far off it may be, in metres."""

    lat: float
    lon: float
    metres: float = COARSE


@dataclass(frozen=True, slots=True)
class Picture:
    kind: Scope
    """PHOTO of the place, or INK: the householder's signature or thumbprint."""
    digest: str
    look: int | None = None
    """128 bits that stay nearly the same when a picture is saved again; None while unseen, or nothing is on it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one submission tells about how it came about. No illness, no names of who was asked in print."""

    id: str
    village: str
    """12-digit code."""
    household: str
    device: str
    seq: int
    made: datetime
    """The laptop's clock when the record was closed, after the second signature."""
    frozen: datetime
    received: datetime
    """The county's clock."""
    signers: tuple[Signer, ...] = ()
    village_name: str = ""
    started: datetime | None = None
    known: datetime | None = None
    """When the county had received the newest thing that the laptop knew while it closed this record."""
    correction: bool = False
    in_person: bool = True
    round: str = ""
    result: str = ""
    income: float | None = None
    """Yuan per person and month."""
    line: float | None = None
    """The standard it is measured against, in the same unit."""
    point: Point | None = None
    pictures: tuple[Picture, ...] = ()
    figures: frozenset[int] = frozenset()
    """Digests of amounts that differ between households and change from year to year."""
    story: frozenset[int] = frozenset()
    """Digests of all answers that are a household's own: amounts, areas, sentences."""
    neighbours: tuple[str, ...] = ()
    """Codes as they were typed; never shown."""
    names: frozenset[str] = frozenset()
    """How the household itself may be called in a neighbour's code; never shown."""
    staff: frozenset[str] = frozenset()
    """Staff numbers of the two investigators as the form names them: all that a phone says of who went."""
    barred: frozenset[str] = frozenset()
    """Those of them who should not have gone; known when everything is looked at together."""

    @property
    def begun(self) -> datetime:
        return self.started or self.frozen

    @property
    def minutes(self) -> float | None:
        """From opening the form to freezing it; None when the form did not say when it was opened."""
        return None if self.started is None else (self.frozen - self.started).total_seconds() / 60

    @property
    def officers(self) -> frozenset[str]:
        return frozenset(one.officer for one in self.signers)

    @property
    def counts(self) -> bool:
        """Whether people say that they were in the house; a correction is written at a desk."""
        return self.in_person and not self.correction


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    """Its sentences are `audit.<code>.…`."""
    submissions: tuple[str, ...]
    facts: Mapping[str, str]
    """Figures for the sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The county's parameters (`audit_…`), each with unit and source in the table that ships them."""

    visit_minutes: float
    short_visits: float
    row_minutes: float
    row_visits: float
    reading_seconds: float
    unread_visits: float
    unread_share: float
    copy_items: float
    copy_share: float
    copy_bits: float
    repeat_items: float
    repeat_days: float
    speed: float
    near_km: float
    village_minutes: float
    sure_minutes: float
    photo_bits: float
    ink_bits: float
    clock_minutes: float
    night_from: float
    night_to: float
    night_visits: float
    neighbour_letters: float
    neighbour_visits: float
    neighbour_share: float
    mutual_pairs: float
    day_visits: float
    alike_visits: float
    bunch_band: float
    bunch_visits: float
    bunch_share: float

    @classmethod
    def of(cls, policy: Policy) -> "Limits":
        """Raises Refused `policy.missing`, `policy.not-a-number`."""
        return cls(**{one.name: float(policy.decimal(PREFIX + one.name)) for one in fields(cls)})


Way = Callable[[str, Sequence[Trace], Limits], Iterator[Finding]]
"""A way in which visits can be made up: the key of the scope, its traces, the limits, and what is found."""


def finding(code: str, traces: Sequence[Trace], **facts: float | str) -> Finding:
    """A finding over these traces, with figures as people read them."""
    return Finding(code, tuple(one.id for one in traces), {name: shown(value) for name, value in facts.items()})


def shown(value: float | str) -> str:
    """A figure without digits that nobody needs: 3, 3.4, 120."""
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"


def in_order(traces: Sequence[Trace]) -> list[Trace]:
    """By the moment in which people say they began."""
    return sorted(traces, key=lambda one: (one.begun, one.id))


def households(traces: Sequence[Trace]) -> int:
    return len({one.household for one in traces})


def readings(traces: Sequence[Trace]) -> dict[str, list[float]]:
    """Submission → seconds that each signer had for reading it, in the order of signing.

    Time counts from freezing, from the signature before, and from the same person's last signature under anything else,
    so that an evening on which one signs twenty records in a row is measured rightly.
    """
    found: dict[str, list[float]] = {}
    last: dict[str, datetime] = {}
    signed = [(sign.at, one.id, place) for one in traces for place, sign in enumerate(one.signers)]
    by_id = {one.id: one for one in traces}
    for at, submission, place in sorted(signed):
        one = by_id[submission]
        officer = one.signers[place].officer
        since = [one.frozen, *(sign.at for sign in one.signers[:place])]
        if officer in last:
            since.append(last[officer])
        last[officer] = at
        found.setdefault(submission, []).append((at - max(since)).total_seconds())
    return found


@dataclass(frozen=True, slots=True)
class PairFigures:
    """How two people work, beside which the county's medians stand."""

    visits: int
    minutes: float | None
    """Median from opening the form to freezing it."""
    reading: float | None
    """Median seconds before a signature."""
    unlike: float
    """Share of results that are not the pair's commonest one."""


def pair_figures(traces: Sequence[Trace]) -> PairFigures:
    """Over everything that two people signed and that is no correction."""
    own = [one for one in traces if not one.correction]
    minutes = [one.minutes for one in own if one.in_person and one.minutes is not None]
    seconds = [value for values in readings(own).values() for value in values]
    results = [one.result for one in own]
    commonest = max((results.count(one) for one in set(results)), default=0)
    return PairFigures(
        visits=len(own),
        minutes=median(minutes) if minutes else None,
        reading=median(seconds) if seconds else None,
        unlike=1 - commonest / len(results) if results else 0.0,
    )
