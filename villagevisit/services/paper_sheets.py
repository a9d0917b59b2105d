"""Sheets that the office hangs up or fills in by hand: questions and answers (S-149), the audit's checklist of the two
key steps (S-058), the duty rota of a month (S-025).
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from printing.document import Document
from printing.layouts import plain_sheet as sheet
from printing.layouts.common import Imprint
from printing.layouts.plain_sheet import Part
from printing.texts import Wording, wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, cases, inquiries, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace

_MONTHS = 3


def answers(ws: Workspace, request: PaperRequest) -> Content:
    """The county's answers that are in force, with their articles. Raises Refused `paper.no-subject`."""
    words, day = wording("plain_sheet"), today(ws.clock).isoformat()
    place = _office(ws)
    parts = [
        Part(
            words.line("answers.question", number=number, question=one.title), (one.text,),
            note=words.line("answers.article", article=one.article),
        )
        for number, one in enumerate(inquiries.templates(ws), start=1)
    ]  # fmt: skip
    parts.append(Part(lines=(_phones(ws, request, words),)))
    subtitle = words.line("answers.subtitle", place=place)
    return _sheet(
        PaperKind.ANSWERS, words, (words.line("answers.title"), subtitle), parts,
        words.line("answers.file", day=day), request.subject_id,
    )  # fmt: skip


def key_steps(ws: Workspace, request: PaperRequest) -> Content:
    """For a village, to be filled in on the spot. Raises Refused `paper.no-village`."""
    village = next((one for one in areas.villages(ws) if one.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    words = wording("plain_sheet")
    parts, before = [], 0
    for step in ("appraisal", "publicity"):
        asked = [line.split("|") for line in words.words(f"key_steps.{step}.rows")]
        rows = tuple((str(number), *cells, "", "") for number, cells in enumerate(asked, start=before + 1))
        parts.append(Part(words.line(f"key_steps.{step}"), table="key_steps_table", rows=rows))
        before += len(rows)
    parts.append(Part(note=words.line("key_steps.found")))
    subtitle = words.line("key_steps.subtitle", place=village.name)
    return _sheet(
        PaperKind.KEY_STEPS, words, (words.line("key_steps.title"), subtitle), parts,
        words.line("key_steps.file", place=village.name), "", village.code, tuple(words.words("key_steps.sign")),
    )  # fmt: skip


def months(ws: Workspace, text: str) -> list[Subject]:
    """This month and the next two."""
    now = today(ws.clock)
    found = [divmod(now.year * 12 + now.month - 1 + ahead, 12) for ahead in range(_MONTHS)]
    names = [f"{year:04d}-{month + 1:02d}" for year, month in found]
    return [Subject(one, one) for one in names if text in one]


def rota(ws: Workspace, request: PaperRequest) -> Content:
    """A month with its rest days, to be filled in by hand. Raises Refused `paper.no-subject`, `paper.calendar`."""
    try:
        first = date.fromisoformat(f"{request.subject_id}-01")
    except ValueError as error:
        raise Refused("paper.no-subject") from error
    words, calendar = wording("plain_sheet"), cases.limits(ws, first).calendar
    named = words.words("rota.weekdays")
    rows = []
    for number in range(1, monthrange(first.year, first.month)[1] + 1):
        day = first.replace(day=number)
        rest = words.line("rota.rests") if calendar.rests(day) else "　"
        shown = words.line("rota.day", month=day.month, day=day.day)
        rows.append((shown, named[day.weekday()], rest, "", "", "", ""))
    parts = [Part(table="rota_table", rows=tuple(rows)), Part(lines=(words.line("rota.note"),))]
    subtitle = words.line("rota.subtitle", place=_office(ws), year=first.year, month=first.month)
    return _sheet(
        PaperKind.ROTA, words, (words.line("rota.title"), subtitle), parts,
        words.line("rota.file", month=request.subject_id), request.subject_id,
        signatures=tuple(words.words("rota.sign")),
    )  # fmt: skip


def _sheet(
    kind: PaperKind, words: Wording, heads: tuple[str, str], parts: Sequence[Part], name: str, subject: str,
    village: str = "", signatures: tuple[str, ...] = (),
) -> Content:  # fmt: skip
    title, subtitle = heads

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.PlainSheet(imprint, title, subtitle, tuple(parts), signatures))

    said = [[one.title, *one.lines, one.note, *("".join(row) for row in one.rows)] for one in parts]
    return Content(
        kind=kind,
        wording_version=words.version,
        facts={"title": title, "subtitle": subtitle, "said": said},
        draw=draw,
        file_name=f"{name}.pdf",
        village_code=village,
        subject_id=subject,
    )


def _office(ws: Workspace) -> str:
    place = areas.township(ws) or areas.county(ws)
    if place is None:
        raise Refused("paper.no-subject")
    return place.name


def _phones(ws: Workspace, request: PaperRequest, words: Wording) -> str:
    township, county = paper_board.phones(ws, request)
    blank = words.line("blank")
    return words.line("phones", township=township or blank, county=county or blank)
