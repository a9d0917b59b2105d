"""Reading another office's list of persons, whatever its columns are called, through the roster's own eyes."""

import hashlib
import re
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from villagevisit.domain import citizen_id, roster_table
from villagevisit.domain.errors import Refused
from villagevisit.domain.names import normalise
from villagevisit.domain.roster_table import Table
from villagevisit.domain.roster_values import Cell, date_of, text_of
from villagevisit.services import spreadsheet_apart
from villagevisit.services.spreadsheet import Sheet
from villagevisit.services.workspace import Progress
from villagevisit.store.two_lists import ListedRow

_KIND: Final = re.compile(r"户属性|属性|类别|类型|脱贫|监测")
_CAUSE: Final = re.compile(r"原因")
_TELL: Final = 500


def rows_of(path: Path, today: date, progress: Progress) -> tuple[list[ListedRow], int]:
    """Everybody on all its sheets, each once, and how many rows named nobody who could be found again.

    Raises:
        Refused: `twolist.no-columns` when no sheet has a name beside a number or a birth date; and what opening raises.
    """
    found: dict[str, ListedRow] = {}
    nameless, known = 0, False
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            table = table_of(sheet, today)
            if not useful(table):
                continue
            known = True
            for number, cells in enumerate(islice(sheet.rows(), table.first_row, None), start=table.first_row + 1):
                if number % _TELL == 0:
                    progress(number, sheet.height)
                row = _row(table, number, cells, today)
                if row is None:
                    nameless += bool("".join(text_of(cell) for cell in cells))
                else:
                    found.setdefault(row.key, row)
    if not known:
        raise Refused("twolist.no-columns", file=path.name)
    return list(found.values()), nameless


def table_of(sheet: Sheet, today: date) -> Table:
    """The table of a sheet of persons, wherever its header stands."""
    head = list(islice(sheet.rows(), roster_table.LOOK))
    merges = [(one.top, one.left, one.bottom, one.right) for one in sheet.merges(roster_table.LOOK)]
    return roster_table.find(head, merges, today)


def useful(table: Table) -> bool:
    """Whether somebody can be found again by its columns."""
    fields = table.fields()
    named = "name" in fields or "head_name" in fields
    return named and bool(fields.keys() & {"id_no", "head_id_no", "birth"})


def _row(table: Table, number: int, cells: list[Cell], today: date) -> ListedRow | None:
    fields = table.fields()

    def cell(*names: str) -> Cell:
        at = next((fields[name] for name in names if name in fields), None)
        return cells[at] if at is not None and at < len(cells) else ""

    name = normalise(text_of(cell("name", "head_name")))
    reading = citizen_id.read(plain(cell("id_no", "head_id_no")), today)
    sure = reading.kind == citizen_id.RESIDENT
    birth = reading.birth or date_of(cell("birth"))
    if not name or not (sure or birth):
        return None
    place = " ".join(text for text in (text_of(cell("village")), text_of(cell("village_group"))) if text)
    naming = reading.number if sure else f"{name}|{birth}|{place}"
    key = hashlib.sha256(f"listed|{naming}".encode()).hexdigest()[:32]
    kind, cause = called(table, cells, _KIND), called(table, cells, _CAUSE)
    return ListedRow(key, number, name, reading.number, birth, place, kind, cause)


def plain(cell: Cell) -> str | float:
    """As `citizen_id.read` takes it."""
    return cell.isoformat() if isinstance(cell, date) else cell


def called(table: Table, cells: list[Cell], wanted: re.Pattern[str]) -> str:
    """The first filled cell under a header that fits."""
    for column in table.columns:
        if wanted.search(column.header) and column.index < len(cells):
            text = text_of(cells[column.index])
            if text:
                return text
    return ""
