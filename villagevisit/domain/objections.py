"""Objections to what a board says, and the gate that publicity is (R-10; S-064, issue 7).

`objection.received` (households, data: channel, kind, what, real_name, board, barred = staff numbers of those whose
visit the board rests on, inquiry) stops the case until `objection.settled` (data: conclusion, reason, feedback;
source = the new visit). It stands in the register of inquiries too; who objected is in that one's secret
`inquiry.person` (220号 Art 35). After a settlement the household hangs once more (`reviewed`), and only then may
it be decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from villagevisit.domain.boards import Board
from villagevisit.domain.event import Event
from villagevisit.domain.publicity import BoardKind

RECEIVED, SETTLED = "objection.received", "objection.settled"
KINDS = (RECEIVED, SETTLED)
ABOUT = ("income", "property", "members", "kin", "omitted", "other")
UPHELD = ("change", "end")
CONCLUSIONS = ("keep", *UPHELD)


@dataclass(frozen=True, slots=True)
class Settled:
    day: str
    at: str
    by: str
    conclusion: str
    reason: str
    feedback: str
    """ISO day on which whoever objected was told."""
    visit: str

    @property
    def upheld(self) -> bool:
        """Whether the objection was right."""
        return self.conclusion in UPHELD


@dataclass(frozen=True, slots=True)
class Objection:
    id: str
    area: str
    households: tuple[str, ...]
    day: str
    at: str
    by: str
    channel: str
    about: str
    what: str
    real_name: bool
    board: str
    inquiry: str
    barred: frozenset[str]
    settled: Settled | None = None


def fold(events: Iterable[Event]) -> tuple[Objection, ...]:
    """In the order of entry. Events count by moment and id; of two settlements the first stands."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    found: dict[str, Objection] = {}
    for one in ordered:
        if one.kind == RECEIVED and one.thing not in found:
            found[one.thing] = _received(one)
    for one in ordered:
        known = found.get(one.thing)
        if one.kind == SETTLED and known is not None and known.settled is None:
            said = Settled(
                one.day, one.at, one.by, one.text("conclusion"), one.text("reason"), one.text("feedback"), one.source
            )
            found[one.thing] = replace(known, settled=said)
    return tuple(found.values())


def _received(one: Event) -> Objection:
    barred = one.data.get("barred")
    return Objection(
        id=one.thing, area=one.area, households=one.households, day=one.day, at=one.at, by=one.by,
        channel=one.text("channel"), about=one.text("kind"), what=one.text("what"),
        real_name=one.data.get("real_name") is True, board=one.text("board"), inquiry=one.text("inquiry"),
        barred=frozenset(str(staff_no) for staff_no in barred) if isinstance(barred, list) else frozenset(),
    )  # fmt: skip


def barred(objections: Iterable[Objection]) -> dict[str, frozenset[str]]:
    """Staff numbers of those who may not visit again, by household, while its objections are open."""
    found: dict[str, frozenset[str]] = {}
    for one in objections:
        if one.settled is None:
            for home in one.households:
                found[home] = found.get(home, frozenset()) | one.barred
    return found


class Bar(StrEnum):
    """Why publicity does not let a household pass yet."""

    NOT_POSTED = "not_posted"
    UNPROVED = "unproved"
    CUT_SHORT = "cut_short"
    HANGING = "hanging"
    OBJECTION = "objection"
    SECOND = "second"
    """An objection was settled; the second publicity is still to come."""


@dataclass(frozen=True, slots=True)
class Gate:
    bar: Bar | None
    """None: publicity is over, and the case may be decided."""
    decide_from: date | None = None
    board: str = ""


def gate(boards: Sequence[Board], objections: Sequence[Objection], household: str, day: date, since: str = "") -> Gate:
    """Whether publicity lets a household pass on a day.

    `since`: ISO day before which boards and objections belong to an earlier case of the household. The last board
    counts; after a settled objection it must be a `reviewed` one that was posted after the settlement.
    """
    mine = [one for one in objections if household in one.households and one.day >= since]
    if any(one.settled is None for one in mine):
        return Gate(Bar.OBJECTION)
    hung = [
        board
        for board in boards
        if household in board.households and board.posted.isoformat() >= since
        and board.kind in (BoardKind.INITIAL, BoardKind.REVIEWED)
    ]  # fmt: skip
    settled = max((one.settled.at for one in mine if one.settled), default="")
    if settled:
        hung = [board for board in hung if board.kind is BoardKind.REVIEWED and board.at > settled]
    if not hung:
        return Gate(Bar.SECOND if settled else Bar.NOT_POSTED)
    last = max(hung, key=lambda board: (board.posted, board.at, board.id))
    if last.cut_short:
        return Gate(Bar.CUT_SHORT, board=last.id)
    if not last.proofs:
        return Gate(Bar.UNPROVED, last.decide_from, last.id)
    return Gate(Bar.HANGING if day < last.decide_from else None, last.decide_from, last.id)
