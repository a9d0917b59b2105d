"""Turns documents into PDF. The only room that knows ReportLab and qrcode."""

from pathlib import Path

from printing.document import Document, Rendered
from printing.render.flow import flowed
from printing.render.fonts import LOCK, library
from printing.render.pdf import write


def render(document: Document, extra_fonts: tuple[Path, ...] = ()) -> Rendered:
    """The finished paper. `extra_fonts` are .ttf files of the county, tried before the last fallback.

    Raises:
        PaperError: `paper.font-unreadable`, `paper.picture`.
    """
    with LOCK:
        flow = flowed(document, library(extra_fonts))
        pdf = write(document, flow.sheets)
    missing = dict.fromkeys(point for sheet in flow.sheets for point in sheet.missing)
    return Rendered(pdf, len(flow.sheets), tuple(flow.rows), tuple(f"U+{point:04X}" for point in missing))


def rows_of_pages(document: Document, extra_fonts: tuple[Path, ...] = ()) -> tuple[int, ...]:
    """Counted rows on each page, without making the paper. Raises like `render`."""
    with LOCK:
        return tuple(flowed(document, library(extra_fonts)).rows)
