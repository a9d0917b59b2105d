"""Turns documents into PDF. The only room that knows ReportLab and qrcode."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from printing.document import Document, MissingGlyph, Rendered
from printing.render.flow import Flow, lay_out
from printing.render.fonts import library
from printing.render.lock import LOCK
from printing.render.ops import Bookmark, Sheet
from printing.render.pdf import PdfFile
from printing.render.poster import poster
from printing.render.slab import MM

__all__ = ["Bound", "poster", "render", "rows_of_pages"]

Watch = Callable[[int], None]
"""Told before each sheet how many are done. What it raises ends the making at once."""


def _unwatched(done: int) -> None:
    """Nobody waits."""


def render(
    document: Document, extra_fonts: tuple[Path, ...] = (), first: int | None = None, watch: Watch = _unwatched
) -> Rendered:
    """The finished paper. `extra_fonts` are .ttf files of the county: an official font among them is preferred, any
    other is tried before the last fallback. `first` makes only so many sheets, uncounted, for a quick preview.

    Raises:
        MissingGlyph: characters that no font has; nothing was made.
        PaperError: `paper.font-unreadable` (name), `paper.picture`.
    """
    page = document.page
    width, height = page.width * MM, page.height * MM
    with LOCK:
        fonts = library(extra_fonts)
        fonts.begin()
        flow = Flow(document, fonts)
        file = PdfFile(document.title, document.author, document.subject, document.languages)
        sheets = flow.pages() if first is None else islice(flow.pages(), first)
        count = 0
        for sheet in _watched(sheets, watch):
            file.page(sheet, width, height)
            count += 1
        for number in range(count):
            file.add(number, flow.foot(number + 1, count if first is None else 0), height)
        if fonts.missing:
            raise MissingGlyph(fonts.missing)
        return Rendered(file.close(), count, tuple(flow.rows), fonts.substitutions())


class Bound:
    """Many papers in one file, one behind the other, each with its own page numbers; fonts are embedded once."""

    def __init__(self, extra_fonts: tuple[Path, ...] = ()) -> None:
        self._extra_fonts = extra_fonts
        self._file: PdfFile | None = None

    def add(self, document: Document, name: str) -> Rendered:
        """Adds a paper, or nothing of it; `name` is its bookmark. The bytes are those of `close`. Raises like
        `render`.
        """
        page = document.page
        with LOCK:
            fonts = library(self._extra_fonts)
            fonts.begin()
            sheets = lay_out(document, fonts)
            if fonts.missing:
                raise MissingGlyph(fonts.missing)
            if self._file is None:
                self._file = PdfFile(document.title, document.author, document.subject, document.languages)
            for number, sheet in enumerate(sheets):
                sheet.bookmarks = [] if number else [Bookmark(name, 0)]
                self._file.page(sheet, page.width * MM, page.height * MM)
            return Rendered(b"", len(sheets), substitutions=fonts.substitutions())

    def close(self) -> bytes:
        """The whole file; empty where nothing was added."""
        with LOCK:
            return self._file.close() if self._file is not None else b""


def rows_of_pages(
    document: Document, extra_fonts: tuple[Path, ...] = (), watch: Watch = _unwatched
) -> tuple[int, ...]:
    """Counted rows on each page, without making the paper. Raises `PaperError` as `render`."""
    with LOCK:
        flow = Flow(document, library(extra_fonts))
        for _ in _watched(flow.pages(), watch):
            pass
        return tuple(flow.rows)


def _watched(sheets: Iterable[Sheet], watch: Watch) -> Iterator[Sheet]:
    watch(0)
    for done, sheet in enumerate(sheets, start=1):
        yield sheet
        watch(done)
