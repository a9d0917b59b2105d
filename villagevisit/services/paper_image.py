"""Reading printed codes from photos, scans and PDF files."""

from collections.abc import Iterator
from pathlib import Path

from printing import preview
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import barcode, paper_code

NO_CODE = "paper.no-code-in-image"
_UNREADABLE = "paper.image-unreadable"
_DPI = 200
MOST_PAGES = 200
_OURS = ("VV1/", paper_code.PREFIX)


def read_image(path: Path) -> str:
    """The text of the first code of ours in a picture or PDF file.

    Raises:
        Refused: `paper.image-unreadable` (file), `paper.no-code-in-image`.
    """
    for _, _, found in pictures(path):
        if found:
            return found[0]
    raise Refused(NO_CODE)


def pictures(photo: Path | tuple[str, bytes]) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Name, bytes and codes of ours of each picture in a file: itself, or the pages of a PDF, up to `MOST_PAGES`.

    Raises:
        Refused: `paper.image-unreadable` (file).
    """
    name = photo.name if isinstance(photo, Path) else photo[0]
    try:
        data = photo.read_bytes() if isinstance(photo, Path) else photo[1]
        if not data.startswith(b"%PDF-"):
            yield name, data, codes(data)
            return
        for page in range(min(preview.page_count(data), MOST_PAGES)):
            picture = preview.page_png(data, page, _DPI)
            yield f"{name}#{page + 1}", picture, codes(picture)
    except (EnvironmentFailed, Refused, OSError, preview.NotAPdf) as error:
        raise Refused(_UNREADABLE, file=name) from error


def codes(picture: bytes) -> tuple[str, ...]:
    """The codes of ours in a picture. Raises Refused `attachment.not-an-image`."""
    return tuple(code for code in barcode.read_all(picture) if code.startswith(_OURS))
