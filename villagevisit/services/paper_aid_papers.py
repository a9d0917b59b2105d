"""一次性告知单: all papers of a kind of aid on one sheet, blank or as one household has brought them (S-266)."""

from dataclasses import asdict

from printing.document import Document
from printing.layouts import plain_sheet
from printing.layouts.common import Imprint
from printing.layouts.plain_sheet import Part, PlainSheet
from printing.texts import wording
from villagevisit.domain.access import Within
from villagevisit.domain.aid_papers import Told
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import aid_papers, areas, households, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace

_BLANK = "＿＿＿＿＿＿"


def subjects(ws: Workspace, text: str, within: Within) -> list[Subject]:
    """The blank list of each kind, then the households that were told, who misses something first."""
    kinds = aid_papers.kinds(today(ws.clock).isoformat())
    found = [Subject(kind, name, "") for kind, name in kinds.items()]
    for one in aid_papers.every(ws, within):
        name = households.get(ws, one.household).head_name
        found.append(Subject(one.id, name, f"{kinds.get(one.kind, one.kind)} {one.day}"))
    return [one for one in found if text in one.title or text in one.id]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """`subject_id`: a kind, or a household's list. Raises Refused `paper.no-subject`."""
    now = today(ws.clock).isoformat()
    told = None if request.subject_id in aid_papers.kinds(now) else _told(ws, request.subject_id)
    kind, day = (told.kind, told.day) if told else (request.subject_id, now)
    place = areas.township(ws) or areas.county(ws)
    name = aid_papers.kinds(day, aid_papers.PAPER).get(kind)
    if name is None or place is None:
        raise Refused("paper.no-subject")
    words, home = wording("plain_sheet"), households.get(ws, told.household) if told else None
    title = words.line("aid_papers.title")
    subtitle = words.line(
        "aid_papers.who", kind=name, head=home.head_name if home else _BLANK, day=told.day if told else _BLANK
    )
    parts = _parts(ws, request, kind, day, told)

    def draw(imprint: Imprint) -> Document:
        signers = tuple(words.words("aid_papers.sign"))
        return plain_sheet.layout(PlainSheet(imprint, title, subtitle, parts, signers, size=12))

    return Content(
        kind=PaperKind.AID_PAPERS,
        wording_version=words.version,
        facts={"who": subtitle, "parts": [str(asdict(one)) for one in parts]},
        draw=draw,
        file_name=f"{title}-{name}-{day}.pdf",
        village_code=told.area if told else "",
        subject_id=request.subject_id,
    )


def _told(ws: Workspace, told_id: str) -> Told:
    try:
        return aid_papers.find(ws, told_id)
    except Refused as refused:
        raise Refused("paper.no-subject") from refused


def _parts(ws: Workspace, request: PaperRequest, kind: str, day: str, told: Told | None) -> tuple[Part, ...]:
    words, listed = wording("plain_sheet"), aid_papers.papers(kind, day, aid_papers.PAPER)
    there = told.there if told else {}
    wanted = [one for one in listed if (one.code in told.listed if told else one.asked)]
    came = {code: words.line("aid_papers.came", day=when) for code, when in there.items()}
    rows = tuple(
        (str(number), one.name, one.why, came.get(one.code, "")) for number, one in enumerate(wanted, start=1)
    )
    ours = tuple((one.name, one.why) for one in listed if not one.asked)
    phone = paper_board.phones(ws, request)[0] or _BLANK
    closing = [words.line("aid_papers.once"), words.line("aid_papers.phone", phone=phone)]
    if told is not None:
        names = "、".join(one.name for one in wanted if one.code not in there)
        closing.insert(0, words.line("aid_papers.missing", names=names) if names else words.line("aid_papers.whole"))
    return (
        Part(words.line("aid_papers.bring"), table="aid_papers.asked", rows=rows),
        *((Part(words.line("aid_papers.look"), table="aid_papers.ours", rows=ours),) if ours else ()),
        Part(lines=tuple(closing)),
    )
