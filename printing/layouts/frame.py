"""The frame of family B papers: masthead with code, labelled grids and tables by the wording's own list, signatures.

A wording file lists what is printed as `field|label|…`. It can name the fields of the paper's own record and nothing
else, so that no template reaches what the paper may not show (rules.md R-10).
"""

from collections.abc import Sequence
from dataclasses import Field, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from printing.document import (
    A4,
    Align,
    Beside,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Face,
    Heading,
    Keep,
    KeyValueGrid,
    Page,
    PaperError,
    Paragraph,
    QrCode,
    Rule,
    Signature,
    SignatureBlock,
    Spacer,
    Span,
    StampArea,
    Table,
    Text,
)
from printing.layouts.common import Imprint, code_size, long_date, money
from printing.texts import Wording, wording

HAND_ROW = 10.0
"""Rows that are filled in by hand, in mm (documents.md §2)."""
_ALIGNS: dict[str, Align] = {"left": "left", "centre": "centre", "right": "right"}
_CODE_GAP = 4.0


class Record(Protocol):
    """A frozen dataclass of exactly what may be printed."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one paper is labelled; `blank` leaves empty cells open to fill in by hand, else they are struck."""

    words: Wording
    imprint: Imprint
    form: str = ""
    """Number of the form, `F05`, top left with the wording's version."""
    number: str = ""
    """Archive or file number, top right."""
    page: Page = A4
    blank: bool = False
    watermark: str = ""

    def document(
        self, blocks: Sequence[Block], title: str = "", subtitle: str = "", *, masthead: bool = True
    ) -> Document:
        """The finished paper; `title` is the wording's own unless given, a new line in it starts a second line.

        Covers and plates set their own masthead and code.
        """
        title = title or self.words.line("title")
        plain = title.replace("\n", "")
        return Document(
            title=plain,
            page=self.page,
            blocks=(*(self._masthead(title, subtitle) if masthead else ()), *blocks),
            subject=self.words.version,
            first_head=self._corner(),
            next_head=self._running(plain),
            foot_left=common("foot.left", short=self.imprint.short, wording=self.words.version),
            foot_right=common("foot.right", printed=self.imprint.printed_at, by=self.imprint.printed_by),
            watermark=self.watermark,
        )

    @property
    def width(self) -> float:
        return self.page.width - self.page.left - self.page.right

    def _corner(self) -> tuple[Block, ...]:
        form = f"{self.form} · {self.words.version}" if self.form else self.words.version
        number = common("number", number=self.number) if self.number else ""
        left, right = Paragraph(form, 9, Face.SANS, "left"), Paragraph(number, 9, Face.SANS, "right")
        return (Beside((left,), (right,), right_width=self.width * 0.6),)

    def _running(self, title: str) -> tuple[Block, ...]:
        text = f"{title}　{self.number}".strip()
        return (Paragraph(text, 9, Face.SANS, "right"), Rule(0.5, 0.5, 2.5))

    def _masthead(self, title: str, subtitle: str) -> tuple[Block, ...]:
        """The code at the right; as much blank at the left keeps the title centred."""
        side = code_size(self.imprint.code)
        code = QrCode(self.imprint.code, side, common("code", short=self.imprint.short))
        head: list[Block] = [Heading(title, 22, Face.TITLE, "centre", before=0, after=1.5)]
        if subtitle:
            head.append(Paragraph(subtitle, 11, Face.SONG, "centre"))
        room = self.width - 2 * (side + _CODE_GAP)
        centred = Beside((Spacer(1),), tuple(head), right_width=room, gap=0, valign="middle")
        return (Beside((centred,), (code,), right_width=side + _CODE_GAP, gap=0, valign="middle"), Spacer(2))

    def grid(self, key: str, record: Record, *, label: float = 30, size: float = 11, row: float = 9) -> KeyValueGrid:
        """Labelled values by the list `key`: `field|label`, with `|wide` for a row of its own, `|yn` for a question
        that is ticked by hand on a blank paper.

        Raises:
            PaperError: `paper.field` (field) when the list names what the record does not have.
        """
        allowed = _allowed(record)
        entries: list[Entry] = []
        for line in self.words.words(key):
            name, title, *rest = line.split("|")
            value = _get(record, name, allowed)
            open_choice = self.blank and value is None and "yn" in rest
            shown = common("choice") if open_choice else self.value(value)
            entries.append(Entry(title, shown, wide="wide" in rest))
        return KeyValueGrid(tuple(entries), 2, label, size, max(row, HAND_ROW) if self.blank else row)

    def table(
        self, key: str, rows: Sequence[Record], *, spare: int = 0, size: float = 10.5, row: float = 8, carry: int = 3
    ) -> Table:
        """Rows by the list `key`: `field|title|share` or `field|title|share|align`; `#` is the running number and `_`
        a cell to write or sign in.

        `spare` empty rows are added to fill in by hand; without any row one says so. Raises like `grid`.
        """
        columns, names = columns_of(self.words.words(key))
        cells: list[tuple[str | Cell, ...]] = []
        for number, record in enumerate(rows, start=1):
            allowed = _allowed(record)
            cells.append(tuple(self._cell(record, name, number, allowed) for name in names))
        cells += [tuple(str(len(rows) + n) if name == "#" else "" for name in names) for n in range(1, spare + 1)]
        if not cells:
            cells.append((Cell(common("none"), len(columns), "centre"),))
        height = max(row, HAND_ROW) if spare or "_" in names else row
        return Table(columns, tuple(cells), size=size, head_size=size, row_height=height, carry=carry)

    def questions(self, key: str, *, label: float = 30, size: float = 10.5, row: float = HAND_ROW) -> KeyValueGrid:
        """Questions to answer by hand, by the list `key`: `label`, `label|hint` or `label|hint|wide`."""
        parts = [(*line.split("|"), "", "") for line in self.words.words(key)]
        entries = tuple(Entry(title, hint, wide=wide == "wide") for title, hint, wide, *_ in parts)
        return KeyValueGrid(entries, 2, label, size, row)

    def rows(self, key: str, count: int, *, size: float = 10, row: float = HAND_ROW) -> Table:
        """Numbered empty rows under the columns `key`."""
        columns, names = columns_of(self.words.words(key))
        cells = tuple(tuple(str(n) if name == "#" else "" for name in names) for n in range(1, count + 1))
        return Table(columns, cells, size=size, head_size=size, row_height=row, carry=0)

    def _cell(self, record: Record, name: str, number: int, allowed: frozenset[str]) -> str:
        if name in ("#", "_"):
            return str(number) if name == "#" else ""
        return self.value(_get(record, name, allowed))

    def value(self, value: object) -> str:
        """As a cell shows it: dates and money in full, yes and no as boxes, nothing as a stroke."""
        match value:
            case bool():
                return common("yes") if value else common("no")
            case Decimal():
                return money(value)
            case date():
                return long_date(value)
            case None | "":
                return "" if self.blank else common("struck")
            case _:
                return str(value)


