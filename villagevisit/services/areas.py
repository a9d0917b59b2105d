"""Counties, townships and villages: read from the county's own table, then chosen in set-up.

No code list ships with the product; every county has its own (rules.md R-24).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from villagevisit.domain.area import Area, Level, level_of
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services.workspace import Workspace
from villagevisit.store import areas as rows

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CODE_HEADER = re.compile(r"代码|编码|区划码|^code$|_code$|^code_", re.IGNORECASE)
_OTHER_CODE = re.compile(r"分类|类型|邮政|城乡|上级|父|parent|postal", re.IGNORECASE)
_NAME_HEADER = re.compile(
    r"名称|^名$|^name$|_name$|^(行政)?区划$|^(县|市|区|县区|县市区)$|^(乡镇|镇|街道|乡镇街道)$|^(村|行政村|社区|村居)$",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(r"上级|父|parent|简称|short", re.IGNORECASE)
_HEADER_WITHIN = 20
_LENGTHS = (6, 9, 12)
_ABOVE_COUNTY = (2, 4)
_LEVEL_ORDER: tuple[Level, ...] = ("county", "township", "village")


def read_csv(path: Path) -> tuple[Area, ...]:
    """Reads a table with a code column and a name column, under any usual header, by code.

    UTF-8 (with or without mark), GB18030 and UTF-16; comma, tab or semicolon. Title rows above the header are
    skipped, and so are notes under the table and rows above the county. Codes of 6 and 9 digits are filled up to
    12. Where the table has one name column per level (县名称, 乡镇名称, 村名称), the levels above are taken from it
    too.

    Raises:
        EnvironmentFailed: `area.cannot-open`.
        Refused: `area.not-a-table`, `area.no-columns`, `area.bad-code` (row, value), `area.no-name` (row),
            `area.twice` (row, area), `area.empty`.
    """
    table = _table(_text(path))
    header, code_column, name_columns = _header(table)
    found: dict[str, Area] = {}
    for number, cells in enumerate(table[header + 1 :], start=header + 2):
        if not any(cells) or _is_aside(cells, code_column):
            continue
        for area, listed in _areas(number, cells, code_column, name_columns):
            known = found.get(area.code)
            if known and known.name != area.name:
                raise Refused("area.twice", row=number, area=area.code)
            if known is None or listed:
                found[area.code] = area
    for code in [code for code in found if _has_counties_below(code, found)]:
        del found[code]
    if not found:
        raise Refused("area.empty")
    return tuple(found[code] for code in sorted(found))


def villages(ws: Workspace) -> tuple[Area, ...]:
    """The villages chosen in set-up, by code."""
    return tuple(rows.in_scope(ws.store.reader(), "village"))


def township(ws: Workspace) -> Area | None:
    return next(iter(rows.in_scope(ws.store.reader(), "township")), None)


def townships(ws: Workspace) -> tuple[Area, ...]:
    """All that are here; the county's laptop has several."""
    return tuple(rows.in_scope(ws.store.reader(), "township"))


def county(ws: Workspace) -> Area | None:
    return next(iter(rows.in_scope(ws.store.reader(), "county")), None)


def name(ws: Workspace, code: str) -> str:
    """The name behind a 12-digit code; the code itself when it is not known."""
    return rows.name(ws.store.reader(), code) or code


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("area.cannot-open", file=path.name) from error
    encodings = ("utf-16",) if data[:2] in _UTF16_MARKS else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused("area.not-a-table", file=path.name)


def _table(text: str) -> list[list[str]]:
    start = "\n".join(text.splitlines()[:_HEADER_WITHIN])
    delimiter = max(",\t;，", key=start.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[_clean(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise Refused("area.not-a-table", file="") from error


def _clean(cell: str) -> str:
    """Full-width digits and spaces become plain ones; Excel's text apostrophe and ="…" go."""
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("'")
    match = re.fullmatch(r'="(.*)"', text)
    return (match.group(1) if match else text).strip()


def _header(table: Sequence[Sequence[str]]) -> tuple[int, int, list[int]]:
    """Row number, code column, name columns."""
    for number, cells in enumerate(table[:_HEADER_WITHIN]):
        squeezed = [re.sub(r"\s+|\(.*\)", "", cell) for cell in cells]
        codes = [i for i, cell in enumerate(squeezed) if _CODE_HEADER.search(cell) and not _OTHER_CODE.search(cell)]
        names = [
            i
            for i, cell in enumerate(squeezed)
            if i not in codes and _NAME_HEADER.search(cell) and not _OTHER_NAME.search(cell)
        ]
        if codes and names:
            return number, codes[-1], names
    raise Refused("area.no-columns")


def _has_counties_below(code: str, codes: Iterable[str]) -> bool:
    """Whether a 12-digit code is a province's or a prefecture's. A prefecture without counties counts as one."""
    if level_of(code) != "county" or code[4:6] != "00":
        return False
    start = code[:2] if code[2:6] == "0000" else code[:4]
    return any(other.startswith(start) and other != code for other in codes if level_of(other) == "county")


def _is_aside(cells: Sequence[str], code_column: int) -> bool:
    """A note under the table, or a province or prefecture (2 or 4 digits) above the county."""
    code = cells[code_column] if code_column < len(cells) else ""
    alone = sum(bool(cell) for cell in cells) == 1
    return (alone and not code.isdigit()) or (code.isdigit() and len(code) in _ABOVE_COUNTY)


def _areas(
    number: int, cells: Sequence[str], code_column: int, name_columns: Sequence[int]
) -> Iterator[tuple[Area, bool]]:
    """The area of one row, and those above it that the row names; True marks the row's own."""
    code = _code(number, cells[code_column] if code_column < len(cells) else "")
    names = [cells[i] if i < len(cells) else "" for i in name_columns]
    own = next((text for text in reversed(names) if text), "")
    if not own:
        raise Refused("area.no-name", row=number)
    level = level_of(code)
    if len(names) == len(_LEVEL_ORDER):
        above = {"county": code[:6] + "000000", "township": code[:9] + "000"}
        for upper, upper_name in zip(_LEVEL_ORDER, names, strict=True):
            if upper == level:
                break
            if upper_name:
                yield Area(above[upper], upper_name, upper), False
    yield Area(code, own, level), True


def _code(number: int, text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) in _LENGTHS and text[0] != "0"):
        raise Refused("area.bad-code", row=number, value=text)
    return text.ljust(12, "0")
