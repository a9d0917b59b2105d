"""A page of a finished PDF as a picture for the screen."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class NotAPdf(Exception):
    """The bytes cannot be opened as PDF."""


def page_count(pdf: bytes) -> int:
    """Raises NotAPdf."""
    with _opened(pdf) as document:
        return len(document)


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """PNG of one page, 0-based. Raises IndexError when the paper has no such page, NotAPdf."""
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        try:
            picture = sheet.render(scale=dpi / 72).to_pil()
        finally:
            sheet.close()
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=1)  # for the screen: quick rather than small
    return target.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise NotAPdf from error
    try:
        yield document
    finally:
        document.close()
