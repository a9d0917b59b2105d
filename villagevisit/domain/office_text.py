"""What is written in a plain editor, read as an official paper wants it: headings 一、（一）1.（1）, articles, faults.

A paragraph that begins with a number of one of the four levels is a heading of it. It keeps the number that was typed.
Of the first two levels the heading ends with the paragraph's first full stop, and what follows runs on in it; the other
two look like text. In a bulletin `【…】` alone on a line begins an article and `——…` below it is its second title.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from villagevisit.domain import citizen_id, selfcare
from villagevisit.domain.errors import Param
from villagevisit.domain.office import UPWARD, Kind, Text

TITLE_ROOM, TITLE_LINES = 20, 3
"""Characters of 2号 to a line of 156 mm; three lines at most."""
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SHAPES = (
    re.compile(rf"({_NUMERAL})、\s*(.+)"),
    re.compile(rf"[（(]({_NUMERAL})[）)]\s*(.+)"),
    re.compile(r"([0-9]{1,2})(?:[.．](?![0-9])|、)\s*(.+)"),
    re.compile(r"[（(]([0-9]{1,2})[）)]\s*(.+)"),
)
_ARTICLE = re.compile(r"【(.+)】")
_NAMED = re.compile(r"附件\s*([0-9]{1,2}|[一二三四五六七八九])?")
_SECRET = re.compile(r"(绝密|机密|秘密)\s*★")
_LEFT_OPEN = re.compile(r"〔待填[^〕]*〕")
_LONG = re.compile(r"(?<![0-9])[0-9](?: ?[0-9]){13,18} ?[Xx]?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]){8}(?![0-9])")
_ASKS = re.compile(r"请(予)?(批示|批准|审批|审定)|妥否")
_SENTENCES = re.compile(r"[。；！？\n]")
_PARTING = re.compile(r"[、，,；;\n]+")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `depth` 0 is plain text, then `title` is empty."""

    text: str
    depth: int = 0
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a bulletin; other papers have one."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something about a text, as a code with its sentence; `stops`: it is not issued while this holds."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    stops: bool = True


def names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in _PARTING.split(text) if one.strip())


def line(text: str) -> Line:
    """One paragraph as it will be set."""
    for depth, shape in enumerate(_SHAPES, start=1):
        match = shape.fullmatch(text)
        if match is None:
            continue
        number, rest = _number(match[1]), match[2].strip()
        if not number:
            continue
        if depth > 2:
            return Line(rest, depth, number)
        stop = rest.find("。") + 1
        stop = stop or len(rest)
        return Line(rest[stop:].strip(), depth, number, rest[:stop])
    return Line(text)


def lines(body: str) -> tuple[Line, ...]:
    """Paragraphs without the blanks that people put before them."""
    return tuple(line(one.strip()) for one in body.splitlines() if one.strip())


def pieces(text: Text) -> tuple[Piece, ...]:
    """Articles of a bulletin, the first under the paper's own title; of any other paper the whole."""
    if text.kind is not Kind.BRIEF:
        return (Piece(text.title, "", lines(text.body)),)
    found: list[tuple[str, str, list[str]]] = [(text.title, "", [])]
    for one in (one.strip() for one in text.body.splitlines()):
        title, subtitle, written = found[-1]
        if match := _ARTICLE.fullmatch(one):
            found.append((match[1].strip(), "", []))
        elif one.startswith("——") and not subtitle and not written:
            found[-1] = (title, one.removeprefix("——").strip(), written)
        elif one:
            written.append(one)
    return tuple(Piece(title, subtitle, lines("\n".join(written))) for title, subtitle, written in found)


def look(text: Text, day: date) -> tuple[Found, ...]:
    """What keeps the text from being issued, and what somebody should look at; the first first."""
    return (*_stopping(text, day), *_doubtful(text))


