"""Writing sheets as a PDF; the same sheets give the same bytes, with no clock and no random id inside.

ReportLab keeps the file: its objects, pages and cross references. What stands on a page is written as operators
and compressed page by page, because a ledger has 300,000 cells. Each font is embedded once, with the characters that
occur, as a CID font of two-byte codes; its table of Unicode values is in UTF-16BE, so that 𬱖 is copied as itself.
"""

import io
import math
import zlib
from collections.abc import Sequence

from PIL import Image as Pictures
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

from printing.render import archival
from printing.render.embedding import Embedded
from printing.render.fonts import Font
from printing.render.ops import Bookmark, Box, Glyphs, Image, Line, Modules, Sheet, Stroke, Tint, Turned

_HEAVY = 0.025
"""Outline of a fallback character in a bold face, of the size."""
_CREATOR = "VillageVisit"
_INNER = "ArtResources"
"""What is drawn on a kept sheet: everything but kept sheets."""


class PdfFile:
    """A file that grows page by page. Lengths are points."""

    def __init__(self, title: str, author: str = "", subject: str = "", language: str = "zh-CN") -> None:
        self._document = pdfdoc.PDFDocument(invariant=1, compression=1, pdfVersion=archival.VERSION, lang=language)
        archival.describe(self._document, _CREATOR, title, author, subject, language)
        self._document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        self._fonts: dict[Font, Embedded] = {}
        self._objects: dict[str, object] = {}
        self._pictures: dict[bytes, str] = {}
        self._arts: dict[str, object] = {}
        self._resources = self._document.Reference(PDFDictionary({}), "Resources")
        self._contents: list[PDFArray] = []
        self._marked: list[tuple[str, str, float]] = []

    def page(self, sheet: Sheet, width: float, height: float) -> None:
        self.raw_page(self._content(sheet, height), width, height)
        self._bookmarks(sheet.bookmarks, height)

    def raw_page(self, content: bytes, width: float, height: float) -> None:
        """A page of operators."""
        page = pdfdoc.PDFPage()
        page.MediaBox = PDFArray([0, 0, round(width, 2), round(height, 2)])
        page.Resources = self._resources
        page.Contents = PDFArray([self._stream(content)])
        self._contents.append(page.Contents)
        self._document.addPage(page)

    def add(self, number: int, sheet: Sheet, height: float) -> None:
        """More marks onto a page (0-based) that is there already: the foot that counts the pages."""
        self._contents[number].sequence.append(self._stream(self._content(sheet, height)))

    def art(self, sheet: Sheet, width: float, height: float) -> str:
        """Keeps a sheet once, to be shown on many pages; its name for `Do`."""
        name = f"Art{len(self._arts)}"
        box = PDFArray([0, 0, round(width, 2), round(height, 2)])
        inner = pdfdoc.PDFObjectReference(_INNER)
        shape = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": inner}
        self._arts[name] = self._stream(self._content(sheet, height), shape)
        return name

    def operators(self, sheet: Sheet, height: float) -> bytes:
        """A sheet as operators, for `raw_page`."""
        return self._content(sheet, height)

    def close(self) -> bytes:
        """The bytes of the file."""
        document = self._document
        fonts = {one.name: one.reference(document) for one in self._fonts.values()}
        resources = document.idToObject["Resources"].dict
        resources["Font"] = PDFDictionary(fonts)
        resources["XObject"] = PDFDictionary({**self._objects, **self._arts})
        if self._arts:
            inner = {"Font": PDFDictionary(fonts), "XObject": PDFDictionary(self._objects)}
            document.Reference(PDFDictionary(inner), _INNER)
        if self._marked:
            document.outline = document.Outlines = document.Catalog.Outlines = self._outline()
        data: bytes = document.GetPDFData(None)
        return data

    def _stream(self, content: bytes, shape: dict[str, object] | None = None) -> object:
        """Compressed at once: what waits for the end of the file is small."""
        packed = zlib.compress(content)
        self._document.signature.update(packed)
        return self._document.Reference(archival.stream({**(shape or {}), "Filter": PDFName("FlateDecode")}, packed))

    def _content(self, sheet: Sheet, height: float) -> bytes:
        writer = _Writer(self, height)
        for mark in sheet.marks:
            if type(mark) is Glyphs:
                writer.glyphs(mark, mark.x, height - mark.y)
            else:
                writer.put(mark)
        return "\n".join(["q", *writer.code, "Q\n"]).encode("ascii")

    def embedded(self, font: Font) -> Embedded:
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = Embedded(font, f"F{len(self._fonts) + 1}")
        return known

    def picture(self, data: bytes) -> str:
        """The name of a picture, kept once."""
        if data not in self._pictures:
            name = f"Im{len(self._pictures)}"
            self._pictures[data] = name
            self._objects[name] = self._picture(data)
        return self._pictures[data]

    def _picture(self, data: bytes) -> object:
        shape: dict[str, object] = {"Type": PDFName("XObject"), "Subtype": PDFName("Image"), "BitsPerComponent": 8}
        with Pictures.open(io.BytesIO(data)) as picture:
            shape |= {"Width": picture.width, "Height": picture.height}
            if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
                space, way, content = picture.mode, "DCTDecode", data
            else:
                over = picture.convert("RGBA")
                flat = Pictures.new("RGBA", picture.size, "white")
                flat.alpha_composite(over)
                space, way, content = "RGB", "FlateDecode", zlib.compress(flat.convert("RGB").tobytes())
        shape |= {"ColorSpace": PDFName("DeviceGray" if space == "L" else "DeviceRGB"), "Filter": PDFName(way)}
        return self._document.Reference(archival.stream(shape, content))

    def _bookmarks(self, bookmarks: Sequence[Bookmark], height: float) -> None:
        name = f"Page{len(self._contents)}"
        self._marked += [(name, mark.title, round(height - mark.y, 2)) for mark in bookmarks]

    def _outline(self) -> PDFObject:
        count = len(self._marked)
        names = [f"Mark{number}" for number in range(count)]
        reference = pdfdoc.PDFObjectReference
        root = PDFDictionary({"Type": PDFName("Outlines"), "Count": count})
        root.ready, root.prepare = 1, lambda *_: None
        root.dict |= {"First": reference(names[0]), "Last": reference(names[-1])}
        parent = self._document.Reference(root, "Outline")
        for number, (page, title, top) in enumerate(self._marked):
            place = PDFArray([reference(page), PDFName("XYZ"), 0, top, 0])
            entry: dict[str, object] = {"Title": PDFString(title), "Parent": parent, "Dest": place}
            if number:
                entry["Prev"] = reference(names[number - 1])
            if number + 1 < count:
                entry["Next"] = reference(names[number + 1])
            self._document.Reference(PDFDictionary(entry), names[number])
        return root


