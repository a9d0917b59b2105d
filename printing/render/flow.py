"""Flowing slabs down the pages: heads, frames, what stays together, the foot, the watermark."""

from dataclasses import dataclass, field

from printing.document import Document, Face
from printing.render.blocks import slabs_of
from printing.render.fonts import FontLibrary
from printing.render.ops import Box, Sheet
from printing.render.setting import Setter
from printing.render.slab import HEAVY, MM, Slab, draw_stack, stack_height
from printing.render.watermark import watermark

_FOOTNOTE_SIZE = 8.0
_FOOTNOTE_PITCH = 10.5
_FOOT_PITCH = 1.3


@dataclass(slots=True)
class _Frames:
    """The heavy frames of one page: from where to where the rows of a table run."""

    number: int = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    done: list[tuple[float, float, float, float]] = field(default_factory=list)

    def note(self, slab: Slab, x: float, y: float) -> None:
        if slab.frame and slab.frame == self.number:
            left, top, width, _ = self.box
            self.box = (left, top, width, y + slab.height - top)
            return
        self.close()
        if slab.frame:
            self.number, self.box = slab.frame, (x, y, slab.width, slab.height)

    def close(self) -> None:
        if self.number:
            self.done.append(self.box)
        self.number = 0


class Flow:
    """Fills the sheets of one document; `reserve` points above the foot are kept for footnotes."""

    def __init__(self, document: Document, library: FontLibrary, reserve: float) -> None:
        self.document = document
        self.setter = Setter(library)
        page = document.page
        self.left = page.left * MM
        self.width = (page.width - page.left - page.right) * MM
        self.bottom = (page.height - page.bottom) * MM - reserve
        self.sheets: list[Sheet] = []
        self._y = 0.0
        self._fresh = True
        self._frames = _Frames()
        self._counts: dict[int, int] = {}
        self.rows: list[int] = []
        """Counted rows on each page."""

    def run(self) -> list[Sheet]:
        slabs = slabs_of(self.setter, self.document.blocks, self.width)
        self._new_page()
        start = 0
        while start < len(slabs):
            end = start + 1
            while end < len(slabs) and slabs[end - 1].tied:
                end += 1
            self._place(slabs[start:end])
            start = end
        self._finish()
        for number, sheet in enumerate(self.sheets, start=1):
            self._foot(sheet, number)
        return self.sheets

    def _place(self, chunk: list[Slab]) -> None:
        if not self._fresh and not self._fits(chunk):
            self._new_page()
        for slab in chunk:
            if self._full(slab) or not self._fits([slab]):
                self._new_page()
            if self._fresh and slab.head is not None:
                self._put(slab.head)
            self._put(slab)

    def _full(self, slab: Slab) -> bool:
        return bool(slab.counted) and self._counts.get(slab.frame, 0) >= slab.counted

    def _fits(self, chunk: list[Slab]) -> bool:
        before = 0.0 if self._fresh else chunk[0].before
        counted = [slab for slab in chunk if slab.counted]
        if counted and self._counts.get(counted[0].frame, 0) + len(counted) > counted[0].counted:
            return False
        return self._y + before + stack_height(chunk) <= self.bottom + 0.01

    def _put(self, slab: Slab) -> None:
        self._y += 0 if self._fresh else slab.before
        self._fresh = False
        slab.draw(self.sheets[-1], self.left, self._y)
        self._frames.note(slab, self.left, self._y)
        if slab.counted:
            self._counts[slab.frame] = self._counts.get(slab.frame, 0) + 1
            self.rows[-1] += 1
        self._y += slab.height

    def _new_page(self) -> None:
        self._finish()
        sheet = Sheet()
        self.sheets.append(sheet)
        self.rows.append(0)
        page = self.document.page
        if self.document.watermark:
            watermark(sheet, self.setter, self.document.watermark, page.width * MM, page.height * MM)
        heads = self.document.page_heads[len(self.sheets) - 1 : len(self.sheets)]
        head = heads[0] if heads else self.document.first_head if len(self.sheets) == 1 else self.document.next_head
        self._y = draw_stack(sheet, slabs_of(self.setter, head, self.width), self.left, page.top * MM)
        self._fresh = True
        self._counts.clear()

    def _finish(self) -> None:
        self._frames.close()
        if self.sheets:
            for x, y, width, height in self._frames.done:
                self.sheets[-1].marks.append(Box(x, y, width, height, weight=HEAVY))
        self._frames.done.clear()

    def _foot(self, sheet: Sheet, number: int) -> None:
        document, setter = self.document, self.setter
        size, page = document.foot_size, document.page
        y = (page.height - page.bottom) * MM + 2.5 * MM
        room = (self.left, self.left + self.width)
        middle = f"第 {number} 页　共 {len(self.sheets)} 页"
        for text, place in ((document.foot_left, 0.0), (middle, 0.5), (document.foot_right, 1.0)):
            lines = setter.cell(text, size, Face.SANS, self.width * 0.4) if text else []
            for row, line in enumerate(lines):
                left, shade = self.left + (self.width - line.width) * place, 0.25 if place != 0.5 else 0
                line.draw(sheet, left, y + row * size * _FOOT_PITCH, room, shade)
        if sheet.missing:
            self._footnote(sheet, room)

    def _footnote(self, sheet: Sheet, room: tuple[float, float]) -> None:
        text = self.document.footnote.format(codes="、".join(f"U+{point:04X}" for point in sheet.missing))
        y = self.bottom + 1.5
        for line in self.setter.paragraph(text, _FOOTNOTE_SIZE, Face.SANS, self.width, align="left"):
            line.draw(sheet, self.left, y, room)
            y += _FOOTNOTE_PITCH


def flowed(document: Document, library: FontLibrary) -> Flow:
    """A document on its pages. Where characters are missing, a second pass leaves room for their footnotes."""
    flow = Flow(document, library, 0)
    most = max(len(sheet.missing) for sheet in flow.run())
    if most:
        per_line = int((document.page.width - document.page.left - document.page.right) / 17)
        lines = 1 + (most + 12) // max(per_line, 1)
        flow = Flow(document, library, lines * _FOOTNOTE_PITCH + 2)
        flow.run()
    return flow


def lay_out(document: Document, library: FontLibrary) -> list[Sheet]:
    """The pages of a document."""
    return flowed(document, library).sheets
