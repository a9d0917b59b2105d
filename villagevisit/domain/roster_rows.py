"""From cells to rows that mean something, and from rows to households.

A household is a run of rows. What starts a new one depends on what the sheet has: a household number, a head row, a
head's name, a merged serial number, or nothing (then every row is a household).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from villagevisit.domain import names, roster_sideways, roster_table
from villagevisit.domain.citizen_id import MISSING, IdReading
from villagevisit.domain.citizen_id import read as read_id
from villagevisit.domain.roster import HEAD
from villagevisit.domain.roster_columns import exact, fold
from villagevisit.domain.roster_places import Places, is_group
from villagevisit.domain.roster_values import Cell, date_of, plain, relation_of, sex_of, text_of

HOUSEHOLD_FIELDS: Final = (
    "assist_category", "insured_persons", "amount_month", "members", "hukou_type", "phone", "address",
    "payment_account", "remark",
)  # fmt: skip
_TOTAL: Final = re.compile(r"^(合计|总计|小计|共计|汇总|总合计|本页|累计|total)|^共?计?\d+[户人]")
_NOTE: Final = re.compile(
    r"^(制表|填表|填报|审核人|经办|负责人|单位负责|分管|主管|复核人|备注[:：]|注[:：]|说明[:：]|附[:：]|填表说明|日期[:：]|联系人[:：]|"
    r"村委会[(（]?盖章|盖章|签字)"
)


_SIGNED: Final = re.compile(r"^[^\d:：]{1,16}[:：]|^(签字|盖章)|^\d{4}年\d{1,2}月(\d{1,2}日)?$")
"""What stands in the lines of signatures: a label with a colon, or the day."""
_SECTION: Final = re.compile(r"第?[零〇一二三四五六七八九十百\d]+(村民小组|居民小组|小组|组|社|队)")


@dataclass(frozen=True, slots=True)
class Skip:
    """A line that is no data row."""

    reason: str
    """`blank`, `total`, `note`, `header`, `section`."""


@dataclass(slots=True)
class Row:
    sheet: str
    row_no: int
    village_code: str
    village_text: str
    village_group: str
    household_no: str
    serial: str
    head_name: str
    head_id: Cell
    name: str
    relation: str
    relation_text: str
    id: IdReading
    sex: str
    birth: str
    values: dict[str, Cell]
    """Household fields that are filled in this row."""
    cells: Sequence[Cell]
    extra: dict[str, str] = field(default_factory=dict)
    headers: Sequence[str] = ()

    def written(self) -> dict[str, str]:
        """Header → text as it was written, for the clerk."""
        return {h: text for h, cell in zip(self.headers, self.cells, strict=False) if h and (text := text_of(cell))}


@dataclass(frozen=True, slots=True)
class Traits:
    """How a file marks its households; gathered by one pass over all rows."""

    has_number: bool
    has_relation: bool
    has_head: bool
    has_name: bool
    serial_marks: bool = False

    @property
    def lists_members(self) -> bool:
        """True when rows under the head are members, so that a person who is missing has left."""
        return self.has_name and (self.has_relation or self.has_head or self.has_number)


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells where a household begins."""

    village_code: str
    household_no: str
    serial: str
    relation: str


