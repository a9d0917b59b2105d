"""Lists of clues from departments, and the check of what the office itself hands in to be matched (S-222)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from pathlib import Path

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.citizen_id import is_valid, normalise
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.roster_values import Cell
from villagevisit.services import allowing, areas, events, spreadsheet
from villagevisit.services.clues import DELIVERED, Line
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "当事人", "name"),
    "id_no": ("身份证", "公民身份号码", "证件号", "id number", "id_no"),
    "detail": ("比对内容", "疑点内容", "内容", "详情", "车牌", "号牌", "备注", "detail"),
}
_DATES = re.compile(r"日期|时间|date", re.IGNORECASE)
_HEADER_WITHIN = 20
_MOST_FAULTS = 500
"""Faults that are listed one by one; all are counted."""


def read(path: Path) -> tuple[Line, ...]:
    """The lines of a list: .xlsx, .xls, .csv (UTF-8 or GB18030) … with a column for the name and one for the number.

    Raises:
        Refused: `clue.columns`, and what `spreadsheet.open_workbook` raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    with spreadsheet.open_workbook(path) as book:
        for sheet in book.sheets():
            found = _columns(islice(sheet.rows(), _HEADER_WITHIN))
            if found:
                at, columns = found
                return tuple(_lines(sheet.rows(), at, columns))
    raise Refused("clue.columns")


def _columns(head: Iterable[list[Cell]]) -> tuple[int, dict[str, int]] | None:
    """The header's line (0-based) and the column of each field; None without name and number."""
    for at, row in enumerate(head):
        titles = [str(cell).strip().lower() for cell in row]
        found = {
            field: column
            for field, words in _HEADS.items()
            for column in [next((n for n, title in enumerate(titles) if any(word in title for word in words)), -1)]
            if column >= 0
        }
        if "name" in found and "id_no" in found:
            return at, found
    return None


def _lines(rows: Iterable[list[Cell]], header: int, columns: Mapping[str, int]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        if number <= header + 1:
            continue
        cells = {field: _text(row, column) for field, column in columns.items()}
        if cells["name"] or cells["id_no"]:
            yield Line(number, cells["name"], cells["id_no"], cells.get("detail", ""))


def _text(row: list[Cell], column: int) -> str:
    cell = row[column] if column < len(row) else ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip().lstrip("'")


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    what: str
    """`id` (number does not check), `empty` (no name), `date`, `twice`."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What is wrong in a list before it is handed in."""

    lines: int
    counts: Mapping[str, int]
    wrong_lines: int
    faults: tuple[Fault, ...]

    @property
    def error_rate(self) -> Fraction:
        return Fraction(self.wrong_lines, self.lines) if self.lines else Fraction(0)


def validate(ws: Workspace, path: Path) -> Validated:
    """Looks at every line: names, check characters of id numbers, dates, lines that stand twice. Raises like `read`."""
    with spreadsheet.open_workbook(path) as book:
        for sheet in book.sheets():
            head = list(islice(sheet.rows(), _HEADER_WITHIN))
            found = _columns(head)
            if found:
                at, columns = found
                dated = [n for n, cell in enumerate(head[at]) if _DATES.search(str(cell))]
                return _validated(sheet.rows(), at, columns, dated, today(ws.clock))
    raise Refused("clue.columns")


def _validated(
    rows: Iterable[list[Cell]], header: int, columns: Mapping[str, int], dated: list[int], day: date
) -> Validated:
    counts = dict.fromkeys(("id", "empty", "date", "twice"), 0)
    faults: list[Fault] = []
    lines, wrong, seen = 0, 0, set[str]()
    for number, row in enumerate(rows, start=1):
        name, id_no = (_text(row, columns[field]) for field in ("name", "id_no"))
        if number <= header + 1 or not (name or id_no):
            continue
        lines += 1
        bad = list(_bad(name, normalise(id_no), [row[n] for n in dated if n < len(row)], seen, day))
        wrong += bool(bad)
        for what in bad:
            counts[what] += 1
            if len(faults) < _MOST_FAULTS:
                faults.append(Fault(number, what))
    return Validated(lines, counts, wrong, tuple(faults))


def _bad(name: str, number: str, days: list[Cell], seen: set[str], day: date) -> Iterator[str]:
    if not name:
        yield "empty"
    if not is_valid(number, day):
        yield "id"
    elif number in seen:
        yield "twice"
    seen.add(number)
    if any(cell != "" and not _is_day(cell, day) for cell in days):
        yield "date"


def _is_day(cell: Cell, day: date) -> bool:
    if isinstance(cell, date):
        return cell <= day
    parts = [int(part) for part in re.findall(r"\d+", str(cell))]
    if len(parts) == 1 and len(str(parts[0])) == 8:
        parts = [parts[0] // 10_000, parts[0] // 100 % 100, parts[0] % 100]
    try:
        return len(parts) >= 3 and date(*parts[:3]) <= day
    except ValueError:
        return False


def deliver(ws: Workspace, actor: Actor, batch: str, found: Validated) -> Done[None]:
    """Writes down that a list was handed in, with its lines and its faults: where the funnel begins.

    Raises:
        Refused: `actor.role`, `clue.no-batch`.
    """
    allowing.require(ws, actor, Deed.LISTS)
    if not batch.strip():
        raise Refused("clue.no-batch")
    wide = areas.township(ws) or areas.county(ws)
    data: dict[str, Value] = {"batch": batch, "lines": found.lines, "wrong": found.wrong_lines}
    events.record(ws, actor, New(DELIVERED, wide.code if wide else "", data=data))
    return Done(None, changes(Topic.EVENTS))
