"""A person's copy of what is held about him: headings, questions with answers, plain lines; A4 (PIPL 45)."""

from dataclasses import dataclass

from printing.document import A4, Block, Document, Entry, Face, Heading, KeyValueGrid, Paragraph, Rule, Spacer

_SIZE = 9.5
_WIDE_EMS = 15
_TITLE_EMS = 24
"""Characters of the title that one line holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its facts (label, value), then lines of text; a part of a part has a smaller heading."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    inner: bool = False


@dataclass(frozen=True, slots=True)
class OwnCopySheet:
    title: str
    intro: str
    parts: tuple[Part, ...]
    foot_left: str
    foot_right: str


def layout(sheet: OwnCopySheet) -> Document:
    blocks: list[Block] = [
        Heading(_title(sheet.title), 20, Face.TITLE, "centre", before=0, after=3),
        Paragraph(sheet.intro, 10.5, Face.SONG, "justify", after=2),
        Rule(0.5, 0.5, 1),
    ]
    for part in sheet.parts:
        blocks += _part(part)
    return Document(
        title=sheet.title, page=A4, blocks=tuple(blocks), subject=sheet.title,
        foot_left=sheet.foot_left, foot_right=sheet.foot_right,
    )  # fmt: skip


def _part(part: Part) -> list[Block]:
    size, before = (10.5, 2.5) if part.inner else (13, 4.5)
    blocks: list[Block] = [Heading(part.title, size, before=before, after=1.2)]
    if part.pairs:
        entries = tuple(Entry(label, value or "—", wide=_is_wide(label, value)) for label, value in part.pairs)
        blocks.append(KeyValueGrid(entries, 2, label_width=38, size=_SIZE, row_height=6.5))
        blocks.append(Spacer(1))
    blocks += [Paragraph(line, 10, Face.SONG, "left", 1.5) for line in part.lines]
    return blocks


def _title(text: str) -> str:
    """A long name on a line of its own."""
    whose, of, what = text.rpartition("的")
    return f"{whose}{of}\n{what}" if _ems(text) > _TITLE_EMS else text


def _is_wide(label: str, value: str) -> bool:
    return max(_ems(label), _ems(value)) > _WIDE_EMS


def _ems(text: str) -> float:
    return sum(0.56 if char.isascii() else 1.0 for char in text)
