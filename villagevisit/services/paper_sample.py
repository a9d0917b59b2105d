"""抽查抽签记录: a drawn spot check on paper, so that whoever knows a number of the village can repeat it (R-17)."""

from collections import Counter
from datetime import date
from fractions import Fraction

from printing.document import Document
from printing.layouts import sample_record as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.draw import ticket
from villagevisit.domain.errors import Refused
from villagevisit.domain.spot_check import Drawn
from villagevisit.domain.spot_found import Check
from villagevisit.services import areas, checks, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(ws: Workspace, text: str) -> list[Subject]:
    """Drawn checks, newest first, by batch."""
    return [
        Subject(one.id, one.batch, f"{areas.name(ws, one.area)} {one.drawn_on}")
        for one in checks.every(ws)
        if one.drawn_on and text in one.batch
    ]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `check.unknown`, `check.not-drawn`. Who looks at a hidden list is written down by the caller."""
    check = checks.find(ws, request.subject_id)
    if not check.seed:
        raise Refused("check.not-drawn")
    words = wording("sample_record")
    area = areas.name(ws, check.area)
    rows = tuple(_row(ws, words, check, one) for one in sorted(check.sample, key=lambda drawn: drawn.rank))
    quotas = _quotas(ws, words, check)
    number = check.sample[0].home.number if check.sample else "0001"
    example = (f"{check.seed}|{check.batch}|{number}", ticket(check.seed, check.batch, number))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.SampleRecord(
                imprint, check.batch, words.line(f"mode.{check.mode}"), area, words.line(f"frame.{check.frame}"),
                date.fromisoformat(check.day), date.fromisoformat(check.drawn_on), check.size, check.digest, check.by,
                check.seed, _share(check.ratio), _share(check.tekun), example, quotas, rows,
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.SAMPLE_RECORD,
        wording_version=words.version,
        facts={
            "check": check.id, "batch": check.batch, "seed": check.seed, "digest": check.digest,
            "rows": [[one.rank, one.number, one.village, one.short, one.note] for one in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', batch=_in_a_file_name(check.batch))}.pdf",
        subject_id=check.id,
        rows=len(rows),
    )  # fmt: skip


def _row(ws: Workspace, words: Wording, check: Check, one: Drawn) -> sheet.Row:
    home = one.home
    notes = [
        words.line(f"must.{home.must}") if home.must else "",
        words.line("instead") if one.instead_of else "",
        words.line("absent") if home.id in check.absent else "",
    ]
    return sheet.Row(
        one.rank, home.number, areas.name(ws, home.village), _category(words, home.category), one.ticket[:8],
        "、".join(note for note in notes if note),
    )  # fmt: skip


def _quotas(ws: Workspace, words: Wording, check: Check) -> tuple[sheet.Quota, ...]:
    """By village and category of the first draw; what was drawn later stands in for somebody."""
    drawn = Counter(one.home.stratum for one in check.sample if not one.home.must and not one.instead_of)
    return tuple(
        sheet.Quota(areas.name(ws, village), _category(words, category), count, drawn[village, category])
        for (village, category), count in sorted(check.strata.items())
    )


def _category(words: Wording, code: str) -> str:
    return paper_board.category_name(code) if code else words.line("none")


def _share(text: str) -> str:
    return f"{float(Fraction(text) * 100):g}%"


def _in_a_file_name(batch: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in batch)
