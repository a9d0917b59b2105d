"""Health records as a workbook: people on one sheet, each kind of record on its own, one column a question.

Texts are texts. What a spreadsheet program would run as a formula stands behind an apostrophe, and so does a text that
begins with one, so that every cell is read back as it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Final

from villagevisit.domain.errors import Refused
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.domain.roster_values import Cell, date_of, text_of
from villagevisit.services.spreadsheet import OutSheet, Sheet, Workbook, open_workbook, safe, write_workbook

_PEOPLE: Final = "residents"
_ROW: Final = tuple(one.name for one in fields(Resident))
_HEAD: Final = ("id", "person_id", "form", "version", "day", "at", "by")
_CORRECTS: Final = "replaces"
"""A column that a file from before corrections has not."""
_MARK: Final = "'"
_BROKEN: Final = ("roster.file-broken", "roster.file-empty", "roster.not-a-workbook")
"""Said of a health file in its own words."""


def write(file: HealthFile, path: Path) -> None:
    """Raises EnvironmentFailed `roster.file-unwritable`."""
    people = OutSheet(_PEOPLE, _ROW, [[_cell(value) for value in astuple(one)] for one in file.residents])
    forms = dict.fromkeys(one.form for one in file.entries)
    write_workbook(path, [people, *(_sheet(form, [one for one in file.entries if one.form == form]) for form in forms)])


def _sheet(form: str, entries: Sequence[HealthEntry]) -> OutSheet:
    refs = _columns(entries)
    name = re.sub(r"[^\w.-]", "_", form)
    return OutSheet(name, (*_HEAD, _CORRECTS, *map(str, map(_cell, refs))), [_line(one, refs) for one in entries])


def _columns(entries: Sequence[HealthEntry]) -> list[str]:
    """Every reference once, each behind the one that stands before it in some record."""
    found: list[str] = []
    known: set[str] = set()
    for one in entries:
        before = ""
        for ref, _ in one.answers:
            if ref not in known:
                known.add(ref)
                found.insert(found.index(before) + 1 if before else 0, ref)
            before = ref
    return found


def _line(one: HealthEntry, refs: Sequence[str]) -> list[str | int | float]:
    head = (one.id, one.person_id, one.form, one.version, one.day, one.at, one.by, one.replaces)
    said = dict(one.answers)
    return [_cell(value) for value in (*head, *(said.get(ref, "") for ref in refs))]


def _cell(value: str) -> str | int | float:
    return _MARK + value if value.startswith(_MARK) else safe(value)


def read(path: Path) -> HealthFile:
    """The file, whoever saved it since.

    Raises:
        Refused: `health.sheets` (sheet, columns) when a column or the people are missing, `health.row` (sheet, row) of
            a record without a name of its own or a person, `health.file-broken` (file), and what opening raises.
    """
    try:
        with open_workbook(path) as book:
            return _read(book)
    except Refused as refused:
        if refused.code in _BROKEN:
            raise Refused("health.file-broken", file=path.name) from refused
        raise


def _read(book: Workbook) -> HealthFile:
    residents: list[Resident] | None = None
    entries: list[HealthEntry] = []
    for sheet in book.sheets():
        rows = _rows(sheet)
        header = [name.strip() for name in next(rows, [])]
        if not any(header) and not any(map(any, rows)):
            continue  # a sheet that a spreadsheet program added
        wanted = _ROW if sheet.name == _PEOPLE else _HEAD
        places = {name: place for place, name in enumerate(header) if name}
        missing = [name for name in wanted if name not in places]
        if missing:
            raise Refused("health.sheets", sheet=sheet.name, columns="、".join(missing))
        if sheet.name == _PEOPLE:
            residents = [_resident(row, places) for _, row in _padded(rows, header)]
        else:
            entries += [_entry(row, places, sheet.name, number) for number, row in _padded(rows, header)]
    if residents is None:
        raise Refused("health.sheets", sheet=_PEOPLE, columns="、".join(_ROW))
    known = {one.id for one in residents}
    kept = tuple(one for one in entries if one.person_id in known)
    return HealthFile(tuple(residents), kept, len(entries) - len(kept))


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows():
        yield [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    return cell.removeprefix(_MARK) if isinstance(cell, str) else text_of(cell)


def _padded(rows: Iterator[list[str]], header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with their number as the spreadsheet shows it."""
    for number, row in enumerate(rows, start=2):
        if any(row):
            yield number, row + [""] * (len(header) - len(row))


def _resident(row: Sequence[str], places: dict[str, int]) -> Resident:
    one = Resident(*(row[places[name]] for name in _ROW))
    return replace(one, birth=date_of(one.birth) or one.birth)


def _entry(row: Sequence[str], places: dict[str, int], sheet: str, number: int) -> HealthEntry:
    said = tuple((name, row[at]) for name, at in places.items() if name not in (*_HEAD, _CORRECTS) and row[at])
    entry_id, person_id, form, version, day, at, by = (row[places[name]] for name in _HEAD)
    if not entry_id or not person_id:
        raise Refused("health.row", sheet=sheet, row=number)
    corrects = row[places[_CORRECTS]] if _CORRECTS in places else ""
    return HealthEntry(entry_id, person_id, form, version, date_of(day) or day, at, by, said, corrects)
