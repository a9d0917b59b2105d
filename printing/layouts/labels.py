"""档案标签和二维码贴: 24 on an A4 sheet (3 × 8, 63.5 × 33.9 mm), each with the code of its own record."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.document import Beside, Block, Document, Face, Keep, Page, Paragraph, QrCode, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import common
from printing.texts import Wording, wording

_PAGE = Page(210, 297, 12.9, 7.2, 12.9, 7.2)
_ACROSS, _DOWN = 3, 8
_WIDTH, _HEIGHT, _GAP = 63.5, 33.9, 2.5
_CODE = 24.0


@dataclass(frozen=True, slots=True)
class Label:
    """No id number, no category: a label lies open on a shelf."""

    number: str
    head: str
    village: str
    year: str
    code: str


@dataclass(frozen=True, slots=True)
class Labels:
    imprint: Imprint
    labels: tuple[Label, ...]


def layout(paper: Labels) -> Document:
    words = wording("labels")
    sheet = _ACROSS * _DOWN
    sheets = [paper.labels[start : start + sheet] for start in range(0, len(paper.labels), sheet)]
    return Document(
        title=words.line("title"),
        page=_PAGE,
        blocks=tuple(Keep(_sheet(labels, words)) for labels in sheets),
        subject=words.version,
        foot_left=common("foot.left", short=paper.imprint.short, wording=words.version),
        foot_right=common("foot.right", printed=paper.imprint.printed_at, by=paper.imprint.printed_by),
        foot_size=6,
    )


def _sheet(labels: Sequence[Label], words: Wording) -> tuple[Block, ...]:
    rows: list[Block] = []
    for start in range(0, len(labels), _ACROSS):
        stacks = [_label(one, words) for one in labels[start : start + _ACROSS]]
        stacks += [(Spacer(_HEIGHT),)] * (_ACROSS - len(stacks))
        right = Beside(stacks[1], stacks[2], right_width=_WIDTH, gap=_GAP)
        row = Beside(stacks[0], (right,), right_width=2 * _WIDTH + _GAP, gap=_GAP)
        rows.append(row)
    return tuple(rows)


def _label(one: Label, words: Wording) -> tuple[Block, ...]:
    """Exactly one label high, text left of the code."""
    text: tuple[Block, ...] = (
        Paragraph(words.line("no", number=one.number), 12, Face.HEI, "left", 1.4),
        Paragraph(one.head, 11, Face.SONG, "left", 1.35),
        Paragraph(words.line("box", village=one.village, year=one.year), 9, Face.SANS, "left", 1.5),
    )
    inner = Beside(text, (QrCode(one.code, _CODE),), right_width=_CODE, gap=1, valign="middle")
    padded = Beside((Spacer(1),), (inner,), right_width=_WIDTH - 3, gap=0)
    return (Beside((padded,), (Spacer(_HEIGHT),), right_width=0.5, gap=0, valign="middle"),)
