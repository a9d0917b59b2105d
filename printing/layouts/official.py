"""公文: papers in the format of GB/T 9704-2012, with every measure of that standard.

Lengths count in its grid: a line is 225/22 mm high, a body line holds 28 characters of 3号 FangSong (16 pt).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from printing.document import (
    GRID_LINE,
    OFFICIAL_A4,
    AtFoot,
    Beside,
    Block,
    Document,
    Face,
    Fixed,
    Keep,
    NewPage,
    Paragraph,
    QrCode,
    Rule,
    Spacer,
    Span,
)
from printing.layouts.common import code_size, long_date, quiet_zone
from printing.numerals import numeral
from printing.texts import Wording, wording

BODY_SIZE, TITLE_SIZE, SMALL_SIZE = 16, 22, 14
"""3号, 2号 and 4号."""
WIDTH = OFFICIAL_A4.width - OFFICIAL_A4.left - OFFICIAL_A4.right
_MARK_DROP = 35.0
_CODE_DROP = 2.0
_LARGEST_MARK = 52.0
_MM = 72 / 25.4
_LEVELS = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
_WORDS = (
    "关于|开展|做好|加强|进一步|印发|农村|城乡|最低|低保|社会|困难|特困|临时|集中|入户|核查|复核|信息|情况|工作|管理|专项"
)
_GOOD_BREAKS = re.compile(rf"(?<=[的》、，和与及在对年])|(?={_WORDS})|(?<![0-9A-Za-z年])(?=[0-9])")
"""Before and behind words that titles of this trade are made of; an office breaks any other title itself."""


@dataclass(frozen=True, slots=True)
class Level:
    """A numbered heading: 一、（一）1.（1）; `text` runs on behind it in the same paragraph."""

    depth: int
    title: str
    text: str = ""
    number: int = 0
    """As its writer numbered it; 0: the next."""


@dataclass(frozen=True, slots=True)
class Attachment:
    title: str
    body: tuple["str | Level | Block", ...] = ()
    """Empty when it is not bound with the paper."""


@dataclass(frozen=True, slots=True)
class Official:
    """One official paper. `\\n` in a title breaks its line where the office wants it."""

    issuer: str
    number: str
    """Such as `云民发〔2026〕1号`: hexagonal brackets, no leading nought."""
    title: str
    to: str
    """主送机关, without the colon."""
    body: tuple["str | Level | Block", ...]
    dated: date
    signer: str = ""
    """签发人, for papers to a higher office."""
    urgency: str = ""
    """紧急程度: 特急 or 加急."""
    attachments: tuple[Attachment, ...] = ()
    note: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    """印发机关; with it the paper has its 版记."""
    printed: date | None = None
    duplex: bool = False
    foot: str = ""
    """Document id and short digest, in small print at the edge of each page."""
    code: str = ""
    """Text of the code under the body of the first page."""


def layout(paper: Official) -> Document:
    words = wording("official")
    return document(paper, [*_head(paper, words), *content(paper, words), *_record(paper, words)], words.version)


def document(paper: Official, blocks: Sequence[Block], version: str) -> Document:
    """The paper with its small print, its page numbers and its code."""
    fixed, indent = code_at_foot(paper.code)
    return Document(
        paper.title.replace("\n", ""),
        OFFICIAL_A4,
        tuple(blocks),
        subject=version,
        author=paper.issuer,
        fixed=(*fixed, *urgent(paper.urgency, OFFICIAL_A4.top)),
        foot_left="　".join(filter(None, (paper.foot, version))),
        foot_indent=indent,
        numbering="official",
    )


def urgent(words: str, top: float) -> tuple[Fixed, ...]:
    """How fast it must go, in 3号 Hei at the left edge of the first line; `top` from the edge of the sheet."""
    if not words:
        return ()
    return (Fixed((Paragraph(words, BODY_SIZE, Face.HEI, "left", 1),), OFFICIAL_A4.left, top, WIDTH / 2),)


def code_at_foot(text: str) -> tuple[tuple[Fixed, ...], float]:
    """The code of a paper under the body of its first page, whose number stands at the other edge; and how far the
    small print gives way.
    """
    if not text:
        return (), 0.0
    side, quiet = code_size(text), quiet_zone(text)
    top = OFFICIAL_A4.height - OFFICIAL_A4.bottom + _CODE_DROP
    return (Fixed((QrCode(text, side),), OFFICIAL_A4.left - quiet, top, side),), side - quiet


def content(paper: Official, words: Wording) -> tuple[Block, ...]:
    """From the title to the last attachment."""
    blocks: list[Block] = [
        Spacer(2 * GRID_LINE),
        *title(paper.title),
        Spacer(GRID_LINE),
        Paragraph(f"{paper.to}：", BODY_SIZE, Face.FANG, grid=True),
        *flowing(paper.body, tied=True),
        *_attachment_list(paper, words),
        *_signed(paper, words),
    ]
    for number, one in enumerate(paper.attachments, start=1):
        blocks += _attachment(one, number if len(paper.attachments) > 1 else 0, words)
    return tuple(blocks)


def mark_size(text: str, width: float = WIDTH) -> float:
    """The largest type for a red head that fits one line."""
    return min(_LARGEST_MARK, int(width * _MM / len(text)))


def _head(paper: Official, words: Wording) -> tuple[Block, ...]:
    mark = words.line("mark", issuer=paper.issuer)
    number: Block = Paragraph(paper.number, BODY_SIZE, Face.FANG, "centre", 1)
    if paper.signer:
        signer = (Span(words.line("signer", name=""), Face.FANG), Span(f"{paper.signer}　", Face.KAI))
        left = Paragraph(f"　{paper.number}", BODY_SIZE, Face.FANG, "left", 1)
        number = Beside((left,), (Paragraph(signer, BODY_SIZE, Face.FANG, "right", 1),), WIDTH / 2, 0)
    return (
        Spacer(_MARK_DROP),
        Paragraph(mark, mark_size(mark), Face.TITLE, "centre", 1, red=True),
        Spacer(2 * GRID_LINE),
        number,
        Rule(1.5, 4, 0, red=True),
    )


def title(text: str, size: float = TITLE_SIZE) -> tuple[Block, ...]:
    """Centred lines, in the shape of a trapezium where there are several, on the grid."""
    lines = text.split("\n") if "\n" in text else shaped(text, int(WIDTH * _MM / size))
    leading = GRID_LINE * _MM / size
    return tuple(Paragraph(line, size, Face.TITLE, "centre", leading, keep_with_next=True) for line in lines)


def shaped(text: str, room: int) -> list[str]:
    """A long title in as few lines as it needs, about equally long, broken between words where that can be told."""
    count = -(-len(text) // room)
    lines, rest = [], text
    for left in range(count, 1, -1):
        middle = len(rest) / left
        least, most = max(1, len(rest) - room * (left - 1)), min(room, len(rest) - 1)
        breaks = [one.start() for one in _GOOD_BREAKS.finditer(rest) if least <= one.start() <= most]
        near = [at for at in breaks if abs(at - middle) <= room * 0.2]
        at = min(near, key=lambda place: abs(place - middle)) if near else min(most, max(least, round(middle)))
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def flowing(body: tuple["str | Level | Block", ...], *, tied: bool = False) -> tuple[Block, ...]:
    """Paragraphs and numbered headings on the grid; `tied` keeps the end of the last with what follows."""
    counts = [0, 0, 0, 0]
    blocks: list[Block] = []
    for place, item in enumerate(body, start=1):
        last = tied and place == len(body)
        if isinstance(item, str):
            blocks.append(Paragraph(item, BODY_SIZE, Face.FANG, indent=2, grid=True, keep_with_next=last))
        elif isinstance(item, Level):
            counts[item.depth - 1] = item.number or counts[item.depth - 1] + 1
            counts[item.depth :] = [0] * (4 - item.depth)
            blocks.append(_level(item, counts[item.depth - 1]))
        else:
            blocks.append(item)
    return tuple(blocks)


def _level(item: Level, count: int) -> Paragraph:
    number = {1: f"{numeral(count)}、", 2: f"（{numeral(count)}）", 3: f"{count}.", 4: f"（{count}）"}[item.depth]
    spans = (Span(number + item.title, _LEVELS[item.depth]), Span(item.text))
    return Paragraph(
        spans if item.text else spans[:1], BODY_SIZE, Face.FANG,
        indent=2, grid=True, keep_with_next=not item.text, bookmark=item.depth == 1,
    )  # fmt: skip


def _attachment_list(paper: Official, words: Wording) -> tuple[Block, ...]:
    """One blank line under the body; the second and further ones stand under the first."""
    names = [one.title for one in paper.attachments]
    if not names:
        return ()
    key = "attachments" if names[1:] else "attachment"
    first = words.line(key, number=1, title=names[0])
    lines = [first, *(f"　　　{number}.{name}" for number, name in enumerate(names[1:], start=2))]
    return (
        Spacer(GRID_LINE),
        *(Paragraph(line, BODY_SIZE, Face.FANG, "left", indent=2, grid=True, keep_with_next=True) for line in lines),
    )


def _signed(paper: Official, words: Wording) -> tuple[Block, ...]:
    """The date four characters from the right, the issuer centred over it; room for the office's own seal."""
    day = long_date(paper.dated)
    over = (len(paper.issuer) - _width(day)) / 2
    after_day = max(4.0, over)
    lines: list[Block] = [
        Spacer(2 * GRID_LINE),
        _from_right(paper.issuer, after_day - over),
        _from_right(day, after_day),
    ]
    if paper.note:
        lines.append(Paragraph(words.line("note", note=paper.note), BODY_SIZE, Face.FANG, "left", indent=2, grid=True))
    return (Keep(tuple(lines)),)