def _stopping(text: Text, day: date) -> Iterator[Found]:
    if not text.title.strip():
        yield Found("office.no-title")
    for piece in pieces(text):
        if long := _too_long(piece.title):
            yield Found("office.title-long", {"most": TITLE_ROOM, "rows": TITLE_LINES, "count": long})
    if text.kind is not Kind.BRIEF and not names(text.to):
        yield Found("office.no-to")
    if (text.kind in UPWARD or text.kind is Kind.BRIEF) and not text.signer.strip():
        yield Found("office.no-signer")
    if not any(piece.lines for piece in pieces(text)):
        yield Found("office.no-body")
    written = _everything(text)
    if left := _LEFT_OPEN.search(written):
        yield Found("office.left-open", {"where": left[0]})
    if _SECRET.search(written):
        yield Found("office.secret")
    if any(_is_id(one, day) for one in _numbers(written)):
        yield Found("office.id-number")
    called, listed = _called(text.body), len(text.attached())
    if called > listed:
        yield Found("office.attachment", {"called": called, "count": listed})


def _doubtful(text: Text) -> Iterator[Found]:
    written = _everything(text)
    if any(len(one) >= 15 for one in _numbers(written)):
        yield Found("office.look-number", stops=False)
    if _MOBILE.search(f"{text.title}\n{text.body}".translate(_WIDE)):
        yield Found("office.look-phone", stops=False)
    for piece in pieces(text):
        if odd := _out_of_order(piece.lines):
            yield Found("office.look-order", {"where": (odd.title or odd.text)[:12]}, stops=False)
    for sentence in filter(selfcare.says_both, _SENTENCES.split(written)):
        yield Found("office.look-care", {"where": sentence.strip()[:12]}, stops=False)
    if text.kind is Kind.REPORT and _ASKS.search(text.body):
        yield Found("office.look-asks", stops=False)
    if text.kind is Kind.REQUEST and len(names(text.to)) > 1:
        yield Found("office.look-many", stops=False)
    if text.attached() and not _NAMED.search(text.body):
        yield Found("office.look-attachment", stops=False)


def _too_long(title: str) -> int:
    """Characters, where they are too many; 0 where they fit."""
    rows = [one.strip() for one in title.strip().split("\n")]
    if len(rows) > TITLE_LINES or (len(rows) > 1 and any(len(one) > TITLE_ROOM for one in rows)):
        return len(title)
    return len(title) if len(title) > TITLE_ROOM * TITLE_LINES else 0


def _everything(text: Text) -> str:
    """All that will be printed, but what people are asked to call."""
    parts = (text.title, text.to, text.body, text.attachments, text.copies, text.signer, text.note)
    return "\n".join(parts).translate(_WIDE)


def _numbers(written: str) -> list[str]:
    """Runs of 15 to 19 digits without the blanks in them, a check letter included."""
    found = [one.replace(" ", "") for one in _LONG.findall(written)]
    return [one.upper() for one in found if len(one) >= 15]


def _is_id(number: str, day: date) -> bool:
    return len(number) == 18 and citizen_id.is_valid(number, day)


def _called(body: str) -> int:
    """The highest attachment that the text names; 1 when it names one without a number."""
    found = [_number(one) if one else 1 for one in _NAMED.findall(body)]
    return max(found, default=0)


def _number(text: str) -> int:
    """12 or 十二; 0 for what is no number below a hundred."""
    if text.isdigit():
        return int(text)
    digits = "一二三四五六七八九"
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return digits.find(text) + 1 if len(text) == 1 else 0
    many = digits.find(tens) + 1 if len(tens) == 1 else 1 if not tens else 0
    rest = digits.find(ones) + 1 if len(ones) == 1 else 0
    return many * 10 + rest if many and (rest or not ones) else 0


def _out_of_order(written: tuple[Line, ...]) -> Line | None:
    """The first heading whose number does not follow."""
    counts = [0, 0, 0, 0]
    for one in written:
        if not one.depth:
            continue
        if one.number not in (1, counts[one.depth - 1] + 1) or (one.number == 1 and one.depth == 1 and counts[0]):
            return one
        counts[one.depth - 1] = one.number
        counts[one.depth :] = [0] * (4 - one.depth)
    return None
