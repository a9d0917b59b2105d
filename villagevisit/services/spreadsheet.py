"""The one doorway to spreadsheets: rows out of whatever file a county sends, and plain workbooks for reports.

Reads .xlsx .xlsm .xlsb .xls .et .ods by their content (never by the extension alone), delimited text in UTF-8, UTF-16
or GB18030, and the HTML and XML tables that old offices save as ``.xls``. Cells come as text, number or date; nothing
else.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.roster_values import Cell
from villagevisit.services import spreadsheet_formulas, spreadsheet_text

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES: Final = 2_000_000_000
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, 0-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    hidden: bool
    merges: Callable[[int], list[Merge]]
    """The merged areas that begin in the first so many rows."""
    rows: Callable[[], Iterator[list[Cell]]]
    """Starts over at each call. The first row is row 1 of the sheet, the first cell column A."""
    height: int
    """Rows up to the last used one; 0 when it is only known after reading (text files)."""


class Workbook:
    """An open file; a context manager."""

    def __init__(
        self, sheets: Sequence[Callable[[], Sheet]], names: tuple[str, ...], close: Callable[[], None]
    ) -> None:
        self._sheets = sheets
        self._close = close
        self.names = names

    def sheet(self, index: int) -> Sheet:
        return self._sheets[index]()

    def sheets(self) -> Iterator[Sheet]:
        for load in self._sheets:
            yield load()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()


def open_workbook(path: Path) -> Workbook:
    """Opens a spreadsheet or a delimited text file for reading.

    Raises:
        Refused: `roster.file-protected`, `roster.file-broken`, `roster.file-empty`, `roster.file-too-big`,
            `roster.not-a-workbook`.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise EnvironmentFailed("roster.file-unreadable", file=path.name) from error
    try:
        return _open(file, path.name)
    except BaseException:
        file.close()
        raise


def _open(file: BinaryIO, name: str) -> Workbook:
    head = file.read(4096)
    file.seek(0)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Refused("roster.file-empty", file=name)
    if head.startswith(b"PK\x03\x04"):
        _refuse_bombs(file, name)
        return _open_calamine(file, name)
    if head.startswith(_OLE):
        if _contains(file, _ENCRYPTED):
            raise Refused("roster.file-protected", file=name)
        return _open_calamine(file, name)
    return _open_text(file, name, head)


def _contains(file: BinaryIO, needle: bytes) -> bool:
    tail = b""
    try:
        while block := file.read(1 << 20):
            if needle in tail + block:
                return True
            tail = block[-len(needle) :]
        return False
    finally:
        file.seek(0)


