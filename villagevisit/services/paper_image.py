"""Reading a printed code from a photo, where the optional QR reader is installed."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from villagevisit.domain.errors import EnvironmentFailed, Refused

_READER = "zxingcpp"


def can_read() -> bool:
    """Whether the reader is there."""
    return find_spec(_READER) is not None


def read_image(path: Path) -> str:
    """The text of the first code of ours in a picture.

    Raises:
        EnvironmentFailed: `paper.no-decoder`, the optional reader is not installed.
        Refused: `paper.image-unreadable` (file), `paper.no-code-in-image`.
    """
    if not can_read():
        raise EnvironmentFailed("paper.no-decoder")
    try:
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (OSError, UnidentifiedImageError) as error:
        raise Refused("paper.image-unreadable", file=path.name) from error
    found = [str(code.text) for code in import_module(_READER).read_barcodes(upright)]
    ours = [text for text in found if text.startswith("VV1/")]
    if not ours:
        raise Refused("paper.no-code-in-image")
    return ours[0]
