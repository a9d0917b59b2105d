"""Turns documents into PDF. The only room that knows ReportLab and qrcode."""

from collections import deque
from itertools import islice
from pathlib import Path

from printing.document import Document, MissingGlyph, Rendered
from printing.render.flow import Flow
from printing.render.fonts import library
from printing.render.lock import LOCK
from printing.render.pdf import PdfFile
from printing.render.poster import poster
from printing.render.slab import MM

__all__ = ["poster", "render", "rows_of_pages"]

def render(document: Document, extra_fonts: tuple[Path, ...] = (), first: int | None = None) -> Rendered:
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
        for sheet in sheets:
            file.page(sheet, width, height)
            count += 1
        for number in range(count):
            file.add(number, flow.foot(number + 1, count if first is None else 0), height)
        if fonts.missing:
            raise MissingGlyph(fonts.missing)
        return Rendered(file.close(), count, tuple(flow.rows), fonts.substitutions())


def rows_of_pages(document: Document, extra_fonts: tuple[Path, ...] = ()) -> tuple[int, ...]:
    """Counted rows on each page, without making the paper. Raises `PaperError` as `render`."""
    with LOCK:
        flow = Flow(document, library(extra_fonts))
        deque(flow.pages(), maxlen=0)
        return tuple(flow.rows)
