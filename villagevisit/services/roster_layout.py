"""Understanding a whole file: which sheets are rosters, what their columns mean, whose village each is."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

from villagevisit.domain import roster_columns, roster_table
from villagevisit.domain.errors import Refused
from villagevisit.domain.roster import FIELDS, HEAD, ColumnGuess, RosterMapping, SheetPreview
from villagevisit.domain.roster_places import Places
from villagevisit.domain.roster_rows import Row, RowReader, Skip, Traits
from villagevisit.domain.roster_values import Cell, text_of
from villagevisit.services.spreadsheet import Merge, Sheet, Workbook
from villagevisit.services.workspace import Progress, silent

_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class SheetLayout:
    sheet: Sheet
    table: roster_table.Table
    village_code: str
    read: bool
    """False when the sheet is hidden, left out by the clerk, or no roster."""
    places: Places
    today: date

    def reader(self) -> RowReader:
        return RowReader(self.sheet.name, self.table, self.village_code, self.places, self.today)

    def rows(self) -> Iterator[Row | Skip]:
        """Every line under the header, in order."""
        reader = self.reader()
        first = self.table.first_row
        for number, cells in enumerate(islice(self.sheet.rows(), first, None), start=first + 1):
            found = reader.read(number, cells)
            yield from (found,) if isinstance(found, Skip) else found


@dataclass(frozen=True, slots=True)
class Layout:
    signature: str
    sheets: tuple[SheetLayout, ...]
    remembered: bool

    def read_sheets(self) -> tuple[SheetLayout, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.read)


@dataclass(slots=True)
class Survey:
    """What one pass over all rows tells before the first is written."""

    rows: int = 0
    rows_of: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    traits: dict[str, Traits] = field(default_factory=dict)
    numbers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Village → household numbers in the file."""
    contiguous: bool = True
    """False when the rows of a household are not together."""
    villages: set[str] = field(default_factory=set)


def understand(
    book: Workbook, places: Places, today: date, *, path: Path, mapping: RosterMapping | None,
    memory: Callable[[str], str | None], only_sheet: str | None, village_code: str = "",
) -> Layout:  # fmt: skip
    """Recognises every sheet. Corrections that `memory` holds for the layout come first, those given win.

    Raises:
        Refused: `roster.sheet-unknown`, `roster.mapping-field`, `roster.village-unknown-code`.
    """
    if only_sheet and only_sheet not in book.names:
        raise Refused("roster.sheet-unknown", sheet=only_sheet)
    if village_code and not places.find(village_code):
        raise Refused("roster.village-unknown-code", village=village_code)
    wanted = (sheet for sheet in book.sheets() if not only_sheet or sheet.name == only_sheet)
    found = [part for sheet in wanted for part in _parts(sheet, today)]
    signature = _signature([table for _, table in found])
    remembered = _remembered(memory(signature))
    corrections = _merged(remembered, mapping)
    _check(corrections)
    sheets = []
    for sheet, table in found:
        table = replace(table, columns=_corrected(table.columns, corrections.columns))
        sheets.append(
            SheetLayout(
                sheet,
                table,
                village_code=_village(sheet, table, places, corrections, village_code, path.stem),
                read=_is_roster(table) and not (sheet.hidden and not only_sheet) and sheet.name not in corrections.skip,
                places=places,
                today=today,
            )
        )
    return Layout(signature, tuple(sheets), remembered is not None)


def _parts(sheet: Sheet, today: date) -> list[tuple[Sheet, roster_table.Table]]:
    """The sheet, or one for each of the lists that stand side by side on it, named by the column where it begins."""
    whole = _table(sheet, today)
    starts = roster_table.blocks(whole)
    if not starts:
        return [(sheet, whole)]
    parts = []
    for n, (left, right) in enumerate(pairwise((0, *starts[1:], None))):
        assert left is not None
        name = f"{sheet.name}!{_letters(left)}" if n else sheet.name
        part = replace(sheet, name=name, rows=partial(_cut_rows, sheet, left, right), merges=partial(_cut, sheet, left))
        table = _table(part, today)
        parts.append((part, replace(table, titles=(*table.titles, *whole.titles))))
    return parts


def _cut_rows(sheet: Sheet, left: int, right: int | None) -> Iterator[list[Cell]]:
    return (cells[left:right] for cells in sheet.rows())


def _cut(sheet: Sheet, left: int, rows: int) -> list[Merge]:
    found = (replace(area, left=area.left - left, right=area.right - left) for area in sheet.merges(rows))
    return [area for area in found if area.left >= 0]


