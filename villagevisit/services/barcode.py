"""Codes in pictures: reading a QR code or the bars on a package, and drawing a QR code for a screen."""

from pathlib import Path
from typing import Any

from villagevisit.domain.errors import EnvironmentFailed, Refused


def read(picture: Path | bytes) -> str:
    """The text of the first code that is found.

    Raises:
        Refused: `attachment.not-an-image`, `barcode.none` when there is no code that can be read. Sharp edges and
            noise both hinder the reader, so it also looks at softer and smaller copies; of the two readers of QR
            codes, the first is surer of large ones.
        EnvironmentFailed: `attachment.cannot-open`.
    """
    try:
        data = picture if isinstance(picture, bytes) else picture.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("attachment.cannot-open") from error
    import cv2
    import numpy as np

    image: Any = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise Refused("attachment.not-an-image")
    smooth = cv2.GaussianBlur(image, (5, 5), 0)
    for seen in (image, smooth, cv2.resize(smooth, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)):
        for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector(), cv2.barcode.BarcodeDetector()):
            text = detector.detectAndDecode(seen)[0]
            if text:
                return str(text)
    raise Refused("barcode.none")


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """A QR code, row by row, with the white rim that readers need; True is dark."""
    import qrcode

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
