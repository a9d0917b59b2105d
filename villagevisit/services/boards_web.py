"""Boards as plain web pages for those who are away (S-060, S-062): a folder that the county's site shows as it is.

One page for each board that hangs, with what the printed board says and nothing else; no script, no file to take away,
nothing for search engines. When a board's time is over, the next export puts a short notice in its place.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path

from printing.document import PaperError
from printing.layouts.board import BoardRow
from printing.layouts.common import long_date, money
from printing.texts import Wording, wording
from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.domain.access import Deed
from villagevisit.domain.boards import Board, Phase
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import allowing, areas, boards
from villagevisit.services.boards import Sheet
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit

_STYLE = (
    "body{font:18px/1.7 sans-serif;max-width:60em;margin:0 auto;padding:1em;color:#111;background:#fff}"
    "h1{font-size:1.4em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #777;padding:.3em .6em;text-align:left}"
    "td:nth-child(n+5):nth-child(-n+7){text-align:right}"
    "@media(max-width:40em){body{font-size:15px}th,td{padding:.2em .3em}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'"
_ROBOTS = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Exported:
    shown: int
    taken_down: int
    """Pages of the folder whose board hangs no more."""
    not_here: int
    """Boards that hang, whose print is on another computer."""


def export(ws: Workspace, actor: Actor, folder: Path) -> Done[Exported]:
    """Writes the folder anew; files of others in it stay.

    Raises:
        Refused: `actor.role`.
        EnvironmentFailed: `board.web-folder`.
    """
    allowing.require(ws, actor, Deed.BOARD)
    words, day = wording("board_web"), today(ws.clock)
    shown: dict[str, tuple[str, str]] = {}
    gone = not_here = 0
    try:
        for board in boards.every(ws, allowing.within(ws, actor)):
            name = page_name(board)
            if board.phase(day) in (Phase.OVER, Phase.GONE):
                if (folder / name).exists():
                    _write(folder / name, _gone(words))
                    gone += 1
                continue
            try:
                paper = boards.sheet(ws, board.document)
                page = _page(ws, words, board, paper)
            except (Refused, PaperError):
                not_here += 1
                continue
            _write(folder / name, page)
            shown[name] = (board.area, _title(ws, words, board))
        _write(folder / "index.html", _index(words, shown))
        _write(folder / "robots.txt", _ROBOTS)
    except (OSError, SyncError) as error:
        raise EnvironmentFailed("board.web-folder") from error
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "board.web", "", {"shown": len(shown), "gone": gone})
    return Done(Exported(len(shown), gone, not_here), NOTHING)


def page_name(board: Board) -> str:
    """Tells nothing about the board, and stays the same."""
    return f"b-{hashlib.sha256(board.id.encode()).hexdigest()[:16]}.html"


def _page(ws: Workspace, words: Wording, board: Board, paper: Sheet) -> str:
    """Raises PaperError for a row that may not hang (`printing.layouts.board.BoardRow`)."""
    township, county = areas.township(ws), areas.county(ws)
    blank = words.line("phone.blank")
    closes = board.until or board.closes
    lines = [
        words.line("period", first=long_date(board.posted), closes=long_date(closes)),
        words.line(
            "phones", township=township.name if township else "", county=county.name if county else "",
            township_phone=paper.phones[0] or blank, county_phone=paper.phones[1] or blank,
        ),
        words.line("same", short=paper.digest[:8].upper()),
    ]  # fmt: skip
    if paper.rows and len(paper.rows[0]) == 2:
        body = _table(words.words("columns.reviewed"), [(number, words.line(said)) for number, said in paper.rows])
    else:
        rows = [_row(cells) for cells in paper.rows]
        body = _table(words.words("columns"), [_cells(row) for row in rows])
        amount = money(sum((row.amount for row in rows), Decimal(0)))
        lines.append(words.line("total", households=len(rows), persons=sum(row.insured for row in rows), amount=amount))
    notes = "".join(f"<p>{escape(line)}</p>" for line in lines)
    title = _title(ws, words, board)
    back = f'<p><a href="index.html">{escape(words.line("back"))}</a></p>'
    return _html(title, f"<h1>{escape(title)}</h1>{notes}{body}{back}")


def _row(cells: Sequence[str]) -> BoardRow:
    head, group, category, members, insured, amount, remark = cells
    return BoardRow(head, group, category, int(members), int(insured), Decimal(amount), remark)


def _cells(row: BoardRow) -> tuple[str, ...]:
    figures = (str(row.members), str(row.insured), money(row.amount))
    return (row.head_name, row.village_group, row.category, *figures, row.remark)


def _title(ws: Workspace, words: Wording, board: Board) -> str:
    return words.line(f"title.{board.kind.value}", village=areas.name(ws, board.area))


def _table(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in (str(number), *row))}</tr>"
        for number, row in enumerate(rows, start=1)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _index(words: Wording, shown: dict[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<li><a href="{name}">{escape(title)}</a></li>'
        for name, (_, title) in sorted(shown.items(), key=lambda one: (one[1], one[0]))
    )
    inside = f"<p>{escape(words.line('index.note'))}</p><ul>{links}</ul>" if links else (
        f"<p>{escape(words.line('index.none'))}</p>"
    )  # fmt: skip
    return _html(words.line("index"), f"<h1>{escape(words.line('index'))}</h1>{inside}")


def _gone(words: Wording) -> str:
    said = f"<h1>{escape(words.line('gone'))}</h1><p>{escape(words.line('gone.note'))}</p>"
    return _html(words.line("gone"), said)


def _html(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="robots" content="noindex, nofollow, noarchive, nosnippet">'
        '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode())