def _letters(column: int) -> str:
    """0 → A, 26 → AA."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _table(sheet: Sheet, today: date) -> roster_table.Table:
    rows = list(islice(sheet.rows(), roster_table.LOOK))
    merges = [(m.top, m.left, m.bottom, m.right) for m in sheet.merges(roster_table.LOOK)]
    return roster_table.find(rows, merges, today)


def _is_roster(table: roster_table.Table) -> bool:
    fields = table.fields()
    return "name" in fields or "head_name" in fields


def _signature(tables: Sequence[roster_table.Table]) -> str:
    headers = {tuple(roster_columns.fold(g.header) for g in t.columns) for t in tables if _is_roster(t)}
    headers = headers or {tuple(roster_columns.fold(g.header) for g in t.columns) for t in tables}
    return hashlib.sha256(json.dumps(sorted(headers), ensure_ascii=False).encode()).hexdigest()[:16]


def _remembered(text: str | None) -> RosterMapping | None:
    return mapping_from(json.loads(text)) if text else None


def mapping_from(data: object) -> RosterMapping:
    """A mapping from its JSON form ``{"columns": {header: field}, "villages": {sheet: code}, "skip": [sheet]}``.

    Raises:
        Refused: `roster.mapping-shape`, `roster.mapping-field`.
    """
    if not isinstance(data, dict) or data.keys() - {"columns", "villages", "skip"}:
        raise Refused("roster.mapping-shape")
    columns, villages, skip = data.get("columns", {}), data.get("villages", {}), data.get("skip", [])
    if not (_texts(columns) and _texts(villages) and isinstance(skip, list)):
        raise Refused("roster.mapping-shape")
    mapping = RosterMapping(columns, villages, frozenset(map(str, skip)))
    _check(mapping)
    return mapping


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())


def mapping_text(mapping: RosterMapping) -> str:
    data = {"columns": dict(mapping.columns), "villages": dict(mapping.villages), "skip": sorted(mapping.skip)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _check(mapping: RosterMapping) -> None:
    for name in mapping.columns.values():
        if name and name not in FIELDS:
            raise Refused("roster.mapping-field", field=name)


def _merged(first: RosterMapping | None, second: RosterMapping | None) -> RosterMapping:
    a, b = first or RosterMapping(), second or RosterMapping()
    return RosterMapping({**a.columns, **b.columns}, {**a.villages, **b.villages}, a.skip | b.skip)


def _corrected(columns: tuple[ColumnGuess, ...], corrections: Mapping[str, str]) -> tuple[ColumnGuess, ...]:
    """A field that a correction gives to one column is taken away from the column that was guessed."""
    given: dict[str, str] = {}
    for guess in columns:
        wanted = corrections.get(guess.header)
        if wanted and wanted not in given.values():
            given[guess.header] = wanted
    result = []
    for guess in columns:
        if guess.header in corrections:
            guess = replace(guess, field=given.get(guess.header, ""), sure=True)
        elif guess.field in given.values():
            guess = replace(guess, field="", sure=False)
        result.append(guess)
    return tuple(result)


def _village(
    sheet: Sheet, table: roster_table.Table, places: Places, corrections: RosterMapping, fallback: str, stem: str
) -> str:
    if chosen := corrections.villages.get(sheet.name):
        if not places.find(chosen):
            raise Refused("roster.village-unknown-code", village=chosen)
        return chosen
    told = places.inside(sheet.name)
    for title in table.titles:
        told = told or places.inside(title)
    return told or fallback or places.inside(stem) or places.only


def survey(layout: Layout, progress: Progress = silent) -> Survey:
    """One pass over all rows of the sheets that are read. `progress` is told 0 of the lines, so that it can cancel."""
    result = Survey()
    for sheet in layout.sheets:
        if sheet.read:
            _survey_sheet(sheet, result, progress)
        else:
            lines = sum(1 for cells in sheet.sheet.rows() if any(text_of(cell) for cell in cells))
            result.skipped["sheet"] += lines
    return result


def _survey_sheet(layout: SheetLayout, result: Survey, progress: Progress) -> None:
    name = layout.sheet.name
    serials = heads = others = 0
    last = ("", "")
    reader = layout.reader()
    lines = islice(layout.sheet.rows(), layout.table.first_row, None)
    for number, cells in enumerate(lines):
        if number % 1000 == 0:
            progress(0, max(layout.sheet.height, number + 1))
        row = reader.mark(cells)
        if isinstance(row, Skip):
            result.skipped[row.reason] += 1
            continue
        result.rows_of[name] += reader.persons(cells)
        result.villages.add(row.village_code)
        if row.serial:
            serials += 1
            heads += row.relation in {HEAD, ""}
            others += row.relation not in {HEAD, ""}
        key = (row.village_code, row.household_no)
        if row.household_no and key != last:
            numbers = result.numbers[row.village_code]
            result.contiguous &= row.household_no not in numbers
            numbers.add(row.household_no)
            last = key
    rows = result.rows_of[name]
    result.rows += rows
    traits = reader.traits
    sparse = 0 < serials < rows
    marks = sparse and (others == 0 if traits.has_relation else serials * 5 <= rows * 4)
    result.traits[name] = replace(traits, serial_marks=marks)


def preview(layout: SheetLayout, rows: int) -> SheetPreview:
    header = tuple(n + 1 for n in layout.table.header_rows)
    sample: list[tuple[str, ...]] = []
    lines = islice(layout.sheet.rows(), layout.table.first_row, None)
    reader = layout.reader()
    for cells in lines:
        if len(sample) == _SAMPLE:
            break
        if not isinstance(reader.read(0, cells), Skip):
            texts = (text_of(cells[g.index]) if g.index < len(cells) else "" for g in layout.table.columns)
            sample.append(tuple(texts))
    return SheetPreview(
        name=layout.sheet.name, header_rows=header, columns=layout.table.columns, sample=tuple(sample),
        village_code=layout.village_code, rows=rows, has_village_column="village" in layout.table.fields(),
    )  # fmt: skip
