"""A health form as it was filled in, or to fill in by hand when the laptop is dead: any form, from its own questions.

Answers to choose from are ticked among the others where these are few; figures that were not taken stay open, so that a
laboratory can add them; everything else that is empty is struck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from printing.document import (
    A4,
    Block,
    Column,
    Document,
    Entry,
    Face,
    Keep,
    KeyValueGrid,
    Paragraph,
    Signature,
    SignatureBlock,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint
from printing.layouts.frame import HAND_ROW, Frame, section
from printing.texts import Wording, wording

_SIZE = 9.5
_EM = _SIZE * 25.4 / 72
_PAD = 2.6
_WIDTH = A4.width - A4.left - A4.right
_LABELS = {2: (26.0, 32.0, 38.0, 44.0, 50.0), 3: (20.0, 24.0, 28.0, 32.0)}
"""Widths in mm that label cells may have, by pairs in a row."""
_SHORT_VALUE = 7.5
"""Widths in characters that fit beside two others."""
_HAND_ROWS = 3
_CARRY = 3
_IN_A_ROW = 3
"""Signatures side by side."""


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A question: its answer, or what may be ticked. `figure`: stays open where nothing was measured."""

    label: str
    value: str = ""
    options: tuple[Option, ...] = ()
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """What is asked several times: drugs, stays in hospital. `titles` are the questions, a row is an answer to each."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the form; `notes` are what the form itself says about the answers."""

    title: str
    items: tuple[Item, ...] = ()
    lines: Lines | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthForm:
    imprint: Imprint
    form: str
    """`F10 · 2026112201`, top left."""
    title: str
    number: str = ""
    """Of the health record."""
    who: str = ""
    """Name and place in one line."""
    parts: tuple[Part, ...] = ()
    marks: tuple[Signature, ...] = ()
    blank: bool = False
    watermark: str = ""


def layout(paper: HealthForm) -> Document:
    words = wording("health_form")
    frame = Frame(words, paper.imprint, paper.form, paper.number, blank=paper.blank, watermark=paper.watermark)
    parts = [one for one in paper.parts if one.items or one.lines or one.notes]
    blocks: list[Block] = [_by_hand(parts, words)] if paper.blank else []
    for one in parts:
        blocks += _part(one, paper.blank, _CARRY if one is parts[-1] else 0, words)
    blocks.append(Keep(_signed(paper, words)))
    return frame.document(blocks, paper.title, words.line("by_hand") if paper.blank else paper.who)


def _by_hand(parts: Sequence[Part], words: Wording) -> Block:
    """Whose form it is, where the form itself does not ask: the program knows, paper does not."""
    asked = {item.label for part in parts for item in part.items}
    missing = [one for one in words.words("blank.who") if not any(one in label for label in asked)]
    return KeyValueGrid(tuple(Entry(one, "") for one in missing), 2, 30, 10, HAND_ROW)


def _part(part: Part, blank: bool, carry: int, words: Wording) -> list[Block]:
    blocks: list[Block] = [section(part.title)]
    if part.items:
        blocks.append(_grid(part.items, blank, 0 if part.lines or part.notes else carry, words))
    if part.lines is not None:
        blocks += [*([Spacer(2)] if part.items else []), _table(part.lines, blank, 0 if part.notes else carry, words)]
    blocks += [Paragraph(note, 9.5, Face.SANS, "left", 1.5, before=1.5) for note in part.notes]
    return [Keep(tuple(blocks))] if blank and part.lines is not None else blocks


def _grid(items: Sequence[Item], blank: bool, carry: int, words: Wording) -> KeyValueGrid:
    """Three pairs in a row where most answers are short, else two; what needs more room takes a row of its own."""
    shown = [_shown(item, blank, words) for item in items]
    short = sum(
        _ems(value) <= _SHORT_VALUE and (not blank or item.figure or bool(item.options))
        for item, value in zip(items, shown, strict=True)
    )
    columns = 3 if short >= 6 and short * 3 >= len(items) * 2 else 2
    each = _WIDTH / columns
    long = words.words("blank.wide") if blank else ()

    def entries(label: float) -> list[Entry]:
        room = (each - label - _PAD) / _EM
        return [
            Entry(
                item.label, value,
                wide=_ems(value) > room * (2 if columns == 2 and not item.options else 1)
                or any(one in item.label for one in long),
            )
            for item, value in zip(items, shown, strict=True)
        ]  # fmt: skip

    def lines(label: float) -> float:
        rows = 0.0
        for entry in entries(label):
            high = max(
                ceil(_ems(entry.label) * _EM / (label - _PAD)),
                ceil(_ems(entry.value) * _EM / ((_WIDTH if entry.wide else each) - label - _PAD)),
            )
            rows += high if entry.wide else high / columns
        return rows

    label = min(_LABELS[columns], key=lambda width: (lines(width), width))
    row = HAND_ROW if blank else 7.0
    return KeyValueGrid(tuple(entries(label)), columns, label, _SIZE, row, carry=carry)


def _shown(item: Item, blank: bool, words: Wording) -> str:
    if item.options:
        return "　".join(f"{'☑' if one.ticked else '☐'} {one.text}" for one in item.options)
    return item.value or ("" if blank or item.figure else words.line("struck"))


def _table(lines: Lines, blank: bool, carry: int, words: Wording) -> Table:
    """Columns as wide as what stands in them."""
    struck = "" if blank else words.line("struck")
    rows = [tuple(cell or struck for cell in row) for row in lines.rows]
    if blank:
        rows = [("",) * len(lines.titles)] * _HAND_ROWS
    shares = [
        min(max(4.0, _ems(title) / 2, *(_ems(row[at]) for row in rows)), 16.0) for at, title in enumerate(lines.titles)
    ]
    columns = tuple(Column(title, share) for title, share in zip(lines.titles, shares, strict=True))
    height = HAND_ROW if blank else 7.5
    return Table(columns, tuple(rows), size=_SIZE, head_size=_SIZE, row_height=height, carry=carry)


def _signed(paper: HealthForm, words: Wording) -> tuple[Block, ...]:
    marks = paper.marks
    rows = [marks[at : at + _IN_A_ROW] for at in range(0, len(marks), _IN_A_ROW)]
    blocks: list[Block] = [section(words.line("sign")), *(SignatureBlock(row, 30, 10, before=0) for row in rows)]
    if not paper.blank:
        help_ = words.line("code.help", short=paper.imprint.short)
        blocks.append(Paragraph(help_, 8.5, Face.SANS, "left", before=2))
    return tuple(blocks)


def _ems(text: str) -> float:
    return sum(0.56 if char.isascii() else 1.25 if char in "☐☑" else 1.0 for char in text)
