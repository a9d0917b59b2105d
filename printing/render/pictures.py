"""Pictures that are set into a paper."""

import io

from PIL import Image, UnidentifiedImageError

from printing.document import PaperError


def proportions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises PaperError `paper.picture` when this is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError) as error:
        raise PaperError("paper.picture") from error
