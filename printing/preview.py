"""Finished PDF files: a page as a picture for the screen, what is white around it."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MM_PER_INCH = 25.4
_WHITE = 225
"""Lighter than this is no ink, or the watermark, which may run over the edge."""


_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for two threads, not even with two documents; a picture for the window and one that the worker
makes would spoil each other's memory."""


class NotAPdf(Exception):
    """The bytes cannot be opened as PDF."""


def page_count(pdf: bytes) -> int:
    """Raises NotAPdf."""
    with _opened(pdf) as document:
        return len(document)


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """PNG of one page, 0-based. Raises IndexError when the paper has no such page, NotAPdf."""
    picture = _picture(pdf, page, dpi)
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=1)  # for the screen: quick rather than small
    return target.getvalue()


def white_around(pdf: bytes, page: int, dpi: int) -> tuple[float, float, float, float] | None:
    """Millimetres that are white at the left, top, right and bottom of a page (0-based); None when all of it is.

    Raises like `page_png`.
    """
    picture = _picture(pdf, page, dpi).convert("L")
    box = picture.point(lambda level: 255 if level < _WHITE else 0).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    width, height = picture.size
    a, b, c, d = (pixels * _MM_PER_INCH / dpi for pixels in (left, top, width - right, height - bottom))
    return a, b, c, d


def _picture(pdf: bytes, page: int, dpi: int) -> Any:
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        try:
            return sheet.render(scale=dpi / 72).to_pil()
        finally:
            sheet.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise NotAPdf from error
        try:
            yield document
        finally:
            document.close()
