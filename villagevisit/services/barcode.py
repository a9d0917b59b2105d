"""Reads the code in a picture: a QR code, or the bars on a package."""

from pathlib import Path
from typing import Any

from villagevisit.domain.errors import EnvironmentFailed, Refused


def read(picture: Path | bytes) -> str:
    """The text of the first code that is found.

    Raises:
        Refused: `attachment.not-an-image`, `barcode.none` when there is no code that can be read. Sharp edges and
            noise both hinder the reader, so it also looks at softer, smaller and larger copies; of the two readers
            of QR codes, the first is surer of large ones.
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
    half = cv2.resize(smooth, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for seen in (image, smooth, half, cv2.resize(image, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)):
        for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector(), cv2.barcode.BarcodeDetector()):
            text = detector.detectAndDecode(seen)[0]
            if text:
                return str(text)
    raise Refused("barcode.none")
