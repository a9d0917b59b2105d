"""Tables in text: delimited files in the encodings that Chinese offices use, HTML and XML tables named .xls."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import BinaryIO, Final

from villagevisit.domain.errors import Refused
from villagevisit.domain.roster_values import Cell

_DELIMITERS: Final = "\t,;|，、"
_MOST_COLUMNS: Final = 500
_FORMULA_TEXT: Final = re.compile(r'^="([^"]*)"$')
"""How exports keep a spreadsheet program from taking an identity number for a quantity."""


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    delimiter: str


def is_binary(head: bytes) -> bool:
    """Control characters that no text has. UTF-16 with its mark counts as text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return any(byte < 9 or 13 < byte < 27 for byte in head)


def is_markup(head: bytes) -> bool:
    """A web page, or a workbook in XML as spreadsheet programs of 2003 wrote them."""
    start = rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|table|meta|head|\?xml|\?mso-application|workbook)"
    return bool(re.match(start, head, re.IGNORECASE))


def is_mail(head: bytes) -> bool:
    """A web page packed like a letter (.mht), which some old programs name .xls."""
    return bool(re.match(rb"\s*(mime-version|from):", head, re.IGNORECASE))


def sniff(file: BinaryIO) -> Dialect:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    lines = [line for _, line in zip(range(50), text, strict=False)]
    text.detach()
    file.seek(0)
    return Dialect(encoding, _delimiter(lines))


def _encoding(file: BinaryIO) -> str:
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _delimiter(lines: list[str]) -> str:
    """The one that cuts most lines into the same number of parts, more than one."""
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
        parts, times = max(counts.items(), key=lambda item: item[1], default=(0, 0))
        if times * min(parts, 6) > best_score:
            best, best_score = delimiter, times * min(parts, 6)
    return best


def rows(file: BinaryIO, dialect: Dialect, name: str) -> Iterator[list[Cell]]:
    file.seek(0)
    text = io.TextIOWrapper(file, dialect.encoding, errors="replace", newline="")
    try:
        for row in csv.reader(text, delimiter=dialect.delimiter):
            yield [_FORMULA_TEXT.sub(r"\1", cell) if cell.startswith("=") else cell for cell in row[:_MOST_COLUMNS]]
    except csv.Error as error:
        raise Refused("roster.file-broken", file=name) from error
    finally:
        if not file.closed:  # a file that was refused before its end is closed already
            text.detach()


Lines = list[list[str]]


class _Table(HTMLParser):
    """Rows and cells of a web page, or of a workbook in XML (Row, Cell); old pages leave their cells open."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.sheets: list[tuple[str, Lines]] = [(title, [])]
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._held: dict[int, int] = {}

    @property
    def _rows(self) -> Lines:
        return self.sheets[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key.removeprefix("ss:"): value or "" for key, value in attrs}
        if tag == "worksheet":
            if not self._rows:
                self.sheets.pop()
            self.sheets.append((told.get("name", ""), []))
            self._held = {}
        elif tag in {"tr", "row"}:
            self._end_cell()
            missing = int(told["index"]) - 1 - len(self._rows) if _small(told.get("index", "")) > 1 else 0
            self._rows.extend([] for _ in range(missing + 1))
        elif tag in {"td", "th", "cell"} and self._rows:
            self._end_cell()
            self._span = (
                _small(told.get("rowspan", "")) + _more(told.get("mergedown", "")),
                _small(told.get("colspan", "")) + _more(told.get("mergeacross", "")),
            )
            self._rows[-1].extend([""] * (_small(told.get("index", "")) - 1 - len(self._rows[-1])))
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "cell", "tr", "row", "table"}:
            self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row = self._rows[-1]
        while self._held.get(len(row), 0) >= len(self._rows):
            row.append("")
        for n in range(self._span[1]):
            self._held[len(row)] = len(self._rows) + self._span[0] - 1
            row.append("".join(self._cell).strip() if n == 0 else "")
        self._cell = None


def _small(text: str) -> int:
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and int(text) else 1


def _more(text: str) -> int:
    """How many further cells a merge of a workbook in XML takes in."""
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() else 0


def tables(file: BinaryIO, title: str) -> list[tuple[str, Lines]]:
    """Name and rows of each sheet; a web page is one. Spanned cells are blank after the first, as in a workbook."""
    encoding = _encoding(file)
    file.seek(0)
    table = _Table(title)
    table.feed(file.read().decode(encoding, "replace"))
    table.close()
    file.seek(0)
    return table.sheets
