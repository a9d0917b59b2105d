"""Cells of an .xlsx whose formula gave nothing: the reader shows them blank, and a blank looks like an answer.

A list whose amounts come by VLOOKUP from a file that did not travel along holds ``#N/A`` or no result at all. Such
cells are given back as the clerk sees them, so that the row is asked about instead of losing its number in silence.
"""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from villagevisit.domain.roster_values import Cell

Failed = dict[int, dict[int, str]]
"""Row → column → what stands there; both 0-based."""

_BLOCK: Final = 1 << 20
_TAG: Final = rb"<(?:\w+:)?"
_END: Final = rb"</(?:\w+:)?"
_CELL: Final = re.compile(_TAG + rb'c r="([A-Z]+)(\d+)"([^>]*?)>(.*?)' + _END + rb"c>", re.DOTALL)
_FORMULA: Final = re.compile(_TAG + rb"f(?:\s[^>]*)?>([^<]*)" + _END + rb"f>")
_VALUE: Final = re.compile(_TAG + rb"v>([^<]+)" + _END + rb"v>")
_SHEET: Final = re.compile(_TAG + rb"sheet\s[^>]*?\w+:id=[\"']([^\"']+)[\"']")
_RELATION: Final = re.compile(rb"<Relationship\s[^>]*>")
_PART: Final = re.compile(rb'(Id|Target)="([^"]*)"')


def sheet_files(archive: zipfile.ZipFile) -> list[str]:
    """The file of each sheet inside the workbook, in the order of its tabs; empty when the workbook tells none."""
    try:
        book = archive.read("xl/workbook.xml")
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return []
    targets = {}
    for relation in _RELATION.findall(relations):
        parts = {key.decode(): value.decode() for key, value in _PART.findall(relation)}
        targets[parts.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", parts.get("Target", ""))).lstrip("/")
    return [targets.get(found.decode(), "") for found in _SHEET.findall(book)]


def failed(archive: zipfile.ZipFile, name: str) -> Failed:
    """The cells of one sheet that hold an error, or a formula without a result."""
    found: Failed = {}
    if name not in archive.namelist():
        return found
    for block in _cells(archive, name):
        if b't="e"' not in block and b"</f></c" not in block and b"<v></v>" not in block and b"<v/>" not in block:
            continue
        for letters, row, attributes, inside in _CELL.findall(block):
            value, formula = _VALUE.search(inside), _FORMULA.search(inside)
            text = value[1] if value and b't="e"' in attributes else b"=" + formula[1] if formula and not value else b""
            if text and b't="str"' not in attributes:
                found.setdefault(int(row) - 1, {})[_column(letters)] = html.unescape(text.decode("utf-8", "replace"))
    return found


def put_back(number: int, cells: list[Cell], shown: Failed) -> list[Cell]:
    """The row with what stands in its failed cells; formulas drawn on below the list stand in rows without a word."""
    if number not in shown or not any(isinstance(cell, str) and cell.strip() for cell in cells):
        return cells
    for column, text in shown[number].items():
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
    return cells


def _cells(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The sheet in blocks that end with a row."""
    rest = b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            whole, row, rest = (rest + block).rpartition(b"<row")
            yield whole
            rest = row + rest
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
