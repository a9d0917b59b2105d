"""Turns documents into PDF. The only room that knows ReportLab and qrcode."""

from pathlib import Path

from printing.document import Document, Rendered
from printing.render.flow import lay_out
from printing.render.fonts import LOCK, library
from printing.render.pdf import write


def render(document: Document, extra_fonts: tuple[Path, ...] = ()) -> Rendered:
    """The finished paper. `extra_fonts` are .ttf files of the county, tried before the last fallback.

    Raises:
        PaperError: `paper.font-unreadable`, `paper.picture`.
    """
    with LOCK:
        sheets = lay_out(document, library(extra_fonts))
        pdf = write(document, sheets)
    missing = dict.fromkeys(point for sheet in sheets for point in sheet.missing)
    return Rendered(pdf, len(sheets), tuple(f"U+{point:04X}" for point in missing))
