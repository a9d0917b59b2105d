"""入户核查表: the filled form of one visit, A4 portrait, from its frozen record (documents.md §2)."""

from dataclasses import dataclass
from math import ceil

from printing.document import (
    A4,
    Align,
    Beside,
    Block,
    Column,
    Document,
    Entry,
    Face,
    Heading,
    Ink,
    Keep,
    KeyValueGrid,
    Paragraph,
    Picture,
    QrCode,
    Rule,
    Signature,
    SignatureBlock,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, code_size
from printing.texts import Wording, wording

_SIZE = 10.0
_LABEL_WIDTHS = (28.0, 34.0, 40.0, 46.0, 52.0, 58.0, 64.0)
_WIDE_VALUE = 15.0
_WIDE_LABEL = 24.0
"""Widths in characters (em) above which a pair takes a row of its own."""
_CARRY = 3
"""Rows that stand with the signatures, so that these are never alone on a page."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    title: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class ListTable:
    """Members, incomes, neighbours: one row each."""

    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What does not fit the columns of a list, of one of its rows."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    table: ListTable | None = None
    details: tuple[Details, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the calculation: what, the formula with its figures, the result."""

    item: str
    formula: str
    amount: str


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    at: str
    """As shown; empty while he has not signed."""


@dataclass(frozen=True, slots=True)
class VerificationForm:
    form: str
    """`F01 · v2026.1`, top left."""
    archive_no: str
    household: str
    """Village, group, number and head in one line."""
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    policy_date: str
    householder: Ink | Picture | None
    householder_name: str
    signers: tuple[Signer, ...]
    imprint: Imprint
    watermark: str
    title: str = ""
    """Another form's own title; empty is this form's."""


def layout(form: VerificationForm) -> Document:
    """All sections in the order of the form, the calculation, three signatures, the code."""
    words = wording("verification_form")
    filled = [one for one in form.sections if one.pairs or one.table is not None or one.details]
    last = None if form.steps or not filled else filled[-1]
    blocks: list[Block] = [*_masthead(form, words)]
    for section in filled:
        blocks.extend(_section(section, words, _CARRY if section is last else 0))
    blocks.append(Keep((*_calculation(form, words), *_signatures(form, words))))
    title = form.title or words.line("title")
    running = Beside(
        (Paragraph(form.form, 9, Face.SANS, "left"),),
        (Paragraph(words.line("running", title=title, household=form.household), 9, Face.SANS, "right"),),
        right_width=125,
    )
    return Document(
        title=title,
        page=A4,
        blocks=tuple(blocks),
        subject=words.version,
        first_head=_corner(form, words),
        next_head=(running, Rule(0.5, 0.5, 2.5)),
        foot_left=words.line("foot.left", wording=words.version, short=form.imprint.short),
        foot_right=words.line("foot.right", printed=form.imprint.printed_at, by=form.imprint.printed_by),
        watermark=form.watermark,
    )


def _corner(form: VerificationForm, words: Wording) -> tuple[Block, ...]:
    archive = words.line("archive", number=form.archive_no or words.line("archive.blank"))
    left = (Paragraph(form.form, 9, Face.SANS, "left"),)
    return (Beside(left, (Paragraph(archive, 9, Face.SANS, "right"),), right_width=90),)


def _masthead(form: VerificationForm, words: Wording) -> tuple[Block, ...]:
    """Title over the household's line, the code at the right; as much blank at the left keeps the title centred."""
    side = code_size(form.imprint.code)
    code = QrCode(form.imprint.code, side, words.line("code.caption", short=form.imprint.short))
    title = (
        Heading(form.title or words.line("title"), 22, Face.TITLE, "centre", after=2),
        Paragraph(form.household, 11, Face.SONG, "centre"),
    )
    centred = Beside((Spacer(1),), title, right_width=A4.width - A4.left - A4.right - 2 * (side + 4), gap=0)
    return (Beside((centred,), (code,), right_width=side + 4, gap=0, valign="middle"), Spacer(2))


def _section(section: Section, words: Wording, carry: int) -> tuple[Block, ...]:
    """`carry` rows at its end go along to the signatures."""
    blocks: list[Block] = [Heading(section.title, 12, before=4.5, after=1.5)]
    if section.pairs:
        blocks.append(_grid(section.pairs, words, 0 if section.table or section.details else carry))
    if section.table is not None:
        if section.pairs:
            blocks.append(Spacer(2))
        columns = tuple(Column(one.title, one.share, one.align) for one in section.table.columns)
        rows = tuple(tuple(cell or words.line("none") for cell in row) for row in section.table.rows)
        kept = 0 if section.details else carry
        blocks.append(Table(columns, rows, size=9.5, head_size=9.5, row_height=7.5, carry=kept))
    for details in section.details:
        blocks.append(Paragraph(details.title, 10, Face.HEI, "left", before=2.5, after=0.8, keep_with_next=True))
        blocks.append(_grid(details.pairs, words, carry if details is section.details[-1] else 0))
    return tuple(blocks)


def _grid(pairs: tuple[tuple[str, str], ...], words: Wording, carry: int) -> KeyValueGrid:
    entries = tuple(
        Entry(label, value or words.line("none"), wide=_ems(value) > _WIDE_VALUE or _ems(label) > _WIDE_LABEL)
        for label, value in pairs
    )
    return KeyValueGrid(entries, 2, label_width=_label_width(entries), size=_SIZE, row_height=7, carry=carry)


def _label_width(entries: tuple[Entry, ...]) -> float:
    """The width of the label cells that needs the fewest lines: questions are long, their answers 是 or 否."""
    half = (A4.width - A4.left - A4.right) / 2
    em = _SIZE * 25.4 / 72

    def lines(width: float) -> int:
        total = 0
        for entry in entries:
            room = (2 * half if entry.wide else half) - width
            label = ceil(_ems(entry.label) * em / (width - 3))
            total += max(label, ceil(max(_ems(entry.value), 1) * em / (room - 3)))
        return total

    return min(_LABEL_WIDTHS, key=lambda width: (lines(width), width))


def _ems(text: str) -> float:
    return sum(0.56 if char.isascii() else 1.0 for char in text)


def _calculation(form: VerificationForm, words: Wording) -> tuple[Block, ...]:
    if not form.steps:
        return ()
    columns = (
        Column(words.line("column.item"), 42, "left", Face.HEI),
        Column(words.line("column.formula"), 98, "left"),
        Column(words.line("column.amount"), 34, "right", Face.HEI),
    )
    rows = tuple((step.item, step.formula, step.amount) for step in form.steps)
    note = words.line("calculation.note", policy_date=form.policy_date)
    return (
        Heading(words.line("calculation"), 12, before=4.5),
        Table(columns, rows, size=10.5, head_size=10, row_height=8, carry=0),
        Paragraph(note, 9, Face.SANS, "left", before=1),
    )


def _signatures(form: VerificationForm, words: Wording) -> tuple[Block, ...]:
    householder = Signature(
        words.line("signature.householder"),
        form.householder,
        form.householder_name if form.householder is None else "",
        words.line("signature.at-visit") if form.householder else words.line("signature.none"),
    )
    places = (words.line("signature.first"), words.line("signature.second"))
    officers = tuple(
        Signature(place, None, signer.name, words.line("signature.at", at=signer.at))
        for place, signer in zip(places, form.signers, strict=False)
    )
    return (
        Heading(words.line("signatures"), 12, before=4.5),
        Paragraph(words.line("statement"), 10, Face.SONG, "justify", 1.5, indent=2, after=2),
        SignatureBlock((householder, *officers), height=32, size=10),
        Paragraph(words.line("code.help", short=form.imprint.short), 8.5, Face.SANS, "left", before=2),
    )
