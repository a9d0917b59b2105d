"""What comes on which side of which sheet: chosen pages, copies on both sides, booklets. Pages count from 1."""

import re

from villagevisit.domain.errors import Refused

Side = tuple[int | None, ...]
"""The pages that stand beside one another on one side of a sheet; None is left white."""

_PART = re.compile(r"(\d{1,5})(?:[-–—~～至](\d{1,5}))?")
_BETWEEN = re.compile(r"[,，、;；\s]+")


def chosen(text: str, pages: int) -> tuple[int, ...]:
    """The pages that `1-3,5` means, in that order; all of them where nothing is written.

    Raises:
        Refused: `print.pages` (pages): not pages of this paper.
    """
    found: list[int] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        match = _PART.fullmatch(part)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 1 <= first <= last <= pages:
            raise Refused("print.pages", pages=pages)
        found += range(first, last + 1)
    return tuple(found) or tuple(range(1, pages + 1))


def singly(pages: tuple[int, ...], copies: int, *, both: bool) -> tuple[Side, ...]:
    """A page on each side. On both sides of the sheet (`both`) every copy begins on a sheet of its own."""
    one: tuple[Side, ...] = tuple((page,) for page in pages)
    if both and copies > 1 and len(pages) % 2:
        one += ((None,),)
    return one * copies


def booklet(pages: tuple[int, ...], copies: int) -> tuple[Side, ...]:
    """Two pages beside one another, front and back of each sheet in turn: laid on one another, turned at the short
    edge and folded in the middle, the sheets are a booklet. White pages come at the end.
    """
    count = -(-len(pages) // 4) * 4
    filled: list[int | None] = [*pages, *[None] * (count - len(pages))]
    sides: list[Side] = []
    for at in range(0, count // 2, 2):
        sides.append((filled[count - 1 - at], filled[at]))
        sides.append((filled[at + 1], filled[count - 2 - at]))
    return tuple(sides) * copies
