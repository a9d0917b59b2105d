"""Writing sheets as a PDF; the same sheets give the same bytes.

ReportLab keeps the document, the fonts and the pictures. Marks are written as page operators directly, because a board
of a thousand households has some twenty thousand of them and its drawing calls spend most of their time on numbers.
"""

import io
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen import canvas

from printing.document import Document
from printing.render.fonts import default_font
from printing.render.ops import Box, Glyphs, Image, Line, Mark, Modules, Sheet, Stroke, Turned
from printing.render.slab import MM

rl_config.useA85 = 0  # text wrapping of streams: a fifth larger, and slow


_HEAVY = 0.025
"""Outline of a fallback character in a bold face, of the size."""


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


def _n(value: float) -> str:
    """A number with hundredths of a point at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class _Writer:
    """Draws marks on one page, remembering the state so that only changes are written."""

    def __init__(self, pen: Any, height: float) -> None:
        self._pen = pen
        self._code: list[str] = pen._code
        self._height = height
        self._forget()

    def _forget(self) -> None:
        """After the graphics state was restored: everything has to be said again."""
        self._fill = self._edge = self._weight = self._spacing = -1.0
        self._scale = -1.0
        self._font = ("", 0.0)

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
            self._code.append(f"{_n(grey)} g")
            self._fill = grey

    def _edge_of(self, weight: float, grey: float) -> None:
        if grey != self._edge:
            self._code.append(f"{_n(grey)} G")
            self._edge = grey
        if weight != self._weight:
            self._code.append(f"{_n(weight)} w")
            self._weight = weight

    def _glyphs(self, mark: Glyphs, x: float, y: float) -> None:
        self._ink(mark.grey)
        if mark.heavy:
            self._edge_of(mark.size * _HEAVY, mark.grey)
        parts = [f"BT {_n(x)} {_n(y)} Td"]
        if mark.spacing != self._spacing:
            parts.append(f"{mark.spacing:.3f} Tc")
            self._spacing = mark.spacing
        if mark.scale != self._scale:
            parts.append(f"{_n(mark.scale * 100)} Tz")
            self._scale = mark.scale
        font, document = pdfmetrics.getFont(mark.font), self._pen._doc
        for subset, codes in font.splitString(mark.text, document):
            name = font.getSubsetInternalName(subset, document)
            if (name, mark.size) != self._font:
                parts.append(f"{name} {_n(mark.size)} Tf")
                self._font = (name, mark.size)
            parts.append(f"<{codes.hex()}> Tj")
        text = " ".join(parts)
        self._code.append(f"2 Tr {text} ET 0 Tr" if mark.heavy else f"{text} ET")

    def _line(self, mark: Line) -> None:
        self._edge_of(mark.weight, mark.grey)
        start, end = self._height - mark.y1, self._height - mark.y2
        self._code.append(f"{_n(mark.x1)} {_n(start)} m {_n(mark.x2)} {_n(end)} l S")

    def _box(self, mark: Box) -> None:
        if mark.fill is not None:
            self._ink(mark.fill)
        if mark.weight:
            self._edge_of(mark.weight, mark.grey)
        y = self._height - mark.y - mark.height
        paint = {(True, False): "S", (False, True): "f", (True, True): "B", (False, False): "n"}
        painted = paint[mark.weight > 0, mark.fill is not None]
        box = f"{_n(mark.x)} {_n(y)} {_n(mark.width)} {_n(mark.height)} re {painted}"
        self._code.append(f"[3 3] 0 d {box} [] 0 d" if mark.dashed else box)

    def _stroke(self, mark: Stroke) -> None:
        self._edge_of(mark.weight, mark.grey)
        (left, top), *rest = mark.points
        path = [f"1 J 1 j {_n(left)} {_n(self._height - top)} m"]
        path += [f"{_n(x)} {_n(self._height - y)} l" for x, y in rest or [(left + 0.1, top)]]
        self._code.append(" ".join(path) + " S 0 J 0 j")

    def _modules(self, mark: Modules) -> None:
        self._ink(0)
        boxes = [
            f"{x:.3f} {self._height - y - height:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in mark.boxes
        ]
        self._code.append(" ".join(boxes) + " f")

    def _image(self, mark: Image) -> None:
        picture = ImageReader(io.BytesIO(mark.data))
        y = self._height - mark.y - mark.height
        self._pen.drawImage(picture, mark.x, y, mark.width, mark.height, mask="auto")
        self._forget()

    def _turned(self, mark: Turned) -> None:
        self._pen.saveState()
        self._pen.translate(mark.x, self._height - mark.y)
        self._pen.rotate(mark.angle)
        self._forget()
        for glyphs in mark.glyphs:
            self._glyphs(glyphs, glyphs.x, glyphs.y)
        self._pen.restoreState()
        self._forget()
