"""Photos of a board that hangs: which sheets they show, what should stand on each, which are missing or of another
printing. A person compares the rows by eye; no picture is read but its codes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from villagevisit.domain.errors import Refused
from villagevisit.services import paper_check, paper_code, paper_image, printed_code, printed_proof
from villagevisit.services.paper_types import Checked, PaperKind
from villagevisit.services.printed_code import Printed
from villagevisit.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Seen:
    """One paper, found in a photo."""

    photo: str
    """Name of the file, with the page of a PDF behind it."""
    picture: bytes
    """What the code was read from."""
    checked: Checked


@dataclass(frozen=True, slots=True)
class Sheet(Seen):
    """One page of a board."""

    number: int
    of: int
    first: int
    """Number of its first row, as it is printed."""
    rows: tuple[tuple[str, ...], ...]
    """Head, group, category, members, covered, amount, remark, as they should stand there; empty when this home does
    not hold the board."""
    other: bool
    """Whether it belongs to another printing than most of the sheets here."""


@dataclass(frozen=True, slots=True)
class Boards:
    sheets: tuple[Sheet, ...]
    """By page."""
    missing: tuple[int, ...]
    """Pages of the board that no photo shows."""
    unread: tuple[tuple[str, str], ...]
    """Files in which no code of ours was found, and why: a code of an error."""
    papers: tuple[Seen, ...] = ()
    """What else the photos show: signed forms, lists of a draw, boards of earlier versions."""


def compare(ws: Workspace, photos: Sequence[Path | tuple[str, bytes]]) -> Boards:
    """Reads the codes in photos, scans or PDF files. What cannot be read is said and stops nothing."""
    found: list[tuple[str, bytes, Printed, str]] = []
    papers: list[Seen] = []
    unread: list[tuple[str, str]] = []
    for photo in photos:
        try:
            for name, picture, codes in paper_image.pictures(photo):
                for code in codes:
                    one = page_of(code)
                    if one is not None:
                        found.append((name, picture, one, code))
                    else:
                        papers.append(Seen(name, picture, paper_check.verify(ws, code)))
                if not codes:
                    unread.append((name, paper_image.NO_CODE))
        except Refused as refused:
            unread.append((photo.name if isinstance(photo, Path) else photo[0], refused.code))
    seen: dict[tuple[str, int, int], tuple[str, bytes, Printed, str]] = {}
    for each in found:
        seen.setdefault(_key(each[2]), each)
    usual = _usual([each[2] for each in seen.values()])
    sheets = [_sheet(ws, *each, usual) for each in seen.values()]
    sheets.sort(key=lambda one: (one.other, one.number))
    shown = {one.number for one in sheets if not one.other}
    missing = tuple(number for number in range(1, usual[1] + 1) if number not in shown)
    return Boards(tuple(sheets), missing, tuple(unread), tuple(papers))


def page_of(code: str) -> Printed | None:
    """What a code says, when it is the code of a page of a board."""
    if not code.startswith(paper_code.PREFIX) or paper_code.is_signed_form(code):
        return None
    try:
        one = printed_code.read(code)
    except Refused:
        return None
    return one if one.kind is PaperKind.PUBLICITY_BOARD and one.page is not None else None


def _key(one: Printed) -> tuple[str, int, int]:
    assert one.page is not None
    return one.digest, one.page.of, one.page.number


def _usual(found: Sequence[Printed]) -> tuple[str, int]:
    """Digest and number of pages of the printing to which most sheets belong; of several, the first seen."""
    keys = [_key(one)[:2] for one in found]
    return max(keys, key=keys.count) if keys else ("", 0)


def _sheet(ws: Workspace, name: str, picture: bytes, one: Printed, code: str, usual: tuple[str, int]) -> Sheet:
    page, kept = one.page, printed_proof.recorded(ws, one)
    assert page is not None
    rows = kept.rows[page.before : page.before + page.rows] if kept else ()
    checked = paper_check.verify(ws, code)
    return Sheet(
        name, picture, checked, page.number, page.of, page.before + 1, rows, other=(one.digest, page.of) != usual
    )

