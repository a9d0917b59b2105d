"""卷内目录: the cover of a household's file with the list of what is in it, and the photos of its boards (S-048)."""

from datetime import date

from printing.document import Document, Picture
from printing.layouts import archive_cover as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, attachments, evidence, households, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `household.unknown`, `paper.no-subject` while there is nothing to put into a file."""
    home = households.get(ws, request.subject_id)
    found = evidence.pieces(ws, home)
    if not found:
        raise Refused("paper.no-subject")
    township, words = areas.township(ws), wording("archive_cover")
    items = tuple(sheet.Item(one.number, one.title, date.fromisoformat(one.day), "", one.note) for one in found)
    photos = _photos(ws, home.id)
    category = paper_board.category_name(home.assist_category) if home.assist_category else ""
    years = "–".join(dict.fromkeys((min(one.day for one in found)[:4], max(one.day for one in found)[:4])))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.ArchiveCover(
                imprint, township.name if township else "", years, category, "", "", home.head_name,
                home.household_no, None, items, photos=photos,
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.ARCHIVE,
        wording_version=words.version,
        facts={
            "household": home.id, "name": home.head_name,
            "items": [[one.number, one.title, one.day, one.note] for one in found],
            "photos": [one.label + one.note for one in photos],
        },
        draw=draw,
        file_name=f"{words.line('title')}-{home.household_no}.pdf",
        village_code=home.village_code,
        subject_id=home.id,
    )  # fmt: skip


def _photos(ws: Workspace, household_id: str) -> tuple[sheet.Photo, ...]:
    """Those that are on this computer."""
    found: list[sheet.Photo] = []
    for board, proof in evidence.proofs(ws, household_id):
        label = evidence.board_name(board)
        for digest in proof.photos:
            try:
                picture = Picture(attachments.read(ws, digest))
            except Refused:
                continue
            taken = f"{proof.at[:16].replace('T', ' ')} {proof.by}"
            found.append(sheet.Photo(f"{label} {board.posted.isoformat()}", taken, picture))
    return tuple(found)
