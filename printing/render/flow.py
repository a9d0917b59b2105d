"""Flowing slabs down the pages: heads, frames, what stays together, totals, the foot, the watermark.

Slabs are made when their page is reached and pages are given away when they are full, so that a ledger of 20,000 rows
needs no more memory than one of twenty.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from printing.document import Document, Face
from printing.render.blocks import slabs_of
from printing.render.fonts import FontLibrary
from printing.render.ops import Bookmark, Sheet
from printing.render.setting import BASELINE, SetLine, Setter
from printing.render.slab import MM, Draw, Frame, Slab, Sums, TableRun, draw_stack, stack_height
from printing.render.watermark import watermark

_FOOT_PITCH = 1.3
_FOOT_SHARE = 0.41
"""Of the width, on each side of the page number."""
_SMALLER = (8.0, 7.0)
_OFFICIAL_SIZE, _OFFICIAL_DROP = 14.0, 7.0
"""Page numbers of official papers: 4号, 7 mm under the body (GB/T 9704-2012, 7.5)."""
_SMALL_PRINT, _SMALL_PRINT_DROP = 7.5, 20.0


def chunks(slabs: Iterable[Slab]) -> Iterator[list[Slab]]:
    """What stays together; nothing is tied to a new page."""
    chunk: list[Slab] = []
    for slab in slabs:
        if slab.breaks and chunk:
            yield chunk
            chunk = []
        chunk.append(slab)
        if not slab.tied:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class Flow:
    """Fills the sheets of one document."""

    def __init__(self, document: Document, library: FontLibrary) -> None:
        self.document = document
        self.setter = Setter(library)
        page = document.page
        self.left = page.left * MM
        self.width = (page.width - page.left - page.right) * MM
        self.bottom = (page.height - page.bottom) * MM
        self.count = 0
        """Sheets so far."""
        self.unnumbered: set[int] = set()
        self._sheet = Sheet()
        self._full: list[Sheet] = []
        self._y = 0.0
        self._fresh = True
        self._frames: list[Frame] = []
        self._panels: list[list[tuple[Draw, float]]] = []
        self._page_sums: Sums = {}
        self._sums: Sums = {}
        self._pages_of_table = 1
        self.rows: list[int] = []
        """Counted rows on each page."""

    def pages(self) -> Iterator[Sheet]:
        """Every sheet without its foot."""
        self._begin()
        for chunk in chunks(slabs_of(self.setter, self.document.blocks, self.width)):
            self._place(chunk)
            yield from self._full
            self._full.clear()
        self._finish()
        yield from self._full

    def _place(self, chunk: list[Slab]) -> None:
        if chunk[0].breaks:
            if not self._fresh:
                self._new_page()
            return
        if not self._fresh and not self._fits(chunk):
            self._new_page(chunk[0].table)
        for slab in chunk:
            if not self._fresh and not self._fits([slab]):
                self._new_page(slab.table)
            if slab.even and self.count % 2:
                self._new_page()
            if self._fresh and slab.table is not None and slab.table.head not in (None, slab):
                assert slab.table.head is not None
                self._put(slab.table.head)
            self._put(slab)
            if slab.last:
                self._total(slab.table)

    def _fits(self, chunk: list[Slab]) -> bool:
        before = 0.0 if self._fresh else chunk[0].before
        table = chunk[0].table
        rows = sum(slab.counted for slab in chunk)
        if table is not None and rows and table.most_rows and self.rows[-1] + rows > table.most_rows:
            return False
        kept = table.sum_height * (2 if any(slab.last for slab in chunk) else 1) if table is not None else 0.0
        return self._y + before + stack_height(chunk) + kept <= self.bottom + 0.01

    def _put(self, slab: Slab) -> None:
        if slab.sinks:
            if self._fresh:
                self.unnumbered.add(self.count - 1)
            self._y = max(self._y, self.bottom - slab.height)
        else:
            self._y += 0 if self._fresh else slab.before
        self._fresh = False
        slab.draw(self._sheet, self.left, self._y)
        if slab.bookmark:
            self._sheet.bookmarks.append(Bookmark(slab.bookmark, self._y))
        for number, panel in enumerate(slab.panels):
            if number == len(self._panels):
                self._panels.append([])
            self._panels[number].append((panel, self._y))
        if slab.table is not None:
            if not self._frames or self._frames[-1].table is not slab.table or self._gap(slab):
                self._frames.append(Frame(slab.table, self.left))
            self._frames[-1].rows.append((self._y, slab))
        self.rows[-1] += slab.counted
        for column, figure in slab.figures.items():
            self._page_sums[column] = self._page_sums.get(column, Decimal()) + figure
        self._y += slab.height

    def _gap(self, slab: Slab) -> bool:
        """Whether something else stood between these rows of one table."""
        y, before = self._frames[-1].rows[-1]
        return y + before.height < self._y - 0.01

    def _page_total(self, table: TableRun) -> None:
        if table.page_sum is not None:
            for column, figure in self._page_sums.items():
                self._sums[column] = self._sums.get(column, Decimal()) + figure
            sums, self._page_sums = self._page_sums, {}
            self._put(table.page_sum(sums))
            self._page_sums = {}

    def _total(self, table: TableRun | None) -> None:
        """The totals of the last page, where there were others, and of the whole table."""
        if table is None or table.total is None:
            return
        if self._pages_of_table > 1:
            self._page_total(table)
        else:
            self._sums = self._page_sums
        self._put(table.total(self._sums))
        self._sums, self._page_sums, self._pages_of_table = {}, {}, 1

    def _new_page(self, table: TableRun | None = None) -> None:
        if table is not None and self._frames and self._frames[-1].table is table:
            self._page_total(table)
            self._pages_of_table += 1
        self._finish()
        self._begin()

    def _begin(self) -> None:
        self.count += 1
        self._sheet = Sheet()
        self.rows.append(0)
        if self.count == 1 and self.document.title:
            self._sheet.bookmarks.append(Bookmark(self.document.title, 0))
        self._y = self._head(self._sheet, first=self.count == 1)
        self._fresh = True

    def _head(self, sheet: Sheet, first: bool) -> float:
        page, document = self.document.page, self.document
        if document.watermark:
            watermark(sheet, self.setter, document.watermark, page.width * MM, page.height * MM)
        for one in document.fixed if self.count == 1 else ():
            draw_stack(sheet, slabs_of(self.setter, one.blocks, one.width * MM), one.left * MM, one.top * MM)
        own = document.page_heads[self.count - 1 : self.count]
        head = own[0] if own else document.first_head if first else document.next_head
        return draw_stack(sheet, slabs_of(self.setter, head, self.width), self.left, page.top * MM)

    def _finish(self) -> None:
        """Rules the tables of the page, and adds a sheet for each further panel of its table."""
        for frame in self._frames:
            frame.rule(self._sheet)
        self._full.append(self._sheet)
        first = self.count == 1
        for number, draws in enumerate(self._panels, start=1):
            self.count += 1
            sheet = Sheet()
            self._head(sheet, first)
            for draw, y in draws:
                draw(sheet, self.left, y)
            for frame in self._frames:
                if any(slab.panels for _, slab in frame.rows):
                    frame.rule(sheet, number)
            self._full.append(sheet)
        self._frames.clear()
        self._panels.clear()

    def foot(self, number: int, total: int) -> Sheet:
        """What stands under the body of sheet `number` of `total`; 0 when they are not counted yet."""
        sheet = Sheet()
        if self.document.numbering in ("official", "letter"):
            self._official_number(sheet, number)
        elif self.document.numbering == "pages":
            self._page_foot(sheet, number, total)
        return sheet

    def _page_foot(self, sheet: Sheet, number: int, total: int) -> None:
        document = self.document
        y = self.bottom + 2.5 * MM
        room = (self.left, self.left + self.width)
        middle = f"第 {number} 页　共 {total} 页" if total else f"第 {number} 页"
        for text, place in ((document.foot_left, 0.0), (middle, 0.5), (document.foot_right, 1.0)):
            for row, line in enumerate(self._foot_lines(text) if text else ()):
                left, shade = self.left + (self.width - line.width) * place, 0.25 if place != 0.5 else 0
                line.draw(sheet, left, y + row * line.size * _FOOT_PITCH, room, shade)

    def _foot_lines(self, text: str) -> list[SetLine]:
        """One line, in smaller type if need be; else one for each part between wide blanks."""
        room = self.width * _FOOT_SHARE
        for size in (self.document.foot_size, *_SMALLER):
            lines = self.setter.cell(text, size, Face.SANS, room)
            if len(lines) == 1:
                return lines
        parts = text.split("\u3000")
        return [line for part in parts for line in self.setter.cell(part, _SMALLER[-1], Face.SANS, room)]

    def _official_number(self, sheet: Sheet, number: int) -> None:
        """— 1 —: odd pages right, even pages left, one character from the edge of the body; far below, what identifies
        the paper, small and grey."""
        room = (self.left, self.left + self.width)
        for line in self.setter.cell(self.document.foot_left, _SMALL_PRINT, Face.SANS, self.width)[:1]:
            left = self.left + (self.document.foot_indent * MM if number == 1 else 0)
            line.draw(sheet, left, self.bottom + _SMALL_PRINT_DROP * MM, room, 0.45)
        if number - 1 in self.unnumbered or (number == 1 and self.document.numbering == "letter"):
            return
        (line,) = self.setter.cell(f"— {number} —", _OFFICIAL_SIZE, Face.SONG, self.width)
        x = self.left + (self.width - line.width - _OFFICIAL_SIZE if number % 2 else _OFFICIAL_SIZE)
        digits_top = (BASELINE - 0.74) * _OFFICIAL_SIZE
        line.draw(sheet, x, self.bottom + _OFFICIAL_DROP * MM - digits_top, room)


def lay_out(document: Document, library: FontLibrary) -> list[Sheet]:
    """All sheets of a document with their feet."""
    flow = Flow(document, library)
    sheets = list(flow.pages())
    for number, sheet in enumerate(sheets, start=1):
        sheet.marks.extend(flow.foot(number, len(sheets)).marks)
    return sheets
