"""A page of a finished PDF as a picture for the screen."""

import io


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """PNG of one page, 0-based. Raises IndexError when the paper has no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        try:
            picture = sheet.render(scale=dpi / 72).to_pil()
        finally:
            sheet.close()
    finally:
        document.close()
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=1)  # for the screen: quick rather than small
    return target.getvalue()
