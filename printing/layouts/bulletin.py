"""简报: bulletin with an issue count of the year and of all time, editor's note, contents, articles, where it goes."""

from dataclasses import dataclass
from datetime import date

from printing.document import Beside, Block, Document, Face, Heading, Keep, Paragraph, QrCode, Rule, Spacer
from printing.layouts.common import Imprint, code_size, long_date
from printing.layouts.frame import Frame, body, common
from printing.texts import Wording, wording

_BODY = 16.0


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    subtitle: str
    paragraphs: tuple[str, ...]
    """Levels are written as they are said: 一、… 是一级标题, 1. …; first-level headings stand in 黑体."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    imprint: Imprint
    name: str
    issue: int
    total: int
    unit: str
    day: date
    note: str
    articles: tuple[Article, ...]
    report: str
    send: str
    signed: str
    checked: str
    edited: str
    phone: str


def layout(paper: Bulletin) -> Document:
    words = wording("bulletin")
    frame = Frame(words, paper.imprint)
    blocks: list[Block] = [*_masthead(paper, words)]
    if paper.note:
        blocks += [Rule(0.5, 3, 1.5), body(words.line("note") + paper.note, 14, leading=1.7), Rule(0.5, 1.5, 3)]
    blocks.append(Heading(words.line("contents"), 14, Face.HEI, "centre", before=1, after=1))
    blocks += [Paragraph(article.title, 14, Face.SONG, "centre", 1.7) for article in paper.articles]
    for article in paper.articles:
        blocks += _article(article, words)
    blocks.append(Keep(_foot(paper, words)))
    return frame.document(blocks, paper.name, masthead=False)


def _masthead(paper: Bulletin, words: Wording) -> tuple[Block, ...]:
    unit = Paragraph(paper.unit, 14, Face.SONG, "left")
    day = Paragraph(long_date(paper.day), 14, Face.SONG, "right")
    return (
        Spacer(10),
        Heading(paper.name, 40, Face.TITLE, "centre", before=0, after=3),
        Paragraph(words.line("issue", issue=paper.issue, total=paper.total), 14, Face.SONG, "centre", after=4),
        Beside((unit,), (day,), right_width=60),
        Rule(1.6, 1, 3),
    )


def _article(article: Article, words: Wording) -> list[Block]:
    blocks: list[Block] = [Heading(article.title, 22, Face.TITLE, "centre", before=8, after=1)]
    if article.subtitle:
        subtitle = words.line("article", subtitle=article.subtitle)
        blocks.append(Paragraph(subtitle, _BODY, Face.SONG, "centre", 1.5, after=2, keep_with_next=True))
    for text in article.paragraphs:
        face = Face.HEI if text[:1] in "一二三四五六七八九十" and text[1:2] == "、" else Face.SONG
        blocks.append(Paragraph(text, _BODY, face, leading=1.75, indent=2, keep_with_next=face is Face.HEI))
    return blocks


def _foot(paper: Bulletin, words: Wording) -> tuple[Block, ...]:
    side = code_size(paper.imprint.code)
    where = (
        Rule(1, 0, 1.5),
        Paragraph(words.line("report", report=paper.report), 13, Face.SONG, "left", 1.6),
        Rule(0.7, 1, 1),
        Paragraph(words.line("send", send=paper.send), 13, Face.SONG, "left", 1.6),
        Rule(1, 1.5, 1.5),
        Paragraph(
            words.line("sign", signed=paper.signed, checked=paper.checked, edited=paper.edited, phone=paper.phone),
            11, Face.SONG, "left", 1.6,
        ),
    )  # fmt: skip
    code = QrCode(paper.imprint.code, side, common("code", short=paper.imprint.short))
    return (Spacer(8), Beside(where, (code,), right_width=side + 4, valign="middle"))
