"""Finding the table in a sheet: titles above, a header of up to three rows, columns with their meaning.

Everything here works on the first rows of a sheet, so it costs the same for 60 rows and for 60,000.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from villagevisit.domain import citizen_id, roster_columns, roster_sideways
from villagevisit.domain.roster import ColumnGuess
from villagevisit.domain.roster_values import Cell, text_of

LOOK: Final = 40
"""Rows that are looked at."""
_MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Table:
    titles: tuple[str, ...]
    """Texts above the header, in order."""
    header_rows: tuple[int, ...]
    """0-based; empty when the sheet has no header that could be found."""
    columns: tuple[ColumnGuess, ...]

    @property
    def first_row(self) -> int:
        """0-based row of the first data row."""
        return self.header_rows[-1] + 1 if self.header_rows else 0

    def fields(self) -> dict[str, int]:
        return {guess.field: guess.index for guess in self.columns if guess.field}


Grid = list[list[str]]
Area = tuple[int, int, int, int]


def find(rows: Sequence[Sequence[Cell]], merges: Sequence[Area], today: date) -> Table:
    """The table of a sheet from its first `LOOK` rows; `merges` are (top, left, bottom, right), 0-based."""
    grid = [[text_of(cell) for cell in row[:_MOST_COLUMNS]] for row in rows[:LOOK]]
    width = max((len(row) for row in grid), default=0)
    for row in grid:
        row.extend([""] * (width - len(row)))
    best = max(range(len(grid)), key=lambda n: (_score(grid[n]), -n), default=-1)
    if best < 0 or not (_score(grid[best]) >= 2 or _is_thin_header(grid[best])):
        return Table(tuple(_titles(grid, 0)), (), _nameless(grid, rows, today))
    header = _under_groups(grid, _header_rows(grid, best, merges), merges)
    pairs = _header_pairs(grid, header, merges)
    titles = tuple(_titles(grid, header[0]))
    return Table(titles, header, _columns(pairs, rows[header[-1] + 1 : LOOK], today))


def is_header(cells: Sequence[str]) -> bool:
    """True for a row that repeats a header, as printed pages do."""
    return _score(cells) >= 3 and not any(re.search(r"\d{4}", cell) for cell in cells)


def _score(cells: Sequence[str]) -> int:
    fields = {roster_columns.exact(cell) for cell in cells if cell}
    return len(fields - {""})


def _is_thin_header(cells: Sequence[str]) -> bool:
    """One known word that no data cell would hold, among other words."""
    known = {roster_columns.exact(cell) for cell in cells if cell} & {"name", "id_no", "head_name", "head_id_no"}
    filled = [cell for cell in cells if cell]
    return bool(known) and len(filled) >= 2 and not any(re.search(r"\d{3}", cell) for cell in filled)


def _titles(grid: Grid, end: int) -> list[str]:
    return [cell for row in grid[:end] for cell in row if cell]


def _header_rows(grid: Grid, best: int, merges: Sequence[Area]) -> tuple[int, ...]:
    """The best row, with a partner above (its groups) or below (its details) when there is one."""
    below = best + 1
    if below < len(grid) and _is_detail(grid[best], grid[below], best, merges):
        return (best, below)
    if best > 0 and _is_group(grid[best - 1], grid[best], best - 1, merges):
        return (best - 1, best)
    return (best,)


def _under_groups(grid: Grid, header: tuple[int, ...], merges: Sequence[Area]) -> tuple[int, ...]:
    """A header of two rows with a third above that says whose details they are."""
    top = header[0]
    if len(header) == 2 and top > 0 and _is_group(grid[top - 1], grid[top], top - 1, merges):
        return (top - 1, *header)
    return header


def _is_detail(upper: list[str], lower: list[str], row: int, merges: Sequence[Area]) -> bool:
    """Details stand under the gaps of the upper row, or under a heading that spans several columns."""
    filled = [n for n, text in enumerate(lower) if text]
    if not filled or any(re.search(r"\d{3}", lower[n]) for n in filled):
        return False
    spans = [(left, right) for top, left, bottom, right in merges if top == row == bottom and right > left]
    if spans and all(any(left <= n <= right for left, right in spans) for n in filled):
        return True
    known = sum(1 for n in filled if roster_columns.exact(lower[n]) or roster_columns.likely(lower[n]))
    gaps = sum(1 for n in filled if not upper[n])
    return known >= 2 and known * 2 >= len(filled) and gaps >= 1


def _is_group(upper: list[str], lower: list[str], row: int, merges: Sequence[Area]) -> bool:
    """Group headings: several texts, each over columns of the lower row, none as wide as the table."""
    filled = [n for n, text in enumerate(upper) if text]
    width = sum(1 for text in lower if text)
    widest = max((r - left + 1 for top, left, bottom, r in merges if top == row), default=1)
    if len(filled) < 2 or widest >= max(width, 3) or any(re.search(r"\d{3}|[:：]\s*\S", upper[n]) for n in filled):
        return False
    known = sum(1 for n in filled if roster_columns.exact(upper[n]) or roster_columns.likely(upper[n]))
    return known >= 1 or any(re.search(r"信息|情况|户主|成员", upper[n]) for n in filled)


def _header_pairs(grid: Grid, header: tuple[int, ...], merges: Sequence[Area]) -> list[tuple[str, str]]:
    """(parent, child) per column; the parent is all that stands above the lowest text."""
    levels = [_reach(grid, header[n:], merges) for n in range(len(header))]
    pairs = []
    for column in zip(*levels, strict=True):
        words = [text for text in column if text]
        pairs.append(("".join(words[:-1]), words[-1] if words else ""))
    return pairs


def _reach(grid: Grid, header: tuple[int, ...], merges: Sequence[Area]) -> list[str]:
    """The first of these rows, each heading over its merged area, or over the gaps to its right that hold details."""
    row, below = grid[header[0]], header[1:]
    if not below:
        return row
    areas = [(left, right) for top, left, _, right in merges if top == header[0]]
    reach: list[str] = []
    for n, text in enumerate(row):
        area = next((a for a in areas if a[0] <= n <= a[1]), None)
        if area:
            reach.append(row[area[0]])
        elif text or not any(grid[lower][n] for lower in below):
            reach.append(text)
        else:
            reach.append(reach[-1] if reach and not any(a[1] == n - 1 for a in areas) else "")
    return reach


def blocks(table: Table) -> tuple[int, ...]:
    """The columns at which the same headings begin once more: lists that were printed side by side.

    Empty for one list. A block has a column of names and two more that are known; headings that are repeated for
    every member of a household begin after the household's own and are none.
    """
    words = [roster_columns.fold(guess.header) for guess in table.columns]
    starts = [n for n, word in enumerate(words) if word == words[0]]
    parts = [words[a:b] for a, b in pairwise((*starts, len(words)))]
    known = [{roster_columns.exact(word) for word in part} - {""} for part in parts]
    if len(parts) < 2 or not all(len(fields) >= 3 and fields & {"name", "head_name"} for fields in known):
        return ()
    return tuple(table.columns[n].index for n in starts)


def _columns(pairs: list[tuple[str, str]], sample: Sequence[Sequence[Cell]], today: date) -> tuple[ColumnGuess, ...]:
    found = [
        ("", False) if roster_sideways.is_beside(parent + child) else roster_columns.understand(parent, child)
        for parent, child in pairs
    ]
    names = _unique([parent + child for parent, child in pairs])
    taken: dict[str, int] = {}
    for sure in (True, False):
        for n, (field, is_sure) in enumerate(found):
            if field and is_sure == sure:
                taken.setdefault(field, n)
    if "id_no" not in taken:
        blank = [n for n, (field, _) in enumerate(found) if not field and not roster_sideways.is_beside(names[n])]
        guess = next((n for n in blank if _looks_like_ids(sample, n, today)), None)
        if guess is not None:
            taken["id_no"], found[guess] = guess, ("id_no", False)
    return tuple(
        ColumnGuess(n, name, field if taken.get(field) == n else "", sure and taken.get(field) == n)
        for n, ((field, sure), name) in enumerate(zip(found, names, strict=True))
        if any(pairs[n]) or any(len(row) > n and text_of(row[n]) for row in sample)
    )


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for n, name in enumerate(names):
        name = "".join(name.split()) or f"第{n + 1}列"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}({seen[name]})")
    return result


def _looks_like_ids(sample: Sequence[Sequence[Cell]], column: int, today: date) -> bool:
    cells = [row[column] for row in sample if len(row) > column and row[column] != ""]
    good = sum(
        1
        for cell in cells
        if not isinstance(cell, date)
        and citizen_id.read(cell, today).problem in {"", "id-historic", "id-checksum", "id-lost-by-excel"}
    )
    return bool(cells) and good * 10 >= len(cells) * 6


def _looks_like_names(sample: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [text_of(row[column]) for row in sample if len(row) > column and row[column] != ""]
    good = sum(1 for text in cells if re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff·\s]{2,5}", text))
    return len(cells) >= 2 and good * 10 >= len(cells) * 9


def _nameless(grid: Grid, rows: Sequence[Sequence[Cell]], today: date) -> tuple[ColumnGuess, ...]:
    """A sheet without any header: only identity numbers and names can be told from the cells."""
    width = max((len(row) for row in grid), default=0)
    ids = next((n for n in range(width) if _looks_like_ids(rows[:LOOK], n, today)), None)
    if ids is None:
        return tuple(ColumnGuess(n, f"第{n + 1}列", "", False) for n in range(width))
    names = next((n for n in range(width) if n != ids and _looks_like_names(rows[:LOOK], n)), None)
    field = {ids: "id_no", names: "name"}
    return tuple(ColumnGuess(n, f"第{n + 1}列", field.get(n, ""), False) for n in range(width))
