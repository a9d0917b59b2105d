"""首问负责登记表: empty, for the desk at the door."""

from printing.document import Document
from printing.layouts import first_inquiry as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """The same for everybody until inquiries are kept here."""
    del ws
    words = wording("first_inquiry")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.FirstInquiry(imprint, blank=True))

    return Content(
        kind=PaperKind.FIRST_INQUIRY,
        wording_version=words.version,
        facts={"blank": True},
        draw=draw,
        file_name=f"{words.line('file')}.pdf",
        subject_id=request.subject_id,
    )
