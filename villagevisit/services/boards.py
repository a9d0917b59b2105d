"""Posting boards, proving with photos that they hang, taking them down (R-10; S-060 … S-064, S-069).

A board is posted from the recorded print, so what hangs is what was printed; rows are not edited by hand afterwards.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from villagevisit.domain import boards as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.boards import Board, Outcome
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import allowing, attachments, events, paper_board, paper_image, policy, printed_code
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperKind
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import documents
from villagevisit.store import events as rows

Photo = Path | tuple[str, bytes]
Waiting = documents.BoardPrint
"""A printed board that waits to be posted."""
_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_PAPERS = (PaperKind.PUBLICITY_BOARD, PaperKind.OBJECTION_RESULT)
_LOOK_BACK = timedelta(days=60)
"""A board that was printed earlier is not posted any more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recorded board, as printed. `rows`: head, group, category, members, covered, amount, remark."""

    document: str
    kind: BoardKind
    village_code: str
    batch: str
    posted: date
    closes: date
    printed: str
    """ISO moment."""
    rows: tuple[tuple[str, ...], ...]
    households: tuple[str, ...]
    digest: str
    phones: tuple[str, str]


def sheet(ws: Workspace, document_id: str) -> Sheet:
    """What hangs, from the recorded print. Raises Refused `board.no-paper`: it is not on this computer, or no board."""
    paper = documents.get(ws.store.reader(), document_id)
    if paper is None or paper.kind not in _PAPERS:
        raise Refused("board.no-paper")
    return _sheet(paper)


def _sheet(paper: documents.Printed) -> Sheet:
    held: dict[str, Any] = json.loads(paper.content)
    return Sheet(
        document=paper.id, kind=BoardKind(held["board"]), village_code=paper.village_code, batch=held["batch"],
        posted=date.fromisoformat(held["posted"]), closes=date.fromisoformat(held["closes"]), printed=paper.made_at,
        rows=tuple(tuple(str(cell) for cell in row) for row in held["rows"]),
        households=tuple(held.get("homes", ())), digest=paper.digest,
        phones=(str(held["phones"][0]), str(held["phones"][1])),
    )  # fmt: skip


def every(ws: Workspace, within: Within = None) -> tuple[Board, ...]:
    """All boards that ever hung, oldest first, without their households: lists of villages need only their number."""
    return rules.fold(rows.of_kinds(ws.store.reader(), rules.KINDS, within=within, bare=True))


def get(ws: Workspace, board_id: str, within: Within = None) -> Board:
    """Raises Refused `board.unknown`, `actor.area`."""
    db = ws.store.reader()
    found = [one for one in rows.of_thing(db, board_id) if one.kind in rules.KINDS]
    renewals = [one for one in rows.of_kinds(db, (rules.POSTED,), bare=True) if one.text("renews") == board_id]
    board = next((one for one in rules.fold([*found, *renewals]) if one.id == board_id), None)
    if board is None:
        raise Refused("board.unknown")
    if within is not None and board.area not in within:
        raise Refused("actor.area")
    return board


def to_post(ws: Workspace, within: Within = None) -> tuple[Waiting, ...]:
    """Printed boards that nobody posted yet, while their period lasts: the last print of each kind and village."""
    day = today(ws.clock)
    found: dict[tuple[str, str, str], Waiting] = {}
    for one in documents.boards_since(ws.store.reader(), _PAPERS, (day - _LOOK_BACK).isoformat()):
        key = (one.village_code, one.board, one.kind)
        if key not in found and (within is None or one.village_code in within):
            found[key] = one
    return tuple(one for one in found.values() if not one.posted and one.closes >= day.isoformat())


def post(
    ws: Workspace, actor: Actor, document_id: str, *, places: Sequence[str], until: date | None = None, pages: int = 0
) -> Done[Board]:
    """It hangs from the day that is printed on it, and was printed by then. A standing board takes the place of the
    one before.

    `until`: day of the next review, asked of a standing board (S-061). `pages`: 0 when nobody counted them.

    Raises:
        Refused: `actor.role`, `actor.area`, `board.no-paper`, `board.posted-already`, `board.no-place`,
            `board.other-day` (printed), `board.no-until`, `paper.calendar`.
    """
    paper = sheet(ws, document_id)
    allowing.require(ws, actor, Deed.BOARD, Thing(paper.village_code))
    day = paper.posted
    before = [one for one in every(ws) if one.area == paper.village_code]
    if any(one.document == document_id for one in before):
        raise Refused("board.posted-already")
    if not places or not set(places) <= set(rules.PLACES):
        raise Refused("board.no-place")
    if not paper.printed[:10] <= day.isoformat() <= today(ws.clock).isoformat():
        raise Refused("board.other-day", printed=day.isoformat())
    clock = paper_board.posting(ws, paper.kind, day)
    data: dict[str, Value] = {
        "board": paper.kind.value, "posted": day.isoformat(), "closes": paper.closes.isoformat(),
        "decide_from": (paper.closes + timedelta(days=1)).isoformat(), "places": [*places], "pages": pages,
        "rows": len(paper.rows), "batch": paper.batch, "proof": _DEMANDED if _demanded(ws, day) else "",
    }  # fmt: skip
    if paper.kind is BoardKind.STANDING:
        if until is None or until <= day:
            raise Refused("board.no-until")
        data |= {"until": until.isoformat(), "closes": clock.closes.isoformat()}
        old = [one for one in before if one.kind is BoardKind.STANDING and one.ended is None]
        data |= {"renews": old[-1].id} if old else {}
    new = New(
        rules.POSTED, paper.village_code, households=tuple(dict.fromkeys(paper.households)), day=day.isoformat(),
        source=document_id, data=data,
    )  # fmt: skip
    one = events.record(ws, actor, new)
    return Done(get(ws, one.thing), _CHANGED)


def prove(ws: Workspace, actor: Actor, board_id: str, photos: Sequence[Photo]) -> Done[Outcome]:
    """Photos of the board where it hangs: kept with who and when, and compared by their printed codes with the list.

    Raises:
        Refused: `actor.role`, `actor.area`, `board.unknown`, `board.is-down`, `board.no-photo`,
            `attachment.not-an-image`, `attachment.too-large`, `paper.image-unreadable` (file).
    """
    board = _hangs(ws, actor, board_id)
    if not photos:
        raise Refused("board.no-photo")
    seen = [found for photo in photos for found in paper_image.pictures(photo)]
    outcome, missing = _compared(ws, board, [code for _, _, found in seen for code in found])
    photos_ = kept(ws, [picture for _, picture, _ in seen])
    data: dict[str, Value] = {"outcome": outcome.value, "missing": [*missing], "photos": photos_}
    homes = tuple(sorted(board.households))
    events.record(ws, actor, New(rules.PROVED, board.area, board.id, homes, source=board.document, data=data))
    return Done(outcome, _CHANGED)


def take_down(ws: Workspace, actor: Actor, board_id: str, photos: Sequence[Photo] = (), reason: str = "") -> Done[None]:
    """It hangs no more. Before its time, or where the photo that the county demands is missing, that needs a reason,
    and then nothing follows from it: it has to hang anew.

    Raises:
        Refused: as `prove`, and `board.too-early` (closes), `board.no-proof`.
    """
    board = _hangs(ws, actor, board_id)
    day = today(ws.clock)
    early = day <= (board.until or board.closes)
    if early and not reason.strip():
        raise Refused("board.too-early", closes=(board.until or board.closes).isoformat())
    if not board.proved and not reason.strip():
        raise Refused("board.no-proof")
    empty = kept(ws, [picture for photo in photos for _, picture, _ in paper_image.pictures(photo)])
    data: dict[str, Value] = {"reason": reason.strip() if early or not board.proved else "", "photos": empty}
    events.record(ws, actor, New(rules.DOWN, board.area, board.id, source=board.document, data=data))
    return Done(None, _CHANGED)


def _compared(ws: Workspace, board: Board, codes: Sequence[str]) -> tuple[Outcome, tuple[int, ...]]:
    """Whether the printed codes in photos are those of this board, and which of its pages no photo shows."""
    paper = documents.get(ws.store.reader(), board.document)
    seen: set[int] = set()
    other, pages = 0, board.pages
    for code in codes:
        try:
            one = printed_code.read(code)
        except Refused:
            continue
        if paper is None or one.digest != paper.digest:
            other += 1
        elif one.page is not None:
            seen.add(one.page.number)
            pages = one.page.of
    if not codes:
        return Outcome.UNREAD, ()
    if not seen:
        return Outcome.OTHER, ()
    missing = tuple(number for number in range(1, pages + 1) if number not in seen)
    return (Outcome.PART if missing else Outcome.OTHER if other else Outcome.SAME), missing


def next_review(ws: Workspace) -> date:
    """Until when a standing board hangs when nobody says otherwise: the shortest review cycle from today (S-061)."""
    day = today(ws.clock)
    held = policy.on(ws, day).values
    months = min((int(held[key]) for key in _CYCLES if held.get(key, "").isdigit()), default=6)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _demanded(ws: Workspace, day: date) -> bool:
    """Whether nothing follows from a board posted on this day without a photo of it (S-064)."""
    return policy.on(ws, day).values.get("publicity_proof", _DEMANDED) == _DEMANDED


_DEMANDED = "1"
_CYCLES = ("review_months_A", "review_months_B", "review_months_C")


def _hangs(ws: Workspace, actor: Actor, board_id: str) -> Board:
    board = get(ws, board_id)
    allowing.require(ws, actor, Deed.BOARD, Thing(board.area))
    if board.ended is not None:
        raise Refused("board.is-down")
    return board


def kept(ws: Workspace, pictures: Sequence[bytes]) -> list[Value]:
    """Photos as an event carries them: made small and anonymous, sealed, named by their digests.

    Raises:
        Refused: `attachment.not-an-image`, `attachment.too-large`.
    """
    made: list[Value] = []
    for picture in pictures:
        small = attachments.small_jpeg(picture)
        made.append({"digest": attachments.store(ws, small), "size": len(small)})
    return made