def _allowed(record: Record) -> frozenset[str]:
    return frozenset(one.name for one in fields(record))


def _get(record: Record, name: str, allowed: frozenset[str]) -> object:
    if name not in allowed:
        raise PaperError("paper.field", field=name)
    return getattr(record, name)


def columns_of(lines: Sequence[str]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns and the fields that they show, from `field|title|share|align` lines."""
    columns: list[Column] = []
    names: list[str] = []
    for line in lines:
        name, title, share, *rest = line.split("|")
        columns.append(Column(title, float(share), _ALIGNS[rest[0]] if rest else "left"))
        names.append(name)
    return tuple(columns), tuple(names)


def common(key: str, **blanks: str | int) -> str:
    """A line that all papers share."""
    return wording("common").line(key, **blanks)


def body(text: Text, size: float = 12, indent: float = 2, leading: float = 1.75, after: float = 0) -> Paragraph:
    """Running text of a letter or a form."""
    return Paragraph(text, size, Face.SONG, "justify", leading, indent=indent, after=after)


def section(text: str) -> Heading:
    return Heading(text, 12.5, before=3.2, after=1.2)


def choice(title: str, options: Sequence[str], chosen: Sequence[str] = (), size: float = 11.5) -> Block:
    """A question before its options; a second line of options stands under the first."""
    label = len(title) * size * 25.4 / 72 + 1
    left = Paragraph(title, size, leading=1.6, align="left")
    right = Paragraph(ticks(options, chosen), size, leading=1.6, align="left")
    return Beside((left,), (right,), right_width=A4.width - A4.left - A4.right - label, gap=0)


def ticks(options: Sequence[str], chosen: Sequence[str] = ()) -> tuple[Span, ...]:
    """Options with drawn tick boxes."""
    return tuple(Span(f"{option}　　", box=option in chosen) for option in options)


def by_hand(labels: Sequence[str], height: float = 27) -> SignatureBlock:
    """Signatures side by side, each with room for a fingerprint and its own date line."""
    return SignatureBlock(tuple(Signature(label, note=common("date.blank")) for label in labels), height)


def filled(text: str, room: int) -> Span:
    """A filled or empty blank over a line, at least `room` characters wide."""
    missing = max(room - len(text), 0)
    return Span("\u3000" * (missing // 2) + text + "\u3000" * (missing - missing // 2), Face.SONG, underline=True)


def day_or_blank(day: date | None) -> str:
    return long_date(day) if day else common("date.blank").strip("\u3000")


def sealed(issuer: str, day: date | None, width: float = 82) -> Block:
    """Issuer and date at the right, with the empty square for the office's own seal around them; kept together."""
    stamp = StampArea(common("seal"), 45, (issuer, day_or_blank(day)), 12)
    return Keep((Spacer(5), Beside((Spacer(1),), (stamp,), right_width=width, gap=0)))


def opinions(labels: Sequence[str]) -> Block:
    """Up to three offices side by side, each with its seal square, a line for its handler and a date."""
    lines = (common("handler"), "", common("date.short"))
    stacks: list[tuple[Block, ...]] = [
        (Paragraph(label, 11, Face.HEI, "centre", after=1.5), StampArea(common("seal"), 45, lines, 10.5))
        for label in labels
    ]
    block = Beside(stacks[-2], stacks[-1], right_width=56, gap=3)
    if len(stacks) == 2:
        return block
    return Beside(stacks[0], (block,), right_width=115, gap=3)
