"""Fonts by job, with a fallback for each character, so that 䶮 㛃 𬱖 𠮷 print in any face.

A chain is: the face's own font, fonts that the county dropped into its folder, then HanaMin with all of GB 18030.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from printing.document import Face, PaperError
from printing.fonts import BUNDLED, FALLBACK

_OWN = {
    Face.TITLE: BUNDLED / "NotoSerifSC_700Bold.ttf",
    Face.SONG: BUNDLED / "NotoSerifSC_400Regular.ttf",
    Face.HEI: BUNDLED / "NotoSansSC_500Medium.ttf",
    Face.SANS: BUNDLED / "NotoSansSC_400Regular.ttf",
}
_BOLD = frozenset({Face.TITLE, Face.HEI})
MISSING = "□"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
"""Joiners and variation selectors: where a font has none, the character itself is what is read."""
LOCK = threading.RLock()
"""ReportLab keeps its fonts in process-wide tables."""


def _to_unicode(_fontname: str, subset: Sequence[int]) -> str:
    """The table that lets a reader copy text out of the PDF.

    ReportLab 5.1 writes code points beyond the BMP with five hex digits, so 𬱖 is copied as another character; the
    format wants UTF-16BE and at most 100 entries in a block.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
    ]  # fmt: skip
    entries = [(code, point) for code, point in enumerate(subset) if point]
    for first in range(0, len(entries), 100):
        block = entries[first : first + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = _to_unicode


@lru_cache(maxsize=64)
def _load(path: Path) -> Any:
    """Reads and registers a TrueType font once per process. Raises PaperError `paper.font-unreadable`."""
    try:
        font = ttfonts.TTFont(f"vv-{path.stem}", str(path), shapable=False, asciiReadable=False)
    except (ttfonts.TTFError, OSError) as error:
        raise PaperError("paper.font-unreadable", name=path.name) from error
    pdfmetrics.registerFont(font)
    return font


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font; `width` for a size of one point."""

    font: str
    text: str
    width: float
    heavy: bool = False
    """From a light font, in a face that is bold."""
    missing: tuple[int, ...] = ()
    """Code points that no font has; □ stands for each of them in `text`."""


class FontLibrary:
    """Finds the font of each character. `extra` are the county's own fonts (.ttf), tried before HanaMin."""

    def __init__(self, extra: tuple[Path, ...] = ()) -> None:
        self._fallback = (*extra, *FALLBACK)
        self._found: dict[Face, dict[str, tuple[str, float]]] = {face: {} for face in Face}
        self._runs: dict[tuple[str, Face], tuple[Run, ...]] = {}

    def glyph(self, char: str, face: Face) -> tuple[str, float]:
        """Font name and width (for one point) of a character; font name empty when no font has it."""
        known = self._found[face].get(char)
        if known is None:
            known = self._found[face][char] = self._look(ord(char), face)
        return known

    def _look(self, point: int, face: Face) -> tuple[str, float]:
        if point == 0xA0:
            point = 0x20
        for path in (_OWN[face], *self._fallback):
            font = _load(path)
            if point in font.face.charToGlyph:
                return font.fontName, font.face.getCharWidth(point) / 1000
        return "", 0.0

    def runs(self, text: str, face: Face) -> tuple[Run, ...]:
        """Splits by font; a character that no font has becomes □ and is noted in `Run.missing`."""
        known = self._runs.get((text, face))
        if known is None:
            known = self._runs[text, face] = tuple(self._split(text, face))
        return known

    def _split(self, text: str, face: Face) -> list[Run]:
        runs: list[Run] = []
        for char in text:
            if char < " ":
                char = " "
            font, width = self.glyph(char, face)
            missing: tuple[int, ...] = ()
            if not font and _INVISIBLE.fullmatch(char):
                continue
            if not font:
                missing, char = (ord(char),), MISSING
                font, width = self.glyph(char, face)
            if runs and runs[-1].font == font:
                last = runs.pop()
                runs.append(Run(font, last.text + char, last.width + width, last.heavy, last.missing + missing))
            else:
                runs.append(Run(font, char, width, face in _BOLD and font != self._own(face), missing))
        return runs

    def _own(self, face: Face) -> str:
        name: str = _load(_OWN[face]).fontName
        return name

    def width(self, text: str, face: Face, size: float) -> float:
        return sum(run.width for run in self.runs(text, face)) * size


@lru_cache(maxsize=4)
def library(extra: tuple[Path, ...] = ()) -> FontLibrary:
    """One library per set of extra fonts; what it looked up once it keeps."""
    return FontLibrary(extra)


def default_font() -> str:
    """A registered font for the first state of a page; ReportLab would otherwise name Helvetica, not embedded."""
    name: str = _load(_OWN[Face.SANS]).fontName
    return name
