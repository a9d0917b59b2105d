"""Reading a printed code from a photo or scan."""

from pathlib import Path

from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import barcode, paper_code


def read_image(path: Path) -> str:
    """The text of the code of ours in a picture.

    Raises:
        Refused: `paper.image-unreadable` (file), `paper.no-code-in-image`.
    """
    try:
        found = barcode.read(path)
    except (EnvironmentFailed, Refused) as error:
        if error.code == "barcode.none":
            raise Refused("paper.no-code-in-image") from error
        raise Refused("paper.image-unreadable", file=path.name) from error
    if not found.startswith(("VV1/", paper_code.PREFIX)):
        raise Refused("paper.no-code-in-image")
    return found