def _from_right(text: str, characters: float) -> Block:
    line = Paragraph(text, BODY_SIZE, Face.FANG, "right", grid=True)
    return Beside((line,), (Spacer(1),), characters * BODY_SIZE / _MM, 0)


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _attachment(one: Attachment, number: int, words: Wording) -> tuple[Block, ...]:
    if not one.body:
        return ()
    name = words.line("attachment.numbered", number=number) if number else words.line("attachment.head")
    return (
        NewPage(),
        Paragraph(name, BODY_SIZE, Face.HEI, "left", grid=True, bookmark=True),
        Spacer(GRID_LINE),
        *title(one.title),
        Spacer(GRID_LINE),
        *flowing(one.body),
    )


def _record(paper: Official, words: Wording) -> tuple[Block, ...]:
    """版记: thick rules outside, a thin one between, 4号, one character from each edge."""
    if not paper.printer:
        return ()
    thick, thin = 0.35 * _MM, 0.25 * _MM
    leading = 1.9
    blocks: list[Block] = [Rule(thick, 0, 0)]
    if paper.copies:
        copies = words.line("copies", names="，".join(paper.copies))
        blocks += [indented(copies, SMALL_SIZE, leading), Rule(thin, 0, 0)]
    day = words.line("printed", day=long_date(paper.printed or paper.dated))
    left = Paragraph(f"　{paper.printer}", SMALL_SIZE, Face.FANG, "left", leading)
    right = Paragraph(f"{day}　", SMALL_SIZE, Face.FANG, "right", leading)
    blocks += [Beside((left,), (right,), 60, 0), Rule(thick, 0, 0)]
    return (AtFoot(tuple(blocks), even=paper.duplex),)


def indented(text: str, size: float, leading: float) -> Block:
    """A paragraph one character from both edges, its later lines under what follows the colon."""
    label, _, names = text.partition("：")
    em = size / _MM
    hanging = (len(label) + 2) * em
    lines = (Paragraph(names, size, Face.FANG, "justify", leading),)
    tail = Beside(lines, (Spacer(1),), em, 0)
    return Beside((Paragraph(f"　{label}：", size, Face.FANG, "left", leading),), (tail,), WIDTH - hanging, 0)
