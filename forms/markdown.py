"""Reads XLSForms written as Markdown tables: `## survey`, `## choices`, `## settings`, a table under each."""

import re
from dataclasses import dataclass

from forms.errors import FormError

_HEADING = re.compile(r"##\s+(\w+)\s*")
_RULE = re.compile(r"[|\s:\-]+")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Sheet:
    header: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]
    """Of each row: its 1-based line in the file."""
    head: int
    """The line of the header."""


def read_markdown(text: str) -> dict[str, Sheet]:
    """All sheets by name.

    Raises:
        FormError: `form.markdown-cells` with `sheet` and `row` (the line) when a row has more cells than its header.
    """
    tables: dict[str, list[tuple[int, str]]] = {}
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADING.fullmatch(line)
        if heading:
            name = heading[1].lower()
        elif line.lstrip().startswith("|") and name:
            tables.setdefault(name, []).append((number, line.strip()))
    return {name: _sheet(name, lines) for name, lines in tables.items()}


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(inner)]


def _sheet(name: str, lines: list[tuple[int, str]]) -> Sheet:
    header = tuple(_cells(lines[0][1]))
    rows: list[dict[str, str]] = []
    numbers: list[int] = []
    for number, line in lines[1:]:
        if _RULE.fullmatch(line) and "-" in line:
            continue
        cells = _cells(line)
        if len(cells) > len(header):
            raise FormError("form.markdown-cells", sheet=name, row=number)
        rows.append({key: cell for key, cell in zip(header, cells, strict=False) if key and cell})
        numbers.append(number)
    return Sheet(header, tuple(rows), tuple(numbers), lines[0][0])
