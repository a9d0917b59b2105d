"""民主评议（听证）记录 (F02): the meeting, each household with its votes; read out before it is signed."""

from dataclasses import dataclass

from printing.document import Block, Document, Face, Heading, Keep, Paragraph
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand, section
from printing.layouts.votes import Votes
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Case:
    """One household; a hearing without a vote has no votes."""

    household: str
    head: str
    step: str
    statement: str
    report: str
    questions: str
    result: str
    reason: str = ""
    count: Votes | None = None


@dataclass(frozen=True, slots=True)
class Appraisal:
    imprint: Imprint
    village: str
    number: str
    form: str
    held: str
    place: str
    chair: str
    recorder: str
    panel: int
    present: int
    representatives: int
    observers: str
    cases: tuple[Case, ...]
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    statement: str
    report: str
    questions: str
    voters: int | None
    recused: int | None
    votes: str
    result: str
    reason: str


def layout(paper: Appraisal) -> Document:
    words = wording("appraisal")
    frame = Frame(words, paper.imprint, "F02", paper.number, watermark=paper.watermark)
    counts = {"present": paper.present, "panel": paper.panel, "representatives": paper.representatives}
    blocks: list[Block] = [
        section(words.line("meeting.title")),
        frame.grid("meeting", paper, label=36, size=11, row=8),
        Paragraph(words.line("quorum", **counts), 10, Face.SANS, "left", before=1),
        section(words.line("order.title")),
        *(body(line, 11, leading=1.55) for line in words.paragraphs("order")),
        section(words.line("cases.title")),
    ]
    cases = [Keep(_case(frame, number, case)) for number, case in enumerate(paper.cases, start=1)]
    ballots = sum(case.count.issued for case in paper.cases if case.count)
    end = (
        section(words.line("end.title")),
        body(words.line("end"), 11, leading=1.55),
        body(words.line("copy", ballots=ballots), 11, leading=1.55, after=2),
        by_hand(words.words("sign")),
    )
    last = Keep((*cases[-1:], *end))
    return frame.document((*blocks, *cases[:-1], last), subtitle=paper.village)


def _case(frame: Frame, number: int, case: Case) -> tuple[Block, ...]:
    words, count = frame.words, case.count
    votes = ""
    if count:
        votes = words.line(
            "votes", issued=count.issued, returned=count.returned, valid=count.valid, void=count.void, yes=count.yes,
            no=count.no, abstain=count.abstain,
        )  # fmt: skip
    voters, recused = (count.voters, count.recused) if count else (None, None)
    shown = _Shown(case.statement, case.report, case.questions, voters, recused, votes, case.result, case.reason)
    title = words.line("case", number=number, household=case.household, head=case.head, step=case.step)
    return (Heading(title, 11, before=2.5, after=1), frame.grid("case.grid", shown, label=36, size=10.5, row=7.5))
