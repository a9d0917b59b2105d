"""Tables in text: delimited files in the encodings that Chinese offices use, and HTML tables named .xls."""

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


def is_html(head: bytes) -> bool:
    return bool(re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|table|meta|head)", head, re.IGNORECASE))


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


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._held: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            spans = {key: value or "" for key, value in attrs}
            self._span = (_small(spans.get("rowspan", "")), _small(spans.get("colspan", "")))
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"td", "th"} or self._cell is None:
            return
        row = self.rows[-1]
        while self._held.get(len(row), 0) >= len(self.rows):
            row.append("")
        for n in range(self._span[1]):
            self._held[len(row)] = len(self.rows) + self._span[0] - 1
            row.append("".join(self._cell).strip() if n == 0 else "")
        self._cell = None


def _small(text: str) -> int:
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and int(text) else 1


def html_table(file: BinaryIO) -> list[list[str]]:
    """All table rows of the page. Spanned cells are blank after the first, as in a workbook."""
    encoding = _encoding(file)
    file.seek(0)
    table = _Table()
    table.feed(file.read().decode(encoding, "replace"))
    table.close()
    file.seek(0)
    return table.rows
