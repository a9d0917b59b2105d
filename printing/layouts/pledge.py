"""承诺书: a cadre's pledge not to meddle, one A4 page (documents.md §4)."""

from dataclasses import dataclass
from datetime import date

from printing.document import (
    A4,
    Beside,
    Block,
    Document,
    Face,
    Heading,
    Ink,
    MarkBox,
    Paragraph,
    Picture,
    QrCode,
    Rule,
    Spacer,
    Span,
)
from printing.layouts.common import Imprint, code_size, long_date
from printing.texts import Wording, wording

_SIZE = 15.0
_LEADING = 1.75


@dataclass(frozen=True, slots=True)
class Pledge:
    """Blanks that are empty stay lines to write on."""

    imprint: Imprint
    number: str = ""
    unit: str = ""
    post: str = ""
    name: str = ""
    """The name of whoever has signed; empty on a paper that is still to be signed."""
    signer: str = ""
    """Whose paper it is, in small type under the line; empty on a wholly blank one."""
    has_kin: bool | None = None
    """None leaves both boxes empty."""
    filing_no: str = ""
    signed_on: date | None = None
    phone: str = ""
    mark: Ink | Picture | None = None


def layout(pledge: Pledge) -> Document:
    words = wording("pledge")
    blocks: list[Block] = [
        Spacer(7),
        Heading(words.line("title"), 22, Face.TITLE, "centre", before=0, after=5),
        Paragraph(words.line("number", number=pledge.number or "＿＿＿＿＿＿＿＿"), 12, Face.SONG, "right", after=5),
        _body(_opening(pledge, words)),
        *(_body(promise) for promise in words.paragraphs("promises")),
        Spacer(3),
        _body(_kin(pledge, words)),
        Spacer(6),
        *_signature(pledge, words),
        Spacer(6),
        *_bottom(pledge, words),
    ]
    return Document(
        title=words.line("title"),
        page=A4,
        blocks=tuple(blocks),
        subject=words.version,
        first_head=(Paragraph(words.line("form", version=words.version), 9, Face.SANS, "left"),),
        foot_left=words.line("foot.left", wording=words.version),
        foot_right=words.line("foot.right", printed=pledge.imprint.printed_at, by=pledge.imprint.printed_by),
    )


def _body(text: str | tuple[Span, ...]) -> Paragraph:
    return Paragraph(text, _SIZE, Face.SONG, "justify", _LEADING, indent=2)


def _blank(text: str, room: int) -> Span:
    """A filled or empty blank over a line, at least `room` characters wide."""
    missing = max(room - len(text), 0)
    left = "\u3000" * (missing // 2)
    return Span(left + text + "\u3000" * (missing - missing // 2), Face.SONG, underline=True)


def _opening(pledge: Pledge, words: Wording) -> tuple[Span, ...]:
    return (
        Span(words.line("opening.before")),
        _blank(pledge.unit, 11),
        Span(words.line("opening.unit")),
        _blank(pledge.post, 7),
        Span(words.line("opening.post") + words.line("opening.after")),
    )


def _kin(pledge: Pledge, words: Wording) -> tuple[Span, ...]:
    return (
        Span(words.line("kin")),
        Span(words.line("kin.none") + "\u3000", box=pledge.has_kin is False),
        Span(words.line("kin.some"), box=pledge.has_kin is True),
        _blank(pledge.filing_no, 4),
        Span(words.line("kin.end")),
    )


def _signature(pledge: Pledge, words: Wording) -> tuple[Block, ...]:
    day = long_date(pledge.signed_on) if pledge.signed_on else words.line("date.blank")
    label = Paragraph(words.line("signed" if pledge.name else "sign"), _SIZE, Face.SONG, "right")
    mark = MarkBox(pledge.mark, pledge.name, 20)
    return (
        Beside((label,), (mark,), right_width=62, gap=2, valign="bottom"),
        *([Paragraph(words.line("signer", name=pledge.signer), 11, Face.SONG, "right")] if pledge.signer else []),
        Paragraph(day, _SIZE, Face.SONG, "right", before=2),
    )


def _bottom(pledge: Pledge, words: Wording) -> tuple[Block, ...]:
    phone = pledge.phone or "＿＿＿＿＿＿＿＿"
    notes = (
        Paragraph(words.line("supervision", phone=phone), 11, Face.SONG, "left"),
        Paragraph(words.line("copies"), 11, Face.SONG, "left"),
    )
    side = code_size(pledge.imprint.code)
    code = QrCode(pledge.imprint.code, side, words.line("code.caption", short=pledge.imprint.short))
    return (Rule(0.5, 0, 2), Beside(notes, (code,), right_width=side + 4, valign="middle"))
