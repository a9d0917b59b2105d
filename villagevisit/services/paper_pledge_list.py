"""承诺书公示名单: everybody with a valid pledge, by unit and name."""

from datetime import date

from printing.document import Document, PaperError
from printing.layouts import pledge_list as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.pledge import Standing, standing
from villagevisit.services import areas, paper_board, pledges
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` when nobody has signed, `paper.public-text` for what may not hang."""
    words = wording("pledge_list")
    township = areas.township(ws)
    rows = _pledged(ws)
    if township is None or not rows:
        raise Refused("paper.no-subject")
    posted = request.posted_on or today(ws.clock)
    issuer = words.line("issuer", township=township.name)
    phone = paper_board.phones(ws, request)[0] or wording("board").line("phone.blank")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.PledgeList(imprint, township.name, issuer, posted, phone, rows))

    return Content(
        kind=PaperKind.PLEDGE_LIST,
        wording_version=words.version,
        facts={
            "unit": township.name,
            "posted": posted.isoformat(),
            "phone": phone,
            "people": [[one.name, one.unit, one.post, one.signed.isoformat()] for one in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', day=posted.isoformat())}.pdf",
        subject_id=township.code,
        rows=len(rows),
    )


def _pledged(ws: Workspace) -> tuple[sheet.Pledged, ...]:
    """The valid pledge of each, signed with a PIN or on paper (S-005)."""
    day = today(ws.clock).isoformat()
    found: list[sheet.Pledged] = []
    for some in pledges.known(ws).values():
        where, one = standing(some, day)
        if one is None or where is not Standing.VALID:
            continue
        try:
            found.append(sheet.Pledged(one.name, one.unit, one.post, date.fromisoformat(one.signed_on)))
        except PaperError as error:
            raise Refused(error.code) from error
    return tuple(sorted(found, key=lambda one: (one.unit, one.name)))
