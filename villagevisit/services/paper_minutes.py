"""会议纪要: a meeting that was entered, as an official paper, numbered among the office's meetings of its year."""

from datetime import date

from printing.document import Document
from printing.layouts import official as sheet
from printing.layouts.common import Imprint, long_date
from printing.layouts.official import Level
from printing.texts import Wording, wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.supervising import HELD, Meeting
from villagevisit.services import areas, bulletin, supervising
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows


def subjects(ws: Workspace, actor: Actor, text: str, limit: int) -> list[Subject]:
    """The meetings of the offices that these people reach, newest first."""
    found = {one.id: one for office in bulletin.offices(ws, actor) for one in supervising.meetings(ws, office.code)}
    named = [Subject(one.id, one.topic, one.day) for one in found.values()]
    return [one for one in named if text in one.title or text in one.note][:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    held = next((one for one in rows.of_thing(ws.store.reader(), request.subject_id) if one.kind == HELD), None)
    if held is None:
        raise Refused("paper.no-subject")
    every = [one for one in supervising.meetings(ws, held.area) if one.area == held.area]
    meeting = next(one for one in every if one.id == held.thing)
    year = sorted((one.day, one.id) for one in every if one.day[:4] == meeting.day[:4])
    number, area = 1 + year.index((meeting.day, meeting.id)), areas.name(ws, held.area)
    words, day = wording("minutes"), date.fromisoformat(meeting.day)

    def draw(imprint: Imprint) -> Document:
        paper = sheet.Official(
            area, words.line("number", area=area, year=day.year, number=number),
            words.line("title", topic=meeting.topic), words.line("to"), _body(meeting, words), day,
            foot=words.line("foot", short=imprint.short), code=imprint.code,
        )  # fmt: skip
        return sheet.layout(paper)

    return Content(
        kind=PaperKind.MINUTES,
        wording_version=words.version,
        facts={
            "meeting": meeting.id, "area": area, "number": number, "day": meeting.day, "topic": meeting.topic,
            "attendance": meeting.attendance, "minutes": meeting.minutes, "todo": meeting.todo, "who": meeting.who,
            "due": meeting.due, "result": meeting.result,
        },
        draw=draw,
        file_name=f"{words.line('file', day=meeting.day)}.pdf",
        subject_id=meeting.id,
    )  # fmt: skip


def _body(meeting: Meeting, words: Wording) -> tuple[str | Level, ...]:
    day = long_date(date.fromisoformat(meeting.day))
    opening = words.line("opening", day=day, topic=meeting.topic, attendance=meeting.attendance)
    body: list[str | Level] = [opening, Level(1, words.line("minutes")), *meeting.minutes.split("\n")]
    if meeting.todo:
        said = [meeting.todo.rstrip("。") + "。"]
        said += [words.line("todo.who", who=meeting.who)] if meeting.who else []
        said += [words.line("todo.due", due=_day(meeting.due))] if meeting.due else []
        body += [Level(1, words.line("todo")), "".join(said)]
    if meeting.result:
        body += [Level(1, words.line("result")), meeting.result]
    return tuple(body)


def _day(text: str) -> str:
    """As people wrote it, where it is no ISO day."""
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text
