"""Codes as they come back from the village: printed at 300 dpi, photographed askew in bad light, sent by chat.

The printer knows black and white only and its ink spreads; the picture is turned by 7°, out of focus, half in shadow,
noisy, and saved as JPEG of quality 30. It is read by the program's own reader.
"""

import random
from typing import Any

import cv2
import numpy as np
import pypdfium2

from printing.document import Document, Page, QrCode
from printing.layouts.common import code_size
from printing.render import render
from villagevisit.domain.errors import Refused
from villagevisit.services import barcode

_SHEET = Page(90, 90, 20, 20, 20, 20)
_DPI, _CAMERA = 300, 360
"""Dots per inch of paper: an A4 page fills a telephone's picture of 12 megapixels."""
_TURN, _QUALITY, _NOISE, _FOCUS = 7.0, 30, 5.0, 1.5
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TEXTS = {"a board": 60, "a signed form": 640}
"""Characters of the codes that are printed: a record's number, and what proves itself."""


def text(length: int, seed: int) -> str:
    return "VV2:" + "".join(random.Random(seed).choices(_BASE45, k=length - 4))


def photographed(length: int, count: int) -> int:
    """How many of so many photographs are read."""
    return sum(_read(photograph(text(length, seed), seed)) == text(length, seed) for seed in range(count))


def _read(picture: bytes) -> str:
    try:
        return barcode.read(picture)
    except Refused:
        return ""


def photograph(content: str, seed: int) -> bytes:
    """A JPEG of the printed code."""
    chance = np.random.default_rng(seed)
    printed = _printed(content)
    side = round(_SHEET.width / 25.4 * _CAMERA)
    centre = (printed.shape[1] / 2, printed.shape[0] / 2)
    turn = cv2.getRotationMatrix2D(centre, float(chance.choice([-_TURN, _TURN])), _CAMERA / _DPI)
    turn[:, 2] += side / 2 - np.array(centre) + chance.uniform(-0.5, 0.5, 2)
    seen = cv2.warpAffine(printed, turn, (side, side), flags=cv2.INTER_AREA, borderValue=255).astype(float)
    seen = cv2.GaussianBlur(seen, (0, 0), _FOCUS)
    seen = seen * _shadow(side, chance) + chance.normal(0, _NOISE, seen.shape)
    _, saved = cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    data: bytes = saved.tobytes()
    return data


def _printed(content: str) -> Any:
    pdf = render(Document("", _SHEET, (QrCode(content, code_size(content)),), numbering="none")).pdf
    document = pypdfium2.PdfDocument(pdf)
    grey = np.array(document[0].render(scale=_DPI / 72).to_pil().convert("L"))
    document.close()
    dots = np.where(grey > 127, 255, 0).astype(np.uint8)
    return np.minimum(dots, 255 - cv2.dilate(255 - dots, np.ones((2, 2), np.uint8)) // 2 * 2)


def _shadow(side: int, chance: np.random.Generator) -> Any:
    """Somebody's head: a soft edge across the code, half the light behind it."""
    angle = chance.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:side, 0:side] / side - 0.5
    across = (x * np.cos(angle) + y * np.sin(angle)) * 12
    return 0.95 - 0.45 / (1 + np.exp(-across))
