"""Two villages and small helpers for rosters written on the spot."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from villagevisit.domain.area import Area
from villagevisit.domain.citizen_id import check_character
from villagevisit.services.workspace import Workspace
from villagevisit.store import areas

RED, EAST = "999999101201", "999999101202"
DATA = Path(__file__).parent.parent / "data" / "rosters"
HEADER = ("户编号", "户主姓名", "姓名", "与户主关系", "身份证号", "性别", "月保障金额")


def found_villages(ws: Workspace) -> None:
    with ws.store.transaction() as db:
        villages = [Area(RED, "红星村", "village"), Area(EAST, "东风村村民委员会", "village")]
        areas.put(db, villages, in_scope=True)


def id_no(serial: int, born: str = "19600101") -> str:
    first = f"999999{born}{serial:03d}"
    return first + check_character(first)


def write(path: Path, rows: Sequence[Sequence[object]], title: str = "红星村") -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def wrong_id(serial: int) -> str:
    """A number whose check character does not fit."""
    right = id_no(serial)
    return right[:-1] + ("1" if right[-1] != "1" else "2")
