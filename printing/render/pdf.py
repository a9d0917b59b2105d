"""Writing sheets as a PDF; the same sheets give the same bytes."""

import io
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from printing.document import Document
from printing.render.fonts import default_font
from printing.render.ops import Box, Glyphs, Image, Line, Mark, Modules, Sheet, Stroke, Turned
from printing.render.slab import MM


def write(document: Document, sheets: list[Sheet]) -> bytes:
    """The bytes of the file: fonts embedded, no clock and no random id inside."""
    target = io.BytesIO()
    size = (document.page.width * MM, document.page.height * MM)
    pen = canvas.Canvas(
        target,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 4),
        initialFontName=default_font(),
        lang=document.languages,
    )
    pen.setTitle(document.title)
    pen.setAuthor(document.author)
    pen.setSubject(document.subject)
    pen.setCreator("VillageVisit")
    for sheet in sheets:
        writer = _Writer(pen, size[1])
        for mark in sheet.marks:
            writer.put(mark)
        pen.showPage()
    pen.save()
    return target.getvalue()


class _Writer:
    """Draws marks on one page, remembering colours and widths so that they are written only when they change."""

    def __init__(self, pen: Any, height: float) -> None:
        self._pen = pen
        self._height = height
        self._fill = 0.0
        self._edge = 0.0
        self._weight = 1.0

    def put(self, mark: Mark) -> None:
        match mark:
            case Glyphs():
                self._glyphs(mark, mark.x, self._height - mark.y)
            case Line():
                self._line(mark)
            case Box():
                self._box(mark)
            case Stroke():
                self._stroke(mark)
            case Modules():
                self._modules(mark)
            case Image():
                self._image(mark)
            case Turned():
                self._turned(mark)

    def _ink(self, grey: float) -> None:
        if grey != self._fill:
            self._pen.setFillGray(grey)
            self._fill = grey

    def _edge_of(self, weight: float, grey: float) -> None:
        if grey != self._edge:
            self._pen.setStrokeGray(grey)
            self._edge = grey
        if weight != self._weight:
            self._pen.setLineWidth(weight)
            self._weight = weight

    def _glyphs(self, mark: Glyphs, x: float, y: float) -> None:
        self._ink(mark.grey)
        text = self._pen.beginText(x, y)
        text.setFont(mark.font, mark.size)
        if mark.spacing:
            text.setCharSpace(mark.spacing)
        if mark.scale != 1:
            text.setHorizScale(mark.scale * 100)
        text.textOut(mark.text)
        if mark.spacing:
            text.setCharSpace(0)
        if mark.scale != 1:
            text.setHorizScale(100)
        self._pen.drawText(text)

    def _line(self, mark: Line) -> None:
        self._edge_of(mark.weight, mark.grey)
        self._pen.line(mark.x1, self._height - mark.y1, mark.x2, self._height - mark.y2)

    def _box(self, mark: Box) -> None:
        if mark.fill is not None:
            self._ink(mark.fill)
        if mark.weight:
            self._edge_of(mark.weight, mark.grey)
        if mark.dashed:
            self._pen.setDash(3, 3)
        y = self._height - mark.y - mark.height
        self._pen.rect(mark.x, y, mark.width, mark.height, int(mark.weight > 0), int(mark.fill is not None))
        if mark.dashed:
            self._pen.setDash()

    def _stroke(self, mark: Stroke) -> None:
        self._edge_of(mark.weight, mark.grey)
        self._pen.saveState()
        self._pen.setLineCap(1)
        self._pen.setLineJoin(1)
        path = self._pen.beginPath()
        (left, top), *rest = mark.points
        path.moveTo(left, self._height - top)
        for x, y in rest or [(left + 0.1, top)]:
            path.lineTo(x, self._height - y)
        self._pen.drawPath(path, 1, 0)
        self._pen.restoreState()

    def _modules(self, mark: Modules) -> None:
        self._ink(0)
        path = self._pen.beginPath()
        for x, y, width, height in mark.boxes:
            path.rect(x, self._height - y - height, width, height)
        self._pen.drawPath(path, 0, 1)

    def _image(self, mark: Image) -> None:
        picture = ImageReader(io.BytesIO(mark.data))
        y = self._height - mark.y - mark.height
        self._pen.drawImage(picture, mark.x, y, mark.width, mark.height, mask="auto")

    def _turned(self, mark: Turned) -> None:
        self._pen.saveState()
        self._pen.translate(mark.x, self._height - mark.y)
        self._pen.rotate(mark.angle)
        for glyphs in mark.glyphs:
            self._glyphs(glyphs, glyphs.x, glyphs.y)
        self._pen.restoreState()
        self._fill = -1
