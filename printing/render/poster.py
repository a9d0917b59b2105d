"""Drawing a poster: the art is kept once in the file and shown on each sheet through a window."""

from pathlib import Path

from printing.document import Document, Face, MissingGlyph, Rendered
from printing.poster import MARGIN, Cut, Plan, Span, cuts, seams
from printing.render.flow import lay_out
from printing.render.fonts import library
from printing.render.lock import LOCK
from printing.render.ops import Box, Line, Modules, Sheet
from printing.render.pdf import PdfFile
from printing.render.setting import Setter
from printing.render.slab import MM

_GUIDE = (0.0, 0.4, 0.8)
_CROP = 5.0
_CELL = (3.0, 2.1)
"""Millimetres of one sheet in the small plan of each edge."""


def poster(document: Document, plan: Plan, extra_fonts: tuple[Path, ...] = ()) -> Rendered:
    """Each page of the document as a poster: first its key plan, then its sheets row by row. Raises like `render`, and
    PaperError `paper.poster-code`."""
    with LOCK:
        fonts = library(extra_fonts)
        fonts.begin()
        drawing = _Drawing(document, plan, Setter(fonts))
        for number, art in enumerate(lay_out(document, fonts)):
            drawing.art(art, number)
        if fonts.missing:
            raise MissingGlyph(fonts.missing)
        return Rendered(drawing.file.close(), drawing.count, substitutions=fonts.substitutions())