class RowReader:
    """Reads the rows of one sheet in order; merged or blank village and group cells take the value above."""

    def __init__(self, sheet: str, table: roster_table.Table, village_code: str, places: Places, today: date) -> None:
        self._sheet = sheet
        self._places = places
        self._today = today
        self._village = village_code
        self._village_text = ""
        self._group = ""
        self._words = [fold(guess.header) for guess in table.columns]
        self._take(table)

    def _take(self, table: roster_table.Table) -> None:
        """Reads what follows by the columns of this header."""
        width = max((guess.index for guess in table.columns), default=-1) + 1
        self._headers = [""] * width
        for guess in table.columns:
            self._headers[guess.index] = guess.header
        self._at = table.fields()
        self._name_at = self._at.get("name", self._at.get("head_name", -1))
        self._id_at = self._at.get("id_no", self._at.get("head_id_no", -1) if "name" not in self._at else -1)
        self._values = [(name, self._at[name]) for name in HOUSEHOLD_FIELDS if name in self._at]
        self._beside = roster_sideways.find(table.columns)
        beside = {at for one in self._beside for at in (one.name_at, one.id_at, one.relation_at)}
        known = set(self._at.values()) | beside
        self._extra = [(g.index, g.header) for g in table.columns if g.index not in known]
        self.traits = Traits(
            has_number="household_no" in self._at,
            has_relation="relation" in self._at or bool(self._beside),
            has_head="head_name" in self._at,
            has_name="name" in self._at or bool(self._beside),
        )

    def read(self, row_no: int, cells: Sequence[Cell]) -> Sequence[Row] | Skip:
        """One line of the sheet, a row for each of its persons; `row_no` is 1-based."""
        skip = self._skip(cells, _filled(cells))
        if skip:
            return skip
        main = self._row(row_no, cells)
        others = [one for one in self._beside if _text_at(cells, one.name_at)]
        if not self._beside:
            return (main,)
        if "relation" not in self._at:
            main.relation = HEAD if main.name else ""
        rows = [main] if main.name or not others else []
        return (*rows, *(self._row_beside(main, one, first=not rows and n == 0) for n, one in enumerate(others)))

    def persons(self, cells: Sequence[Cell]) -> int:
        """How many rows `read` makes of a line that is no `Skip`."""
        others = sum(1 for one in self._beside if _text_at(cells, one.name_at))
        return others + (1 if not others or names.normalise(_text_at(cells, self._name_at)) else 0)

    def mark(self, cells: Sequence[Cell]) -> Mark | Skip:
        """The part of a line that a survey needs; a survey reads every line that `read` will read."""
        filled = _filled(cells)
        if skip := self._skip(cells, filled):
            return skip
        self._place(cells)
        return Mark(
            self._village,
            self._household_no(cells),
            text_of(self._get(cells, "serial")),
            relation_of(self._get(cells, "relation")),
        )

    def _row_beside(self, main: Row, one: roster_sideways.Beside, first: bool) -> Row:
        cell = main.cells[one.id_at] if 0 <= one.id_at < len(main.cells) else ""
        number = MISSING if isinstance(cell, date) else read_id(cell, self._today)
        text = _text_at(main.cells, one.relation_at)
        return replace(
            main, serial=main.serial if first else "", name=names.normalise(_text_at(main.cells, one.name_at)),
            relation=one.relation(number.sex) if one.word else relation_of(text), relation_text=one.word or text,
            id=number, sex="", birth="",
            values=main.values if first else {}, extra={},
        )  # fmt: skip

    def _household_no(self, cells: Sequence[Cell]) -> str:
        return plain(text_of(self._get(cells, "household_no"))).upper()

    def _get(self, cells: Sequence[Cell], field: str) -> Cell:
        at = self._at.get(field, -1)
        return cells[at] if 0 <= at < len(cells) else ""

    def _skip(self, cells: Sequence[Cell], filled: list[int]) -> Skip | None:
        if not filled:
            return Skip("blank")
        first = text_of(cells[filled[0]])
        if len(filled) == 1 and filled[0] == self._at.get("serial") and not re.search(r"[^\W\d_]", first):
            return Skip("blank")
        if not self._holds_id(cells):
            lead = plain(first)
            if _TOTAL.match(lead) and (self._name_at not in filled[1:] or len(filled) <= 3):
                return Skip("total")
            if self._name_at in filled and _TOTAL.match(plain(text_of(cells[self._name_at]))):
                return Skip("total")
            if len(filled) <= 3 and _NOTE.match(lead):
                return Skip("note")
            if all(_SIGNED.match(plain(text_of(cells[n]))) for n in filled):
                return self._section(first) if len(filled) == 1 else self._caption([text_of(cells[n]) for n in filled])
        if len(filled) >= 3 and exact(_text_at(cells, self._name_at)) and self._is_header(cells):
            return Skip("header")
        alone = len(filled) == 1
        if alone and (filled[0] not in (self._name_at, self._id_at) or _SECTION.fullmatch(plain(first))):
            return self._section(first)
        return None

    def _is_header(self, cells: Sequence[Cell]) -> bool:
        """True for the header again, or for that of another list below, which is read by its own columns from here."""
        texts = [text_of(cell) for cell in cells]
        if not roster_table.is_header(texts):
            return False
        words = [fold(text) for text in texts if text]
        if not set(words) <= set(self._words):
            table = roster_table.find([cells], (), self._today)
            if {"name", "head_name"} & table.fields().keys():
                self._words = words
                self._take(table)
        return True

    def _holds_id(self, cells: Sequence[Cell]) -> bool:
        """True when something long enough to be an identity number stands in its column."""
        text = text_of(cells[self._id_at]) if 0 <= self._id_at < len(cells) else ""
        return sum(c.isdigit() for c in text) >= 10 or "E+" in text

    def _caption(self, texts: Sequence[str]) -> Skip:
        """A line of labels: signatures under a list, or 乡镇：… 村：… over the next one."""
        village = next((code for text in texts if (code := self._places.inside(text))), "")
        if not village or village == self._village:
            return Skip("note")
        self._village, self._group = village, ""
        return Skip("section")

    def _section(self, text: str) -> Skip:
        """A line with one text only: a village or group over the rows that follow, or a note."""
        village, group = self._places.split(text)
        if village and not is_group(text):
            village, group = self._places.inside(text), group if self._places.find(text) else ""
        if village:
            self._village, self._group = village, group
        elif is_group(text):
            self._group = plain(text)
        else:
            return Skip("note")
        return Skip("section")

    def _place(self, cells: Sequence[Cell]) -> None:
        village_text = text_of(self._get(cells, "village"))
        if village_text:
            code, group = self._places.split(village_text)
            if not code and self._village and is_group(village_text):
                self._group = plain(village_text)
            else:
                self._group = group if code != self._village or group else self._group
                self._village, self._village_text = code, village_text
        group_text = text_of(self._get(cells, "village_group"))
        if group_text:
            code, group = self._places.split(group_text)
            self._village = code or self._village
            self._group = group if code else plain(group_text)

    def _row(self, row_no: int, cells: Sequence[Cell]) -> Row:
        self._place(cells)
        name = _text_at(cells, self._name_at)
        id_cell = cells[self._id_at] if 0 <= self._id_at < len(cells) else ""
        relation_text = text_of(self._get(cells, "relation"))
        birth_cell = self._get(cells, "birth")
        extra = {h: text for n, h in self._extra if n < len(cells) and (text := text_of(cells[n]))}
        if not date_of(birth_cell) and (written := text_of(birth_cell)):
            extra[self._headers[self._at["birth"]]] = written
        return Row(
            sheet=self._sheet,
            row_no=row_no,
            village_code=self._village,
            village_text=self._village_text,
            village_group=self._group,
            household_no=self._household_no(cells),
            serial=text_of(self._get(cells, "serial")),
            head_name=names.normalise(text_of(self._get(cells, "head_name"))),
            head_id=self._get(cells, "head_id_no"),
            name=names.normalise(name),
            relation=relation_of(relation_text),
            relation_text=relation_text,
            id=MISSING if isinstance(id_cell, date) else read_id(id_cell, self._today),
            sex=sex_of(self._get(cells, "sex")),
            birth=date_of(birth_cell),
            values={name: cells[n] for name, n in self._values if n < len(cells) and cells[n] != ""},
            cells=cells,
            extra=extra,
            headers=self._headers,
        )


