"""Boards that hang: where each stands on a day, folded from `board.*` events (rules.md R-10; S-060 … S-064).

`board.posted` begins one: source = the printed document, households on it, data: board, posted, closes, decide_from,
until (standing boards: day of the next review), places, pages, rows, proof ("1" where the county demands a photo on
the day of posting). `board.proved`: photos and what comparing them with the printed list gave. `board.down`: taken off
the wall. A posting with `renews` takes the place of an earlier board.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from villagevisit.domain.event import Event
from villagevisit.domain.publicity import BoardKind

POSTED, PROVED, DOWN = "board.posted", "board.proved", "board.down"
KINDS = (POSTED, PROVED, DOWN)
PLACES = ("1", "2", "3", "4", "5", "6")
"""Codes of `pub_place` of form F06; the first is the village's notice board."""


class Phase(StrEnum):
    HANGING = "hanging"
    STALE = "stale"
    """A standing board that nobody refreshed in time: what hangs may be wrong by now (S-061)."""
    OVER = "over"
    """Its time is up: it should come down."""
    GONE = "gone"


class Outcome(StrEnum):
    """What comparing photos with the printed list gave: a person compares the rows, codes alone are read."""

    SAME = "same"
    """Every page of this printing hangs."""
    PART = "part"
    OTHER = "other"
    """The sheets are of another printing."""
    UNREAD = "unread"
    """No code could be read."""


class Bar(StrEnum):
    """Why nothing may follow from a board yet."""

    CUT_SHORT = "cut_short"
    UNPROVED = "unproved"
    HANGING = "hanging"


@dataclass(frozen=True, slots=True)
class Proof:
    event: str
    day: str
    at: str
    by: str
    photos: tuple[str, ...]
    """Digests, SHA-256 hex."""
    outcome: Outcome
    missing: tuple[int, ...]
    """Pages that no photo shows."""


@dataclass(frozen=True, slots=True)
class Board:
    id: str
    area: str
    kind: BoardKind
    document: str
    posted: date
    closes: date
    """Last day of its period; of a standing board the day until which it counts as fresh."""
    decide_from: date
    until: date | None
    at: str
    by: str
    batch: str
    places: tuple[str, ...]
    pages: int
    rows: int
    households: frozenset[str]
    demanded: bool = False
    """Whether the county asked for a photo when it was posted (P:publicity_proof)."""
    proofs: tuple[Proof, ...] = ()
    ended: date | None = None
    """Taken down, or another was posted in its place."""
    why: str = ""
    """Why it came down early."""
    renewed_by: str = ""
    photos: tuple[str, ...] = ()
    """Of the empty place, after it came down."""

    @property
    def cut_short(self) -> bool:
        """It did not hang to the end of its period, so nothing may follow from it."""
        return self.kind is not BoardKind.STANDING and self.ended is not None and self.ended <= self.closes

    @property
    def proved(self) -> bool:
        """Whether somebody took a photo of it where it hangs, or nobody has to. Sheets of another printing prove
        nothing of this one."""
        return not self.demanded or any(one.outcome is not Outcome.OTHER for one in self.proofs)

    def bar(self, day: date) -> Bar | None:
        """Why publicity by this board lets nobody pass on a day; None: it hung its whole time, and that is proved."""
        if self.cut_short:
            return Bar.CUT_SHORT
        if not self.proved:
            return Bar.UNPROVED
        return Bar.HANGING if day < self.decide_from else None

    def phase(self, day: date) -> Phase:
        if self.ended is not None and self.ended <= day:
            return Phase.GONE
        if self.kind is BoardKind.STANDING:
            if self.until is not None and day > self.until:
                return Phase.OVER
            return Phase.STALE if day > self.closes else Phase.HANGING
        return Phase.OVER if day > self.closes else Phase.HANGING

    def days_left(self, day: date) -> int:
        """Days of the period that are still to come, this one included; 0 when it is over."""
        return max(0, (self.closes - day).days + 1)


def fold(events: Iterable[Event]) -> tuple[Board, ...]:
    """Every board, in the order of posting. The same whatever order the events come in: they count by moment and id."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    boards: dict[str, Board] = {}
    for one in ordered:
        begun = hung(one) if one.kind == POSTED and one.thing not in boards else None
        if begun is not None:
            boards[begun.id] = begun
    for one in ordered:
        known = boards.get(one.text("renews") if one.kind == POSTED else one.thing)
        if known is not None:
            boards[known.id] = told(known, one)
    return tuple(sorted(boards.values(), key=lambda board: (board.posted, board.at, board.id)))


def hung(one: Event) -> Board | None:
    """The board that a posting begins; None for an event whose figures nobody can read."""
    try:
        return Board(
            id=one.thing, area=one.area, kind=BoardKind(one.text("board")), document=one.source,
            posted=date.fromisoformat(one.text("posted")), closes=date.fromisoformat(one.text("closes")),
            decide_from=date.fromisoformat(one.text("decide_from")),
            until=date.fromisoformat(one.text("until")) if one.text("until") else None,
            at=one.at, by=one.by, batch=one.text("batch"), places=_texts(one, "places"), pages=one.number("pages"),
            rows=one.number("rows"), households=frozenset(one.households), demanded=one.text("proof") == "1",
        )  # fmt: skip
    except ValueError:
        return None


def told(known: Board, one: Event) -> Board:
    """The board after a proof, its taking down, or the posting of the one that renews it."""
    if one.kind == PROVED:
        return replace(known, proofs=(*known.proofs, _proof(one)))
    if known.ended is not None:
        return known
    day = date.fromisoformat(one.day)
    if one.kind == DOWN:
        return replace(known, ended=day, why=one.text("reason"), photos=digests(one))
    return replace(known, ended=day, renewed_by=one.thing)


def _proof(one: Event) -> Proof:
    try:
        outcome = Outcome(one.text("outcome"))
    except ValueError:
        outcome = Outcome.UNREAD
    missing = one.data.get("missing")
    numbers = tuple(page for page in missing if isinstance(page, int)) if isinstance(missing, list) else ()
    return Proof(one.id, one.day, one.at, one.by, digests(one), outcome, numbers)


def digests(one: Event) -> tuple[str, ...]:
    """Of the photos that an event names."""
    photos = one.data.get("photos")
    found = [photo.get("digest") for photo in photos if isinstance(photo, dict)] if isinstance(photos, list) else []
    return tuple(digest for digest in found if isinstance(digest, str))


def _texts(one: Event, key: str) -> tuple[str, ...]:
    values = one.data.get(key)
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()


@dataclass(frozen=True, slots=True)
class Today:
    """What the office has to see to: each board in one list only."""

    unproved: tuple[Board, ...] = field(default=())
    """They hang, or did not come down yet, and the photo that the county demands is missing."""
    hanging: tuple[Board, ...] = field(default=())
    over: tuple[Board, ...] = field(default=())
    stale: tuple[Board, ...] = field(default=())


def sort_out(boards: Iterable[Board], day: date) -> Today:
    """The one that ends first stands first."""
    by_phase: dict[Phase, list[Board]] = {phase: [] for phase in Phase}
    for board in sorted(boards, key=lambda one: (one.closes, one.id)):
        by_phase[board.phase(day)].append(board)
    return Today(
        unproved=tuple(one for one in (*by_phase[Phase.OVER], *by_phase[Phase.HANGING]) if not one.proved),
        hanging=tuple(one for one in by_phase[Phase.HANGING] if one.proved),
        over=tuple(one for one in by_phase[Phase.OVER] if one.proved),
        stale=tuple(by_phase[Phase.STALE]),
    )
