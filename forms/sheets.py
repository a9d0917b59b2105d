"""The sheets of an XLSForm as they stand in its file, to say where something is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from forms.errors import FormError

NAMES = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_BEGIN = re.compile(r"begin[ _](group|repeat|loop)\b", re.IGNORECASE)
_END = re.compile(r"end[ _](group|repeat|loop)\b", re.IGNORECASE)
_PLACE = re.compile(r"(\w+) /[^/\s]+/(\S+)")
_COLUMNS = {
    "relevant": ("relevant", "relevance"),
    "required": ("required",),
    "readonly": ("read_only", "readonly"),
    "constraint": ("constraint",),
    "calculate": ("calculation", "calculate"),
    "count": ("repeat_count", "jr:count", "count"),
    "label": ("label", "caption"),
    "choices": ("choice_filter",),
    "setvalue": ("default", "calculation"),
}
"""What an expression is for → the columns that may hold it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a workbook; 0 and empty where it is unknown."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Book:
    """Rows by sheet, each a mapping of column to text; blank rows are there, empty."""

    rows: Mapping[str, list[dict[str, str]]]
    headers: Mapping[str, list[str]]
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Of Markdown: the line of the header, then of each row. A workbook counts 1, 2, 3 …"""

    def row(self, sheet: str, number: int) -> int:
        """The row that a person looks for: `number` counts the header as 1."""
        lines = self.lines.get(sheet)
        return lines[number - 1] if lines is not None and 0 < number <= len(lines) else number

    def find(self, sheet: str, column: str, text: str) -> int:
        """The number of the first row that holds a text in a column, 0 where there is none."""
        rows = self.rows.get(sheet, [])
        return next((number for number, row in enumerate(rows, 2) if _cell(row, column) == text), 0)

    def find_within(self, sheet: str, column: str, *texts: str) -> int:
        """As `find`, for a cell that contains all texts."""
        rows = self.rows.get(sheet, [])
        return next((n for n, row in enumerate(rows, 2) if all(text in _cell(row, column) for text in texts)), 0)

    def spot(self, sheet: str, number: int, column: str) -> Spot:
        return Spot(sheet, self.row(sheet, number) if number else 0, self._written(sheet, column))

    def _written(self, sheet: str, *columns: str) -> str:
        """The column as the header writes it, with its language if it has one."""
        headers = self.headers.get(sheet, [])
        for column in filter(None, columns):
            for header in headers:
                if header.lower() == column or header.lower().startswith(f"{column}:"):
                    return header
        return columns[0]

    @cached_property
    def places(self) -> dict[str, int]:
        """The path of every named row below the root → its number."""
        return dict(self._places())

    def _places(self) -> Iterator[tuple[str, int]]:
        above: list[str] = []
        for number, row in enumerate(self.rows.get("survey", []), 2):
            kind, name = _cell(row, "type"), _cell(row, "name")
            if _END.match(kind):
                above = above[:-1]
            elif name:
                yield "/".join([*above, name]), number
                if _BEGIN.match(kind):
                    above.append(name)

    def place(self, where: str) -> Spot | None:
        """Where a place of the compiled form stands, as errors of the engine name it: `relevant /data/group/x`."""
        match = _PLACE.match(where)
        number = self.places.get(match[2], 0) if match else 0
        if match is None or not number:
            return None
        column = self._written("survey", *_COLUMNS.get(match[1], ("type",)))
        return Spot("survey", self.row("survey", number), column)


def _cell(row: Mapping[str, str], column: str) -> str:
    found = row.get(column)
    if found is None:
        found = next((text for key, text in row.items() if key.lower() == column), "")
    return str(found or "").strip()


def error_at(code: str, spot: Spot, **params: str | int) -> FormError:
    where = f"{spot.sheet}:{spot.row}" if spot.row else spot.sheet
    return FormError(code, where=where, sheet=spot.sheet, row=spot.row, column=spot.column, **params)
