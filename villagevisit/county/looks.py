"""What a picture looks like: 128 bits that stay nearly the same when it is saved again, made smaller or lighter.

A difference hash over rows and columns of an 8 × 8 grid. Pillow alone does it, and it is blind to what the picture
shows, so nothing of a face or a home can be read from it.
"""

import io
import warnings

from villagevisit.domain.suspicion import Scope
from villagevisit.store.county_suspicion import NOTHING

_SIDE = 8
_DRAFT = 64
_LARGEST = 60_000_000
"""Pixels; more is no photo of ours."""
_FLAT = 3.0
"""Standard deviation of the small picture (0 to 255) below which nothing is on it."""


def look(data: bytes, scope: str) -> str:
    """32 hex digits, or `NOTHING` for what is no picture, is too large, or shows nothing.

    Of ink only the drawing counts, not where on the sheet it stands.
    """
    from PIL import Image, ImageChops, ImageStat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
                if picture.width * picture.height > _LARGEST:
                    return NOTHING
                if scope == Scope.PHOTO:
                    picture.draft("L", (_DRAFT, _DRAFT))
                grey = picture.convert("RGBA")
    except Exception:  # noqa: BLE001 - any damage to a picture that came from outside
        return NOTHING
    flat = Image.new("RGBA", grey.size, "white")
    flat.alpha_composite(grey)
    small = flat.convert("L")
    if scope == Scope.INK:
        box = ImageChops.invert(small).point(lambda value: 255 * (value > _DRAFT)).getbbox()
        small = small.crop(box) if box else small
    small = small.resize((_DRAFT, _DRAFT), Image.Resampling.BOX)
    if ImageStat.Stat(small).stddev[0] < _FLAT:
        return NOTHING
    across = small.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes()
    down = small.resize((_SIDE, _SIDE + 1), Image.Resampling.BOX).tobytes()
    rows = [
        across[y * (_SIDE + 1) + x] < across[y * (_SIDE + 1) + x + 1] for y in range(_SIDE) for x in range(_SIDE)
    ]
    columns = [down[y * _SIDE + x] < down[(y + 1) * _SIDE + x] for y in range(_SIDE) for x in range(_SIDE)]
    bits = "".join("01"[one] for one in rows + columns)
    return f"{int(bits, 2):032x}"
