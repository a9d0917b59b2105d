"""Other typesetters beside ours: the same blocks as HTML for WeasyPrint and as markup for Typst.

They set text, tables and grids; codes, drawn ink, watermarks and repeated heads are left out in their favour. They are
installed in exact versions into an environment of their own under `.bench/`.
"""

import html
import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from printing.document import Beside, Block, Cell, Document, Heading, Keep, KeyValueGrid, Paragraph, Table
from printing.fonts import files
from printing.render.setting import plain

_SOURCE = Path(__file__).parent / "peers_paper"
_CACHE = Path(__file__).parents[1] / ".bench"
FAMILIES = ("Noto Sans SC", "Noto Serif SC", "HanaMinB")


def install() -> Path | None:
    """The Python of the peers; None where they cannot be had."""
    folder = _CACHE / "paper"
    python = folder / "bin" / "python"
    wanted = (_SOURCE / "requirements.txt").read_bytes()
    mark = folder / "installed"
    if mark.exists() and mark.read_bytes() == wanted:
        return python
    _CACHE.mkdir(exist_ok=True)
    (_CACHE / ".gitignore").write_text("*\n", "utf-8")
    try:
        venv.create(folder, clear=True, with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", "-r", str(_SOURCE / "requirements.txt")]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return None
    mark.write_bytes(wanted)
    return python


def run(python: Path, peer: str, documents: list[Document], folder: Path, seconds: float) -> dict[str, float] | None:
    """CPU seconds cold and warm, bytes and memory of one peer; None when it gave up or took too long."""
    write = typst_source if peer == "typst" else html_source
    for number, document in enumerate(documents):
        (folder / f"{number:04d}.{'typ' if peer == 'typst' else 'html'}").write_text(write(document), "utf-8")
    fonts = [str(path) for path in files() if path.stem != "HanaMinA"]
    command = [str(python), str(_SOURCE / "run.py"), peer, str(folder), *fonts]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"{peer}: {error}\n")
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Beside():
                yield from _flat((*block.left, *block.right))
            case Keep():
                yield from _flat(block.blocks)
            case Paragraph() | Heading() | KeyValueGrid() | Table():
                yield block
            case _:
                pass


def _grid(block: KeyValueGrid) -> list[list[str]]:
    cells = [text for entry in block.entries for text in (entry.label, entry.value)]
    across = block.columns * 2
    cells += [""] * (-len(cells) % across)
    return [cells[n : n + across] for n in range(0, len(cells), across)]


def _rows(block: Table) -> list[list[str]]:
    rows = []
    for row in (*block.rows, *block.foot):
        cells: list[str] = []
        for cell in row:
            cells += [cell.text, *[""] * (cell.across - 1)] if isinstance(cell, Cell) else [cell]
        rows.append(cells)
    return rows


def html_source(document: Document) -> str:
    page = document.page
    families = ",".join(f"'{stem}'" for stem in ("NotoSansSC_400Regular", "NotoSerifSC_400Regular", "HanaMinB"))
    style = (
        f"@page{{size:{page.width}mm {page.height}mm;margin:{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;"
        "@bottom-center{content:'第 ' counter(page) ' 页　共 ' counter(pages) ' 页'}}"
        f"body{{font-family:{families};font-size:10pt}}table{{border-collapse:collapse;width:100%}}"
        "td,th{border:0.5pt solid black;padding:1mm}"
    )
    head = f"<title>{document.title}</title><style>{style}</style>"
    parts = [f"<!doctype html><html lang='zh-CN'><head>{head}</head><body>"]
    for block in _flat((*document.first_head, *document.blocks)):
        match block:
            case Paragraph():
                parts.append(f"<p style='font-size:{block.size}pt'>{html.escape(plain(block.text))}</p>")
            case Heading():
                parts.append(f"<h2 style='font-size:{block.size}pt'>{html.escape(block.text)}</h2>")
            case KeyValueGrid():
                parts += ["<table>", *map(_html_row, _grid(block)), "</table>"]
            case Table():
                head = "".join(f"<th>{html.escape(column.title)}</th>" for column in block.columns)
                parts += [f"<table style='font-size:{block.size}pt'><thead><tr>{head}</tr></thead>"]
                parts += [*map(_html_row, _rows(block)), "</table>"]
    return "\n".join([*parts, "</body></html>"])


def _html_row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def typst_source(document: Document) -> str:
    page = document.page
    families = ", ".join(f'"{family}"' for family in FAMILIES)
    margin = f"(top: {page.top}mm, right: {page.right}mm, bottom: {page.bottom}mm, left: {page.left}mm)"
    size = f"width: {page.width}mm, height: {page.height}mm"
    parts = [
        f'#set page({size}, margin: {margin}, numbering: "第 1 页　共 1 页")',
        f'#set text(font: ({families}), size: 10pt, lang: "zh")',
        f'#set document(title: "{document.title}", date: none)',
    ]
    for block in _flat((*document.first_head, *document.blocks)):
        match block:
            case Paragraph():
                parts.append(f"#par(text(size: {block.size}pt, {_quoted(plain(block.text))}))")
            case Heading():
                parts.append(f"#align(center, text(size: {block.size}pt, {_quoted(block.text)}))")
            case KeyValueGrid():
                parts.append(_typst_table(["1fr"] * (block.columns * 2), [], _grid(block), block.size))
            case Table():
                widths = [f"{column.width}fr" for column in block.columns]
                heads = [column.title for column in block.columns]
                parts.append(_typst_table(widths, heads, _rows(block), block.size))
    return "\n".join(parts)


def _typst_table(widths: list[str], heads: list[str], rows: list[list[str]], size: float) -> str:
    head = f"table.header({', '.join(map(_quoted, heads))})," if heads else ""
    cells = ",\n".join(", ".join(map(_quoted, row)) for row in rows)
    return f"#text(size: {size}pt, table(columns: ({', '.join(widths)}), stroke: 0.5pt, inset: 1mm, {head}\n{cells}))"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
