"""入户核查表 to fill in by hand: for one household, with what leads back to it and nothing else of it."""

from printing.document import Document
from printing.layouts import verification_blank as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.services import areas, households
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_subjects import BLANK
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `household.unknown`."""
    words = wording("verification_blank")
    household = households.get(ws, request.subject_id) if request.subject_id != BLANK else None
    village = f"{areas.name(ws, household.village_code)}{household.village_group}" if household else ""
    number, head = (household.household_no, household.head_name) if household else ("", "")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.VerificationBlank(imprint, village, number, head, request.batch))

    return Content(
        kind=PaperKind.VERIFICATION_BLANK,
        wording_version=words.version,
        facts={
            "household": household.id if household else "",
            "village": village,
            "number": number,
            "name": head,
            "round": request.batch,
        },
        draw=draw,
        file_name=f"{words.line('file', number=number or words.line('file.blank'))}.pdf",
        village_code=household.village_code if household else "",
        subject_id=request.subject_id,
    )