class _Drawing:
    def __init__(self, document: Document, plan: Plan, setter: Setter) -> None:
        self.page = document.page
        self.plan = plan
        self.setter = setter
        self.file = PdfFile(document.title, document.author, document.subject, document.languages)
        self.count = 0

    def art(self, art: Sheet, number: int) -> None:
        page, plan = self.page, self.plan
        scale, across, down = cuts(page, plan, [span(mark) for mark in art.marks if isinstance(mark, Modules)])
        name = self.file.art(art, page.width * MM, page.height * MM)
        self._key_plan(name, scale, across, down, number)
        for row, top in enumerate(down.starts):
            for column, left in enumerate(across.starts):
                guides = self._guides(row, column, _next(across, column), _next(down, row))
                self._sheet(name, scale, left, page.height * scale - top - down.live, guides)

    def _sheet(self, name: str, scale: float, left: float, bottom: float, guides: Sheet) -> None:
        plan = self.plan
        live = (plan.width - 2 * MARGIN, plan.height - 2 * MARGIN)
        x, y = (MARGIN - left) * MM, (MARGIN - bottom) * MM
        clip = f"{MARGIN * MM:.2f} {MARGIN * MM:.2f} {live[0] * MM:.2f} {live[1] * MM:.2f} re W n"
        shown = f"q {clip} {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm /{name} Do Q\n"
        self._add(shown, guides)

    def _add(self, shown: str, guides: Sheet) -> None:
        height = self.plan.height * MM
        self.file.raw_page(shown.encode("ascii") + self.file.operators(guides, height), self.plan.width * MM, height)
        self.count += 1

    def _guides(self, row: int, column: int, right_seam: float | None, lower_seam: float | None) -> Sheet:
        """Crop marks at the corners, the lines up to which the next sheets cover it, its name and the small plan."""
        sheet, plan = Sheet(), self.plan
        right, bottom = plan.width - MARGIN, plan.height - MARGIN
        for x, outward in ((MARGIN, -1), (right, 1)):
            for y, down in ((MARGIN, -1), (bottom, 1)):
                self._line(sheet, x + outward, y, x + outward * _CROP, y)
                self._line(sheet, x, y + down, x, y + down * _CROP)
        if right_seam is not None:
            for y in (MARGIN - 6, bottom + 1):
                self._line(sheet, right_seam, y, right_seam, y + 5, dashed=True)
        if lower_seam is not None:
            for x in (MARGIN - 6, right + 1):
                self._line(sheet, x, lower_seam, x + 5, lower_seam, dashed=True)
        text = f"第 {row + 1} 行第 {column + 1} 列（共 {plan.rows} 行 {plan.columns} 列）"
        if row or column:
            sides = [side for side, joined in (("左边", column), ("上边", row)) if joined]
            text += f"　压在{'和'.join(sides)}那张上，盖到虚线"
        self._text(sheet, text, plan.width / 2, bottom + 2.6, 7.5)
        left = right - plan.columns * _CELL[0] - 6
        for each in range(plan.rows):
            for other in range(plan.columns):
                fill = _GUIDE if (each, other) == (row, column) else None
                x, y = left + other * _CELL[0], 0.8 + each * min(_CELL[1], 6.2 / plan.rows)
                box = (x * MM, y * MM, _CELL[0] * MM, min(_CELL[1], 6.2 / plan.rows) * MM)
                sheet.marks.append(Box(*box, weight=0.4, fill=fill, tint=_GUIDE))
        return sheet

    def _key_plan(self, name: str, scale: float, across: Cut, down: Cut, number: int) -> None:
        """The whole poster small, with its seams and the numbers of its sheets."""
        plan, page = self.plan, self.page
        room = (plan.width - 40, plan.height - 70)
        small = min(room[0] / page.width, room[1] / page.height)
        width, height = page.width * small, page.height * small
        left, top = (plan.width - width) / 2, 42.0
        guides = Sheet()
        self._text(guides, "拼贴示意图", plan.width / 2, 16, 18, Face.HEI)
        finished = f"{page.width * scale / 10:.0f} × {page.height * scale / 10:.0f} 厘米"
        note = f"第 {number + 1} 幅　成品 {finished}　共 {plan.sheets} 张　从左到右、从上到下拼贴，后一张压住前一张"
        self._text(guides, note, plan.width / 2, 28, 9)
        ratio = small / scale
        edges = [left, *(left + x * ratio for x in seams(across)), left + width]
        levels = [top, *(top + y * ratio for y in seams(down)), top + height]
        guides.marks.append(Box(left * MM, top * MM, width * MM, height * MM, weight=0.8, tint=_GUIDE))
        for x in edges[1:-1]:
            self._line(guides, x, top, x, top + height)
        for y in levels[1:-1]:
            self._line(guides, left, y, left + width, y)
        for row in range(plan.rows):
            for column in range(plan.columns):
                x, y = (edges[column] + edges[column + 1]) / 2, (levels[row] + levels[row + 1]) / 2
                guides.marks.append(Box((x - 7) * MM, (y - 5) * MM, 14 * MM, 10 * MM, 0.5, 1.0, _GUIDE))
                self._text(guides, str(row * plan.columns + column + 1), x, y - 3.2, 18, Face.HEI)
        bottom = plan.height - top - height
        shown = f"q {small:.5f} 0 0 {small:.5f} {left * MM:.3f} {bottom * MM:.3f} cm /{name} Do Q\n"
        self._add(shown, guides)

    def _line(self, sheet: Sheet, x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> None:
        sheet.marks.append(Line(x1 * MM, y1 * MM, x2 * MM, y2 * MM, 0.5, _GUIDE, dashed))

    def _text(self, sheet: Sheet, text: str, x: float, y: float, size: float, face: Face = Face.SANS) -> None:
        room = self.plan.width * MM
        (line,) = self.setter.cell(text, size, face, room)
        line.draw(sheet, x * MM - line.width / 2, y * MM, (0, room), _GUIDE)


def _next(cut: Cut, number: int) -> float | None:
    """Where on this sheet the next one begins; None for the last."""
    return MARGIN + cut.starts[number + 1] - cut.starts[number] if number + 1 < len(cut.starts) else None


def span(code: Modules) -> tuple[Span, Span]:
    """Where a code stands on the art, in millimetres."""
    left = min(x for x, _, _, _ in code.boxes)
    top = min(y for _, y, _, _ in code.boxes)
    right = max(x + width for x, _, width, _ in code.boxes)
    bottom = max(y + height for _, y, _, height in code.boxes)
    return (left / MM, right / MM), (top / MM, bottom / MM)
