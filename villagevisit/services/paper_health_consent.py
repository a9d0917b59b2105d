"""健康信息处理单独同意书: for a household, its members named, or empty."""

from printing.document import Document
from printing.layouts import health_consent as sheet
from printing.layouts.common import Imprint
from printing.layouts.health_consent import Signer
from printing.texts import wording
from villagevisit.services import areas, households
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_subjects import BLANK
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `household.unknown`."""
    words, place = wording("health_consent"), areas.township(ws)
    home = None if request.subject_id in ("", BLANK) else households.get(ws, request.subject_id)
    people = tuple(Signer(one.name) for one in home.persons) if home else ()
    number = home.household_no if home else ""
    text = words.paragraphs("text", place=place.name if place else "", doctor=words.line("doctor.blank"))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.HealthConsent(imprint, text, people, number))

    return Content(
        kind=PaperKind.HEALTH_CONSENT,
        wording_version=words.version,
        facts={"household": home.id if home else "", "household_no": number, "people": [one.name for one in people]},
        draw=draw,
        file_name=f"{words.line('file', household=number) if home else words.line('file.blank')}.pdf",
        village_code=home.village_code if home else "",
        subject_id=home.id if home else "",
    )
