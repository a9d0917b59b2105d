"""What a printed list claims, in the few figures that its code carries; a function of its recorded content alone.

So the same figures come out on whoever's computer holds the content, and a code that says others is altered.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sync.canonical import Plain
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import areas, printed_code
from villagevisit.services.paper_types import PaperKind
from villagevisit.services.workspace import Workspace
from villagevisit.wording import t

_BOARDS = (BoardKind.INITIAL, BoardKind.RESULT, BoardKind.STANDING, BoardKind.REVIEWED)
"""Their places are numbers on paper: append, never reorder."""
Content = Mapping[str, Any]
"""The recorded JSON of a paper."""
_LONGEST = 60
_STATES = ("draft", "issued", "withdrawn")
"""Their places are numbers on paper: append, never reorder."""
_OFFICE = (PaperKind.OFFICIAL, PaperKind.LETTER, PaperKind.BRIEF)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as a person reads it."""

    label: str
    value: str


def rows_digest(rows: Sequence[object]) -> bytes:
    """Of rows as they are recorded: 16 bytes of SHA-256 of their JSON."""
    text = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()[: printed_code.DIGEST]


def of(kind: PaperKind, content: Content) -> tuple[Plain, ...]:
    """The cells for the code."""
    return tuple(_OF[kind](content)) if kind in _OF else ()


def read(ws: Workspace, kind: PaperKind, cells: Sequence[Plain]) -> tuple[Claim, ...]:
    """For people; nothing where the cells are not as this kind writes them: anybody may have made the code."""
    try:
        return tuple(_READ[kind](ws, list(cells))) if kind in _READ else ()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ()


def _board(content: Content) -> Iterator[Plain]:
    yield int(content["village"]["code"])
    yield _BOARDS.index(BoardKind(content["board"]))
    yield _days(content["posted"])
    yield _days(content["closes"])
    yield int(content["households"])
    yield int(content["persons"])
    yield int(Decimal(content["amount"]) * 100)
    yield rows_digest(content["rows"])


def _read_board(ws: Workspace, cells: list[Any]) -> Iterator[Claim]:
    village, board, posted, closes, households, persons, amount, digest = cells
    yield Claim(t("paper.fact.village"), areas.name(ws, f"{village:012d}"))
    yield Claim(t("paper.fact.board"), _BOARD_NAMES[_BOARDS[board]]())
    yield Claim(t("paper.fact.posted"), _day(posted))
    yield Claim(t("paper.fact.closes"), _day(closes))
    yield Claim(t("paper.fact.households"), str(int(households)))
    yield Claim(t("paper.fact.persons"), str(int(persons)))
    yield Claim(t("paper.fact.amount"), f"{Decimal(amount) / 100:,.2f}")
    yield Claim(t("paper.fact.rows_digest"), _shown(digest))


def _draw(content: Content) -> Iterator[Plain]:
    yield content["round"]["code"][:_LONGEST]
    yield content["seed"][:_LONGEST]
    yield _days(content["drawn_at"][:10])
    yield int(content["households"])
    yield int(content["unassignable"])
    yield rows_digest(content["rows"])


def _read_draw(_ws: Workspace, cells: list[Any]) -> Iterator[Claim]:
    code, seed, day, households, unassignable, digest = cells
    yield Claim(t("paper.fact.round"), str(code))
    yield Claim(t("paper.fact.seed"), str(seed))
    yield Claim(t("paper.fact.drawn"), _day(day))
    yield Claim(t("paper.fact.households"), str(int(households)))
    yield Claim(t("paper.fact.unassignable"), str(int(unassignable)))
    yield Claim(t("paper.fact.rows_digest"), _shown(digest))


def _pledge(content: Content) -> Iterator[Plain]:
    yield content["unit"][:_LONGEST]
    yield content["name"][:_LONGEST]


def _read_pledge(_ws: Workspace, cells: list[Any]) -> Iterator[Claim]:
    unit, name = cells
    yield Claim(t("paper.fact.unit"), str(unit) or "—")
    yield Claim(t("paper.fact.name"), str(name) or "—")


def _office(content: Content) -> Iterator[Plain]:
    yield content["mark"][:_LONGEST]
    yield content["text"]["title"].replace("\n", "")[:_LONGEST]
    yield _STATES.index(content["state"])


def _read_office(_ws: Workspace, cells: list[Any]) -> Iterator[Claim]:
    mark, title, state = cells
    yield Claim(t("paper.fact.mark"), str(mark))
    yield Claim(t("paper.fact.title"), str(title) or "—")
    yield Claim(t("paper.fact.state"), t(f"office.state.{_STATES[state]}"))


def _days(day: str) -> int:
    return (date.fromisoformat(day) - printed_code.DAY_ZERO).days


def _day(days: int) -> str:
    return (printed_code.DAY_ZERO + timedelta(days=days)).isoformat()


def _shown(digest: bytes) -> str:
    text = digest.hex().upper()[:8]
    return f"{text[:4]} {text[4:]}"


_OF: Mapping[PaperKind, Callable[[Content], Iterator[Plain]]] = {
    PaperKind.PUBLICITY_BOARD: _board,
    PaperKind.DRAW_RECORD: _draw,
    PaperKind.PLEDGE: _pledge,
    **dict.fromkeys(_OFFICE, _office),
}
_READ: Mapping[PaperKind, Callable[[Workspace, list[Any]], Iterator[Claim]]] = {
    PaperKind.PUBLICITY_BOARD: _read_board,
    PaperKind.DRAW_RECORD: _read_draw,
    PaperKind.PLEDGE: _read_pledge,
    **dict.fromkeys(_OFFICE, _read_office),
}
_BOARD_NAMES = {
    BoardKind.INITIAL: lambda: t("paper.board.initial"),
    BoardKind.RESULT: lambda: t("paper.board.result"),
    BoardKind.STANDING: lambda: t("paper.board.standing"),
    BoardKind.REVIEWED: lambda: t("paper.board.reviewed"),
}
