"""Breaking Chinese text into lines (GB/T 15834): no closing mark starts a line, no opening mark ends one.

A stop that would start a line is pulled in by squeezing the line's punctuation (推入); where that is not enough the
character before it goes down with it (推出). Numbers keep their unit, words and dashes stay whole.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

NO_START = frozenset("，。、；：？！）》〉】」』〕］｝”’…—～·％‰℃,.;:?!)]}%°′″ー々〻．")
NO_END = frozenset("（《〈【「『〔［｛“‘([{￥＄$¥№#")
CLOSING = frozenset("）》〉】」』〕］｝”’，。、；：？！．")
OPENING = frozenset("（《〈【「『〔［｛“‘")

_UNIT = "周岁|万元|亿元|个月|平方米|公里|公斤|[年月日时分秒元角户人口岁名组批期条号页次级%％℃]"
_NUMBER = rf"[0-9A-Za-zμ](?:[0-9A-Za-zμ²³⁹]|[.,:/+\-@_&%](?=[0-9A-Za-z]))*(?:{_UNIT})?"
_DATE = r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日"
_HAN_DATE = "[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
_CLUSTER = re.compile(rf"{_DATE}|{_HAN_DATE}|{_NUMBER}|——|……|＿+|.", re.DOTALL)
_FINER = re.compile(rf"{_NUMBER}|[〇零一二三四五六七八九十]+[年月日]|——|……|＿+|.", re.DOTALL)


@dataclass(slots=True)
class Piece:
    """What may not be broken: a character, a number with its unit, a word, a dash."""

    text: str
    width: float
    style: int = 0
    trim_left: float = 0
    """Cut from the blank half of an opening mark; already taken off `width`."""
    glue: bool = False
    """Never at the start of a line, whatever it is."""

    @property
    def starts_badly(self) -> bool:
        return self.glue or self.text[0] in NO_START

    @property
    def ends_badly(self) -> bool:
        return self.text[-1] in NO_END

    @property
    def slack(self) -> float:
        """How much it may be squeezed."""
        return self.width * 0.5 if self.text in CLOSING or self.text in OPENING else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    width: float
    room: float
    last: bool


def clusters(text: str) -> list[str]:
    """Characters, numbers with their unit, whole dates, words."""
    return _CLUSTER.findall(text)


def finer(cluster: str) -> list[str]:
    """A date as its year, month and day, for narrow columns."""
    return _FINER.findall(cluster)


def close_up(pieces: Sequence[Piece]) -> None:
    """Takes the doubled blank out between two marks: ）。 and ：“ are one and a half characters wide, not two."""
    for before, after in itertools.pairwise(pieces):
        if before.text in CLOSING and (after.text in CLOSING or after.text in OPENING):
            before.width *= 0.5
        elif before.text in OPENING and after.text in OPENING:
            after.trim_left = after.width * 0.5
            after.width *= 0.5


def break_lines(pieces: Sequence[Piece], room: Callable[[int], float], tracking: float = 0) -> list[Line]:
    """The lines, `room(n)` points wide each, `tracking` between pieces. A piece wider than its line stands alone."""
    lines: list[Line] = []
    start, count = 0, len(pieces)
    while start < count:
        width = room(len(lines))
        end = _end_of_line(pieces, start, width + tracking, tracking)
        shown = end
        while shown > start + 1 and pieces[shown - 1].text == " ":
            shown -= 1
        natural = sum(piece.width for piece in pieces[start:shown]) + tracking * (shown - start - 1)
        while end < count and pieces[end].text == " ":
            end += 1
        lines.append(Line(start, shown, natural, width, end >= count))
        start = end
    return lines


def _end_of_line(pieces: Sequence[Piece], start: int, width: float, tracking: float) -> int:
    count, used, end = len(pieces), 0.0, start
    while end < count and used + pieces[end].width + tracking <= width + 0.01:
        used += pieces[end].width + tracking
        end += 1
    if end >= count:
        return count
    if end == start:
        return start + 1
    if _legal(pieces, end):
        return end
    pulled = _pull_in(pieces, start, end, used, width, tracking)
    return pulled or _push_out(pieces, start, end)


def _legal(pieces: Sequence[Piece], at: int) -> bool:
    return at >= len(pieces) or not (pieces[at].starts_badly or pieces[at - 1].ends_badly)


def _pull_in(pieces: Sequence[Piece], start: int, end: int, used: float, width: float, tracking: float) -> int:
    """A break after at most three more pieces, when squeezing punctuation makes the room; 0 when not."""
    slack = sum(piece.slack for piece in pieces[start:end])
    for at in range(end + 1, min(end + 4, len(pieces) + 1)):
        piece = pieces[at - 1]
        used += piece.width + tracking
        slack += piece.slack
        if used - width > slack:
            return 0
        if _legal(pieces, at):
            return at
    return 0


def _push_out(pieces: Sequence[Piece], start: int, end: int) -> int:
    at = end
    while at > start + 1 and not _legal(pieces, at):
        at -= 1
    return at if _legal(pieces, at) else end
