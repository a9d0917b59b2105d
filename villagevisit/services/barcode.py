"""Codes in pictures: reading a QR code or the bars on a package, and drawing a QR code for a screen."""

import io
from pathlib import Path

from villagevisit.domain.errors import EnvironmentFailed, Refused

MOST_PIXELS = 64_000_000
"""More than a telephone takes; a picture that unpacks to more is refused before it is unpacked."""


def read(picture: Path | bytes) -> str:
    """The text of the first code that is found.

    Raises:
        Refused: `attachment.not-an-image`, `barcode.none` when there is no code that can be read.
        EnvironmentFailed: `attachment.cannot-open`.
    """
    found = read_all(picture)
    if not found:
        raise Refused("barcode.none")
    return found[0]


def read_all(picture: Path | bytes) -> tuple[str, ...]:
    """The texts of all codes in a picture, each once; none when nothing can be read.

    Raises:
        Refused: `attachment.not-an-image`.
        EnvironmentFailed: `attachment.cannot-open`.
    """
    try:
        data = picture if isinstance(picture, bytes) else picture.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("attachment.cannot-open") from error
    import zxingcpp
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("attachment.not-an-image")
            grey = image.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("attachment.not-an-image") from error
    return tuple(dict.fromkeys(one.text for one in zxingcpp.read_barcodes(grey) if one.text))


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """A QR code, row by row, with the white rim that readers need; True is dark."""
    import qrcode

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