def _text_at(cells: Sequence[Cell], at: int) -> str:
    return text_of(cells[at]) if 0 <= at < len(cells) else ""


def _filled(cells: Sequence[Cell]) -> list[int]:
    return [n for n, cell in enumerate(cells) if cell != "" and (not isinstance(cell, str) or not cell.isspace())]


def households(rows: Iterable[Row], traits: dict[str, Traits]) -> Iterator[list[Row]]:
    """Cuts the rows into runs, one household each; `traits` by sheet."""
    run: list[Row] = []
    for row in rows:
        if run and _starts(row, run, traits[row.sheet]):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _starts(row: Row, run: list[Row], traits: Traits) -> bool:
    first = run[0]
    if row.sheet != first.sheet or row.village_code != first.village_code:
        return True
    if row.household_no:
        return row.household_no != first.household_no
    has_head = any(one.relation == HEAD for one in run)
    if traits.has_number and first.household_no:
        return row.relation == HEAD and has_head
    if traits.serial_marks and row.serial:
        return True
    if row.relation == HEAD and (has_head or not row.head_name or row.head_name != first.head_name):
        return True
    if traits.has_name and traits.has_head and row.head_name:
        return row.head_name != first.head_name
    return not (traits.has_name and (traits.has_relation or traits.has_head or traits.serial_marks))
