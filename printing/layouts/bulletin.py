"""简报: a bulletin with its big red name, issue numbers, an editor's note, contents and articles."""

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
    Paragraph,
    Rule,
    Spacer,
)
from printing.layouts.common import long_date
from printing.layouts.official import (
    BODY_SIZE,
    SMALL_SIZE,
    WIDTH,
    Level,
    code_at_foot,
    flowing,
    indented,
    mark_size,
    title,
)
from printing.texts import Wording, wording

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    body: tuple[str | Level | Block, ...]
    subtitle: str = ""
    """Without its dash."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`number` begins again each year, `total` goes on."""

    name: str
    number: int
    total: int
    editor: str
    dated: date
    articles: tuple[Article, ...]
    note: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signed: str = ""
    checked: str = ""
    edited: str = ""
    phone: str = ""
    foot: str = ""
    """Document id and short digest, in small print at the edge of each page."""
    code: str = ""
    """Text of the code under the body of the first page."""


def layout(bulletin: Bulletin) -> Document:
    words = wording("bulletin")
    blocks: list[Block] = [*_head(bulletin, words), *_note(bulletin, words)]
    if len(bulletin.articles) > 1:
        blocks += [Spacer(GRID_LINE), Paragraph(words.line("contents"), BODY_SIZE, Face.HEI, "centre", grid=True)]
        for one in bulletin.articles:
            line = words.line("contents.line", title=one.title.replace("\n", ""))
            blocks.append(Paragraph(line, BODY_SIZE, Face.KAI, indent=2, grid=True))
    for one in bulletin.articles:
        blocks += [Spacer(GRID_LINE), *title(one.title)]
        if one.subtitle:
            blocks.append(Paragraph(f"——{one.subtitle}", BODY_SIZE, Face.KAI, "centre", grid=True))
        blocks += [Spacer(GRID_LINE), *flowing(one.body)]
    blocks += _foot(bulletin, words)
    fixed, indent = code_at_foot(bulletin.code)
    return Document(
        bulletin.name,
        OFFICIAL_A4,
        tuple(blocks),
        subject=words.version,
        author=bulletin.editor,
        fixed=fixed,
        foot_left="　".join(filter(None, (bulletin.foot, words.version))),
        foot_indent=indent,
        numbering="official",
    )


def _head(bulletin: Bulletin, words: Wording) -> tuple[Block, ...]:
    size = mark_size(bulletin.name)
    issue = words.line("issue", number=bulletin.number, total=bulletin.total)
    left = Paragraph(f"　{bulletin.editor}", BODY_SIZE, Face.FANG, "left", 1)
    right = Paragraph(f"{long_date(bulletin.dated)}　", BODY_SIZE, Face.FANG, "right", 1)
    return (
        Spacer(GRID_LINE),
        Paragraph(bulletin.name, size, Face.TITLE, "centre", 1, red=True),
        Spacer(GRID_LINE),
        Paragraph(issue, BODY_SIZE, Face.KAI, "centre", 1),
        Spacer(GRID_LINE / 2),
        Beside((left,), (right,), WIDTH / 2, 0),
        Rule(1.5, 4, 0, red=True),
    )


def _note(bulletin: Bulletin, words: Wording) -> tuple[Block, ...]:
    if not bulletin.note:
        return ()
    text = words.line("note") + bulletin.note
    return (Spacer(GRID_LINE / 2), Paragraph(text, BODY_SIZE, Face.KAI, indent=2, grid=True))


def _foot(bulletin: Bulletin, words: Wording) -> tuple[Block, ...]:
    if not (bulletin.to or bulletin.copies or bulletin.signed):
        return ()
    thick, thin = 0.35 * _MM, 0.25 * _MM
    lines: list[Block] = [Rule(thick, 0, 0)]
    for key, names in (("to", bulletin.to), ("for", bulletin.copies)):
        if names:
            lines += [indented(words.line(key, names="，".join(names)), SMALL_SIZE, 1.9), Rule(thin, 0, 0)]
    if bulletin.signed:
        signed = words.line(
            "signed", signed=bulletin.signed, checked=bulletin.checked, edited=bulletin.edited, phone=bulletin.phone
        )
        lines += [Paragraph(f"　{signed}", SMALL_SIZE, Face.FANG, "left", 1.9), Rule(thick, 0, 0)]
    return (AtFoot(tuple(lines)),)