def _refuse_bombs(file: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("roster.file-broken", file=name) from error
    file.seek(0)
    if size > _MOST_BYTES:
        raise Refused("roster.file-too-big", file=name)


def _open_calamine(file: BinaryIO, name: str) -> Workbook:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise Refused("roster.file-protected", file=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("roster.file-broken", file=name) from error
    metas = [
        (n, m) for n, m in enumerate(book.sheets_metadata) if m.typ == calamine.SheetTypeEnum.WorkSheet
    ]

    def load(index: int, sheet_name: str, hidden: bool) -> Sheet:
        try:
            sheet = book.get_sheet_by_name(sheet_name)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise Refused("roster.file-broken", file=name) from error
        shown = _failed(file, index)
        indent: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
        return Sheet(
            name=sheet_name,
            hidden=hidden,
            merges=lambda rows: [
                Merge(*first, *last) for first, last in sheet.merged_cell_ranges or () if first[0] < rows
            ],
            rows=lambda: (
                spreadsheet_formulas.put_back(n, indent + [_cell(value) for value in row], shown)
                for n, row in enumerate(sheet.iter_rows())
            ),
            height=sheet.total_height,
        )

    def loader(index: int, meta: calamine.SheetMetadata) -> Callable[[], Sheet]:
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        return lambda: load(index, meta.name, hidden)

    return Workbook([loader(n, meta) for n, meta in metas], tuple(meta.name for _, meta in metas), file.close)


def _failed(file: BinaryIO, index: int) -> spreadsheet_formulas.Failed:
    """Only workbooks of zipped text tell; in others a failed formula stays blank."""
    if not zipfile.is_zipfile(file):
        return {}
    with zipfile.ZipFile(file) as archive:
        files = spreadsheet_formulas.sheet_files(archive)
        return spreadsheet_formulas.failed(archive, files[index]) if index < len(files) else {}


def _open_text(file: BinaryIO, name: str, head: bytes) -> Workbook:
    title = name.rpartition(".")[0] or name
    if spreadsheet_text.is_markup(head):
        pages = [
            Sheet(page, False, _unmerged, partial(_cells, lines), len(lines))
            for page, lines in spreadsheet_text.tables(file, title)
        ]
    elif spreadsheet_text.is_binary(head) or spreadsheet_text.is_mail(head):
        raise Refused("roster.not-a-workbook", file=name)
    else:
        dialect = spreadsheet_text.sniff(file)
        pages = [Sheet(title, False, _unmerged, lambda: spreadsheet_text.rows(file, dialect, name), 0)]
    return Workbook([partial(_itself, page) for page in pages], tuple(page.name for page in pages), file.close)


def _cells(lines: list[list[str]]) -> Iterator[list[Cell]]:
    return (list[Cell](line) for line in lines)


def _itself(page: Sheet) -> Sheet:
    return page


def _unmerged(_rows: int) -> list[Merge]:
    return []


def _cell(value: object) -> Cell:
    """Only text, numbers and dates leave this module."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


@dataclass(frozen=True, slots=True)
class OutSheet:
    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[str | int | float]]
    widths: Sequence[int] = ()
    """Column widths in characters."""
    merges: Sequence[str] = ()
    """Areas in the form ``A2:A5``."""
    above: Sequence[Sequence[str]] = ()
    """Title rows over the header."""


def safe(value: str | float) -> str | int | float:
    """Text that a spreadsheet program would run as a formula gets an apostrophe in front."""
    if isinstance(value, str):
        value = "".join(c for c in value if c >= " " or c in "\n\t")
        return "'" + value if value.startswith(_FORMULA_STARTS) else value
    return value


def write_workbook(path: Path, sheets: Sequence[OutSheet]) -> None:
    """Writes an .xlsx whose texts are texts: no formula, no number made of an identity number.

    Raises:
        EnvironmentFailed: `roster.file-unwritable`.
    """
    from openpyxl import Workbook as Book
    from openpyxl.styles import Alignment, Font

    book = Book()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        for line in (*sheet.above, sheet.header):
            page.append([safe(value) for value in line])
        for cell in page[len(sheet.above) + 1]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        for row in sheet.rows:
            page.append([safe(value) for value in row])
        for index, width in enumerate(sheet.widths):
            page.column_dimensions[chr(ord("A") + index)].width = width
        for area in sheet.merges:
            page.merge_cells(area)
        page.freeze_panes = f"A{len(sheet.above) + 2}"
    _save(book.save, path)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> int:
    """Writes a long list row by row as an .xlsx without holding it, texts as texts; returns how many rows.

    Raises:
        OSError: as it comes.
    """
    from openpyxl import Workbook as Book

    book = Book(write_only=True)
    page = book.create_sheet()
    page.freeze_panes = "A2"
    count = -1
    with _scratch_beside(path):
        try:
            for row in chain([header], rows):
                page.append([safe(value) for value in row])
                count += 1
        finally:
            page.close()
        book.save(path)
    return count


@contextmanager
def _scratch_beside(path: Path) -> Iterator[None]:
    """The library writes every sheet down before it packs it: only where the workbook will lie, and not for long."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix=".sheets-", dir=path.parent) as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def _save(save: Callable[[Path], None], path: Path) -> None:
    """A reader of `path` sees the old file or the whole new one."""
    half = path.with_name(path.name + ".part")
    try:
        with _scratch_beside(path):
            save(half)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise EnvironmentFailed("roster.file-unwritable", file=path.name) from error