class _Writer:
    """Writes marks of one page, remembering the state so that only changes are said."""

    def __init__(self, file: PdfFile, height: float) -> None:
        self.code: list[str] = []
        self._file = file
        self._height = height
        self._forget()

    def _forget(self) -> None:
        """As a graphics state begins."""
        self._fill: Tint = 0.0
        self._edge: Tint = 0.0
        self._weight, self._spacing, self._scale = 1.0, 0.0, 1.0
        self._font: Font | None = None
        self._size = 0.0

    def put(self, mark: Line | Box | Stroke | Modules | Image | Turned | Glyphs) -> None:
        match mark:
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
            case Glyphs():
                self.glyphs(mark, mark.x, self._height - mark.y)

    def glyphs(self, mark: Glyphs, x: float, y: float) -> None:
        start = "BT "
        if mark.tint != self._fill:
            self._fill = mark.tint
            start = f"{_tint(mark.tint, 'g')} BT "
        if mark.heavy:
            self._edge_of(mark.size * _HEAVY, mark.tint)
        if mark.spacing != self._spacing:
            self._spacing = mark.spacing
            start += f"{mark.spacing:.3f} Tc "
        if mark.scale != self._scale:
            self._scale = mark.scale
            start += f"{mark.scale * 100:.1f} Tz "
        font = mark.font
        embedded = self._file.embedded(font)
        if font is not self._font or mark.size != self._size:
            self._font, self._size = font, mark.size
            start += f"/{embedded.name} {mark.size:g} Tf "
        text = f"{start}{x:.2f} {y + font.lift * mark.size:.2f} Td <{embedded.encode(mark.text)}> Tj ET"
        self.code.append(f"2 Tr {text} 0 Tr" if mark.heavy else text)

    def _ink(self, tint: Tint) -> None:
        if tint != self._fill:
            self.code.append(_tint(tint, "g"))
            self._fill = tint

    def _edge_of(self, weight: float, tint: Tint) -> None:
        if tint != self._edge:
            self.code.append(_tint(tint, "G"))
            self._edge = tint
        if weight != self._weight:
            self.code.append(f"{weight:g} w")
            self._weight = weight

    def _line(self, mark: Line) -> None:
        self._edge_of(mark.weight, mark.tint)
        start, end = self._height - mark.y1, self._height - mark.y2
        line = f"{mark.x1:.2f} {start:.2f} m {mark.x2:.2f} {end:.2f} l S"
        self.code.append(f"[4 3] 0 d {line} [] 0 d" if mark.dashed else line)

    def _box(self, mark: Box) -> None:
        if mark.fill is not None:
            self._ink(mark.fill)
        if mark.weight:
            self._edge_of(mark.weight, mark.tint)
        y = self._height - mark.y - mark.height
        paint = {(True, False): "S", (False, True): "f", (True, True): "B", (False, False): "n"}
        painted = paint[mark.weight > 0, mark.fill is not None]
        box = f"{mark.x:.2f} {y:.2f} {mark.width:.2f} {mark.height:.2f} re {painted}"
        self.code.append(f"[3 3] 0 d {box} [] 0 d" if mark.dashed else box)

    def _stroke(self, mark: Stroke) -> None:
        self._edge_of(mark.weight, mark.tint)
        (left, top), *rest = mark.points
        path = [f"1 J 1 j {left:.2f} {self._height - top:.2f} m"]
        path += [f"{x:.2f} {self._height - y:.2f} l" for x, y in rest or [(left + 0.1, top)]]
        self.code.append(" ".join(path) + " S 0 J 0 j")

    def _modules(self, mark: Modules) -> None:
        self._ink(0.0)
        boxes = [
            f"{x:.3f} {self._height - y - height:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in mark.boxes
        ]
        self.code.append(" ".join(boxes) + " f")

    def _image(self, mark: Image) -> None:
        name = self._file.picture(mark.data)
        y = self._height - mark.y - mark.height
        self.code.append(f"q {mark.width:.2f} 0 0 {mark.height:.2f} {mark.x:.2f} {y:.2f} cm /{name} Do Q")

    def _turned(self, mark: Turned) -> None:
        cos, sin = math.cos(math.radians(mark.angle)), math.sin(math.radians(mark.angle))
        outer = (self._fill, self._edge, self._weight, self._spacing, self._scale, self._font, self._size)
        self.code.append(f"q {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {mark.x:.2f} {self._height - mark.y:.2f} cm")
        for glyphs in mark.glyphs:
            self.glyphs(glyphs, glyphs.x, glyphs.y)
        self.code.append("Q")
        self._fill, self._edge, self._weight, self._spacing, self._scale, self._font, self._size = outer


def _tint(tint: Tint, operator: str) -> str:
    if isinstance(tint, tuple):
        red, green, blue = tint
        return f"{red:.3f} {green:.3f} {blue:.3f} {'rg' if operator == 'g' else 'RG'}"
    return f"{tint:.3g} {operator}"
