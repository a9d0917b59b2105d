"""Reading the poverty office's ledger of illness, whatever its columns are called, and its answer to our requests."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from villagevisit.domain import citizen_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.identification import Registered
from villagevisit.domain.names import normalise
from villagevisit.domain.roster_table import Table
from villagevisit.domain.roster_values import Cell, date_of, text_of
from villagevisit.services import spreadsheet_apart
from villagevisit.services.spreadsheet import Sheet
from villagevisit.services.two_lists_file import called, plain, table_of, useful
from villagevisit.services.workspace import Progress

CAUSE: Final = re.compile(r"致贫|致困|返贫原因|主要原因")
DISEASE: Final = re.compile(r"疾病|病种|病名|患病|所患")
HEALTH: Final = re.compile(r"健康")
KIND: Final = re.compile(r"户属性|属性|户类型|家庭类型|贫困户类|脱贫|监测")
VERDICT: Final = re.compile(r"结果|反馈|是否变更|是否修改|处理")
NUMBER: Final = re.compile(r"申请编号|变更编号")
_TELL: Final = 500
_CAUSES: Final = (
    ("1", r"病"), ("2", r"残"), ("3", r"学"), ("4", r"灾"), ("5", r"土地"), ("6", r"水"), ("7", r"技术"),
    ("8", r"劳"), ("9", r"资金"), ("10", r"交通"), ("11", r"动力|自身|发展力"), ("12", r"丧"), ("13", r"婚"),
)  # fmt: skip
_HEALTHS: Final = (
    ("4", r"大病|重病|重特大"), ("3", r"慢"), ("5", r"残"), ("2", r"一般|弱|差"), ("1", r"健康|良好|正常"),
)  # fmt: skip
_KINDS: Final = (
    ("04", r"低保贫困"), ("06", r"五保贫困|特困贫困"), ("08", r"不稳定|边缘|监测|突发"), ("07", r"脱贫"),
    ("01", r"贫困"), ("03", r"五保|特困"), ("02", r"低保"), ("05", r"一般农户|非贫困"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One person of the ledger; codes as in F14."""

    key: str
    """Names the row again without naming the person."""
    row_no: int
    name: str
    id_no: str
    birth: str
    place: str
    registered: Registered


def rows_of(path: Path, today: date, progress: Progress) -> tuple[list[LedgerRow], int]:
    """Everybody on all its sheets, each once, and how many rows named nobody who could be found again.

    What a family's first row says of cause and kind holds for its other rows where theirs are empty.

    Raises:
        Refused: `identify.no-columns` when no sheet has a name beside a number or a birth date, and one column of
            cause, disease or health; and what opening raises.
    """
    found: dict[str, LedgerRow] = {}
    nameless, known = 0, False
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            table = table_of(sheet, today)
            if not useful(table) or not any(_has(table, one) for one in (CAUSE, DISEASE, HEALTH)):
                continue
            known = True
            for row, empty in _rows(sheet, table, today, progress):
                nameless += row is None and not empty
                if row is not None:
                    found.setdefault(row.key, row)
    if not known:
        raise Refused("identify.no-columns", file=path.name)
    return list(found.values()), nameless


def _has(table: Table, wanted: re.Pattern[str]) -> bool:
    return any(wanted.search(column.header) for column in table.columns)


def _rows(sheet: Sheet, table: Table, today: date, progress: Progress) -> Iterator[tuple[LedgerRow | None, bool]]:
    """(row, whether it was empty)."""
    fields = table.fields()
    home, cause, kind = "", "", ""
    for number, cells in enumerate(islice(sheet.rows(), table.first_row, None), start=table.first_row + 1):
        if number % _TELL == 0:
            progress(number, sheet.height)
        here = " ".join(_cell(fields, cells, name) for name in ("household_no", "head_name")).strip()
        own_cause, own_kind = called(table, cells, CAUSE), called(table, cells, KIND)
        if here and here != home:
            home, cause, kind = here, own_cause, own_kind
        cause, kind = own_cause or cause, own_kind or kind
        whole = "".join(text_of(cell) for cell in cells)
        registered = Registered(
            code(cause, _CAUSES) or "99", called(table, cells, DISEASE),
            code(called(table, cells, HEALTH), _HEALTHS), code(kind, _KINDS), _cell(fields, cells, "household_no"),
        )  # fmt: skip
        yield _row(fields, number, cells, registered, today), not whole


def _row(
    fields: dict[str, int], number: int, cells: list[Cell], registered: Registered, today: date
) -> LedgerRow | None:
    name, id_no, birth = person_of(fields, cells, today)
    if not name or not (id_no or birth):
        return None
    place = " ".join(text for text in (_cell(fields, cells, one) for one in ("village", "village_group")) if text)
    naming = id_no or f"{name}|{birth}|{place}"
    key = hashlib.sha256(f"identify|{naming}".encode()).hexdigest()[:32]
    return LedgerRow(key, number, name, id_no, birth, place, registered)


def person_of(fields: dict[str, int], cells: list[Cell], today: date) -> tuple[str, str, str]:
    """(name, number of a resident or empty, ISO birthday or empty) of a row."""

    def cell(*names: str) -> Cell:
        at = next((fields[one] for one in names if one in fields), None)
        return cells[at] if at is not None and at < len(cells) else ""

    reading = citizen_id.read(plain(cell("id_no", "head_id_no")), today)
    sure = reading.kind == citizen_id.RESIDENT
    name = normalise(text_of(cell("name", "head_name")))
    return name, reading.number if sure else "", reading.birth or date_of(cell("birth"))


def _cell(fields: dict[str, int], cells: list[Cell], name: str) -> str:
    at = fields.get(name)
    return text_of(cells[at]) if at is not None and at < len(cells) else ""


def code(text: str, table: tuple[tuple[str, str], ...]) -> str:
    """The first code whose words are in the text; the digits of a code are taken as they are."""
    if text in {one for one, _ in table}:
        return text
    return next((one for one, words in table if re.search(words, text)), "")


def answers_of(path: Path, today: date) -> list[tuple[str, str, str]]:
    """(number of the request, `changed` or `refused`, what was written) of the office's answer.

    Raises:
        Refused: `identify.no-answers`, and what opening raises.
    """
    found: list[tuple[str, str, str]] = []
    known = False
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            table = table_of(sheet, today)
            if not _has(table, NUMBER) or not _has(table, VERDICT):
                continue
            known = True
            for cells in islice(sheet.rows(), table.first_row, None):
                number, words = called(table, cells, NUMBER), called(table, cells, VERDICT)
                if number and words:
                    refused = re.search(r"不|未|否|驳|退", words)
                    found.append((number, "refused" if refused else "changed", words))
    if not known:
        raise Refused("identify.no-answers", file=path.name)
    return found
