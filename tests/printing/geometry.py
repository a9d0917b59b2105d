"""What stands where on a finished page, read back from the PDF, in millimetres from the top left corner."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_MM = 25.4 / 72


@dataclass(frozen=True)
class Char:
    text: str
    left: float
    right: float
    top: float
    """Of the ink, as `bottom`; left and right are those of its advance."""
    bottom: float
    size: float
    """Points."""
    base: float


@dataclass(frozen=True)
class Ruled:
    left: float
    right: float
    y: float
    weight: float
    red: bool


@dataclass(frozen=True)
class Measured:
    chars: list[Char]
    rules: list[Ruled]

    def lines(self) -> list[list[Char]]:
        """Characters by their base line, from the top, each from the left."""
        rows: dict[float, list[Char]] = {}
        for char in self.chars:
            near = next((base for base in rows if abs(base - char.base) < 1.2), char.base)
            rows.setdefault(near, []).append(char)
        return [sorted(row, key=lambda one: one.left) for _, row in sorted(rows.items())]

    def line(self, text: str) -> list[Char]:
        return next(row for row in self.lines() if text in "".join(char.text for char in row))


def measured(pdf: bytes, page: int) -> Measured:
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        height = sheet.get_height()
        result = Measured(_chars(sheet, height), _rules(sheet, height))
        sheet.close()
        return result
    finally:
        document.close()


def _chars(sheet: pypdfium2.PdfPage, height: float) -> list[Char]:
    text = sheet.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char.isspace():
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        _, low, _, high = text.get_charbox(index)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        top, bottom, base = ((height - level) * _MM for level in (high, low, y.value))
        found.append(Char(char, left * _MM, right * _MM, top, bottom, size, base))
    text.close()
    return found


def _rules(sheet: pypdfium2.PdfPage, height: float) -> list[Ruled]:
    found = []
    for one in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, low, right, high = one.get_bounds()
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFPageObj_GetStrokeColor(one.raw, red, green, blue, alpha)
        weight = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(one.raw, weight)
        if right - left > high - low:
            inset = weight.value  # PDFium adds as much at each end
            y, thick = (height - (low + high) / 2) * _MM, weight.value * _MM
            found.append(Ruled((left + inset) * _MM, (right - inset) * _MM, y, thick, red.value > green.value))
    return sorted(found, key=lambda rule: rule.y)
