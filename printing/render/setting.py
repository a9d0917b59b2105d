"""Setting text: lines of glyphs with fallback fonts, squeezed punctuation, justification, tick boxes and blanks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from printing.document import Align, Face, Span, Text
from printing.render.fonts import FontLibrary, Run
from printing.render.linebreak import CLOSING, OPENING, Line, Piece, break_lines, close_up, clusters, finer
from printing.render.ops import BLACK, Box, Glyphs, Sheet, Stroke, Tint
from printing.render.ops import Line as Rule

BASELINE = 0.86
"""From the top of the character box to the baseline, of the size (Noto and HanaMin are within 0.02 of it)."""
_BOX_WIDTH = 1.25
_WHOLE = 0.5
"""Share of the line up to which a choice behind its box is not broken."""
_BOXED = re.compile("([☐☑])")
_FLOOR = 0.7
GENTLE = 0.86
"""Names are squeezed this far before they wrap, and never below the floor."""


@dataclass(slots=True)
class SetLine:
    """One line, ready to be put anywhere. x runs from the left edge of its box."""

    width: float
    size: float
    runs: list[tuple[float, Run, float, float, float]] = field(default_factory=list)
    """(x, run, width, spacing, scale)"""
    boxes: list[tuple[float, bool]] = field(default_factory=list)
    blanks: list[tuple[float, float]] = field(default_factory=list)
    joinable: bool = False
    """Whether more characters may follow in the last run; not behind a squeezed mark."""

    def draw(self, sheet: Sheet, x: float, top: float, room: tuple[float, float], tint: Tint = BLACK) -> None:
        """Puts the line with the top of its characters at `top`."""
        base = top + self.size * BASELINE
        for dx, run, width, spacing, scale in self.runs:
            sheet.marks.append(
                Glyphs(x + dx, base, run.font, self.size, run.text, width, spacing, scale, tint, run.heavy, room)
            )
        for dx, ticked in self.boxes:
            _tick_box(sheet, x + dx, top, self.size, ticked)
        for start, end in self.blanks:
            y = base + self.size * 0.2
            sheet.marks.append(Rule(x + start, y, x + end, y, 0.5))


def _tick_box(sheet: Sheet, x: float, top: float, size: float, ticked: bool) -> None:
    side = size * 0.86
    y = top + size * 0.09
    sheet.marks.append(Box(x + size * 0.1, y, side, side, weight=0.7))
    if ticked:
        left = x + size * 0.1
        points = ((left + side * 0.2, y + side * 0.52), (left + side * 0.44, y + side * 0.78))
        sheet.marks.append(Stroke((*points, (left + side * 0.84, y + side * 0.2)), size * 0.1))


class Setter:
    """Sets text with the fonts of one library."""

    def __init__(self, library: FontLibrary) -> None:
        self.library = library

    def paragraph(
        self,
        text: Text,
        size: float,
        face: Face,
        width: float,
        *,
        align: Align = "justify",
        indent: float = 0,
        tracking: float = 0,
    ) -> list[SetLine]:
        """Lines no wider than `width` points; `indent` is in characters, `tracking` in points between characters."""
        spans = (Span(text),) if isinstance(text, str) else text
        lines: list[SetLine] = []
        for part in _split_newlines(spans):
            pieces = self._pieces(part, size, face, width)
            first = indent * (size + tracking)
            broken = break_lines(pieces, _room(width, first), tracking)
            for number, line in enumerate(broken):
                offset = first if number == 0 else 0.0
                lines.append(self._set(part, pieces[line.start : line.end], line, size, face, align, offset, tracking))
            if not broken:
                lines.append(SetLine(0, size))
        return lines

    def _pieces(self, spans: tuple[Span, ...], size: float, face: Face, width: float) -> list[Piece]:
        pieces: list[Piece] = []
        for number, span in enumerate(spans):
            measured = self._measured(span.text, size, span.face or face, width)
            whole = False
            if span.box is not None:
                pieces.append(Piece("\ufffc", size * _BOX_WIDTH, number))
                whole = sum(wide for _, wide in measured) <= width * _WHOLE
            for text, wide in measured:
                pieces.append(Piece(text, wide, number, glue=whole or (bool(pieces) and pieces[-1].text == "\ufffc")))
        close_up(pieces)
        return pieces

    def _measured(self, text: str, size: float, face: Face, width: float) -> list[tuple[str, float]]:
        """What may not be broken, with its width; a date only where the line is at least twice as wide."""
        found: list[tuple[str, float]] = []
        for cluster in clusters(text):
            measured = self.library.width(cluster, face, size)
            parts = [cluster] if len(cluster) == 1 or measured * 2 <= width else finer(cluster)
            for part in parts:
                wide = measured if part == cluster else self.library.width(part, face, size)
                if wide <= width:
                    found.append((part, wide))
                else:
                    found += [(one, self.library.width(one, face, size)) for one in part]
        return found

    def _set(
        self,
        spans: tuple[Span, ...],
        chosen: list[Piece],
        line: Line,
        size: float,
        face: Face,
        align: Align,
        offset: float,
        tracking: float,
    ) -> SetLine:
        spare = line.room - line.width
        gap, squeeze = tracking, 0.0
        if spare < 0:
            slack = sum(piece.slack for piece in chosen)
            squeeze = min(1.0, -spare / slack) if slack else 0.0
        elif align == "justify" and not line.last and len(chosen) > 1:
            gap += spare / (len(chosen) - 1)
        x = offset
        if align == "centre":
            x += max(spare, 0) / 2
        elif align == "right":
            x += max(spare, 0)
        return self._compose(spans, chosen, size, face, x, gap, squeeze)

    def _compose(
        self,
        spans: tuple[Span, ...],
        pieces: list[Piece],
        size: float,
        face: Face,
        x: float,
        gap: float,
        squeeze: float,
    ) -> SetLine:
        result = SetLine(0, size)
        for piece in pieces:
            span = spans[piece.style]
            cut = piece.slack * squeeze
            if piece.text == "\ufffc":
                result.boxes.append((x, bool(span.box)))
            else:
                shift = piece.trim_left + (cut if piece.text in OPENING else 0.0)
                plain = not shift and not cut and piece.text not in CLOSING
                most = piece.width - cut + shift
                self._append(result, piece.text, span.face or face, x - shift, gap, plain, most)
                if span.underline:
                    _underline(result, x, x + piece.width + gap)
            x += piece.width - cut + gap
        result.width = x - gap
        return result

    def _append(self, line: SetLine, text: str, face: Face, x: float, gap: float, plain: bool, most: float) -> None:
        """`most` is the width that is left of a squeezed mark, whose other half is blank."""
        for run in self.library.runs(text, face):
            if plain and line.joinable and (gap == 0 or len(run.text) == 1):
                last_x, last, last_width, spacing, scale = line.runs[-1]
                fits = abs(last_x + last_width + gap - x) < 0.01 and (spacing == gap or len(last.text) == 1)
                if last.font == run.font and fits:
                    joined = Run(run.font, last.text + run.text, last.width + run.width, run.heavy)
                    line.runs[-1] = (last_x, joined, x + run.width * line.size - last_x, gap, scale)
                    x += run.width * line.size
                    continue
            line.runs.append((x, run, min(run.width * line.size, most), 0.0, 1.0))
            line.joinable = plain
            x += run.width * line.size

    def cell(self, text: str, size: float, face: Face, width: float) -> list[SetLine]:
        """Text of a table cell: as it is, gently squeezed, or wrapped; never cut, never below the floor.

        ☐ and ☑ are drawn: no font that comes with the program has them.
        """
        if "☐" in text or "☑" in text:
            return self.paragraph(_boxed(text), size, face, width, align="left")
        if "\n" not in text:
            natural = self.library.width(text, face, size)
            least = _FLOOR if len(clusters(text)) == 1 else GENTLE  # what cannot wrap is squeezed before it is cut up
            if natural <= width or natural * least <= width:
                return [self._straight(text, size, face, min(1.0, width / natural) if natural else 1.0)]
            if "·" in text:
                return self._at_dots(text, size, face, width)
        return self.paragraph(text, size, face, width, align="left")

    def _straight(self, text: str, size: float, face: Face, scale: float) -> SetLine:
        line = SetLine(0, size)
        x = 0.0
        for run in self.library.runs(text, face):
            width = run.width * size * scale
            line.runs.append((x, run, width, 0.0, scale))
            x += width
        line.width = x
        return line

    def _at_dots(self, text: str, size: float, face: Face, width: float) -> list[SetLine]:
        """A long name in parts, broken behind its dots."""
        lines: list[str] = [""]
        for part in text.replace("·", "·\n").splitlines():
            joined = lines[-1] + part
            if lines[-1] and self.library.width(joined, face, size) * GENTLE > width:
                lines.append(part)
            else:
                lines[-1] = joined
        result: list[SetLine] = []
        for line in lines:
            natural = self.library.width(line, face, size)
            if natural * _FLOOR <= width:
                result.append(self._straight(line, size, face, min(1.0, width / natural)))
            else:
                result.extend(self.paragraph(line, size, face, width, align="left"))
        return result


def _boxed(text: str) -> tuple[Span, ...]:
    """What stands behind each box goes with it."""
    before, *parts = _BOXED.split(text)
    ticks = zip(parts[::2], parts[1::2], strict=True)
    return (*([Span(before)] if before else []), *(Span(words.lstrip(" "), box=box == "☑") for box, words in ticks))


def plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(span.text for span in text)


def _room(width: float, first: float) -> Callable[[int], float]:
    return lambda number: width - first if number == 0 else width


def _underline(line: SetLine, start: float, end: float) -> None:
    if line.blanks and abs(line.blanks[-1][1] - start) < 0.01:
        start = line.blanks.pop()[0]
    line.blanks.append((start, end))


def _split_newlines(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    parts: list[list[Span]] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                parts.append([])
            parts[-1].append(Span(text, span.face, span.box if number == 0 else None, span.underline))
    return [tuple(part) for part in parts]
