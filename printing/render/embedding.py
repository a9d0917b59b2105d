"""A font inside a PDF: only the characters that occur, each with a code of two bytes, a width and a Unicode value."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from printing.render import archival
from printing.render.fonts import Font

_BLOCK = 100
"""Most entries in one block of a character map."""


class Embedded:
    """Code n stands for the nth character that was used; 0 is the blank box of the font and never printed."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self._codes: dict[str, str] = {}

    def encode(self, text: str) -> str:
        """The hex digits of a text whose characters this font has."""
        try:
            return "".join([self._codes[char] for char in text])
        except KeyError:
            for char in text:
                if char not in self._codes:
                    self._codes[char] = f"{len(self._codes) + 1:04X}"
            return self.encode(text)

    def reference(self, document: Any) -> object:
        """The objects of this font in a document."""
        file = self.font.file
        glyphs = [0, *(file.glyph(ord(char)) for char in self._codes)]
        name = PDFName(f"{_prefix(self.name)}+{file.path.stem.encode('ascii', 'ignore').decode() or 'Font'}")
        scale = 1000 / file.em
        program, count = file.subset(glyphs)
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": PDFArray([round(edge * scale) for edge in file.box]),
                "ItalicAngle": 0,
                "Ascent": round(file.ascent * scale),
                "Descent": round(file.descent * scale),
                "CapHeight": round(file.ascent * scale),
                "StemV": 80,
                "FontFile2": document.Reference(_packed(program)),
                "CIDSet": document.Reference(_packed(_set_of(count))),
            }
        )
        widths = PDFArray([round(file.advance(glyph) * 1000) for glyph in glyphs])
        inner = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor),
                "DW": 1000,
                "W": PDFArray([0, widths]),
                "CIDToGIDMap": PDFName("Identity"),
            }
        )
        outer = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(inner)]),
                "ToUnicode": document.Reference(_packed(self._unicode().encode("ascii"))),
            }
        )
        return document.Reference(outer)

    def _unicode(self) -> str:
        lines = [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
        ]  # fmt: skip
        entries = [f"<{code}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in self._codes.items()]
        for first in range(0, len(entries), _BLOCK):
            block = entries[first : first + _BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _set_of(count: int) -> bytes:
    """So many ones, the highest bit first: every glyph of the font is there."""
    whole, rest = divmod(count, 8)
    return b"\xff" * whole + (bytes([0xFF00 >> rest & 0xFF]) if rest else b"")


def _packed(content: bytes) -> object:
    return archival.stream({"Filter": PDFName("FlateDecode"), "Length1": len(content)}, zlib.compress(content))


def _prefix(name: str) -> str:
    """Six capitals that mark a subset, different for each font of a file."""
    number = int(name[1:])
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
