"""Faces by their job, with a fallback for each character, so that 䶮 㛃 𬱖 𠮷 print in any of them.

A chain is: the official font when this computer or the county's folder has it, the face that comes with the program,
its nearest relations, the county's own fonts, then HanaMin with all of GB 18030. Latin letters, digits and dashes are
taken by their role, not from whatever the Chinese font happens to hold.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from printing.document import Face, PaperError, Substitution
from printing.fonts import BUNDLED, FALLBACK, installed
from printing.render.truetype import TrueType, Unreadable

_SONG, _SONG_BOLD = BUNDLED / "NotoSerifSC_400Regular.ttf", BUNDLED / "NotoSerifSC_700Bold.ttf"
_HEI, _SANS = BUNDLED / "NotoSansSC_500Medium.ttf", BUNDLED / "NotoSansSC_400Regular.ttf"
_SONG_LIGHT, _FANG = BUNDLED / "VillageSongLight.ttf", BUNDLED / "VillageFangSong.ttf"


@dataclass(frozen=True, slots=True)
class _Chain:
    own: Path
    name: str
    """Of `own`, as a person calls it."""
    latin: Path
    then: tuple[Path, ...] = ()
    official: str = ""
    files: tuple[str, ...] = ()
    """File names of the official font without their ending, in small letters, the best first."""
    quotes: Path | None = None


_CHAINS = {
    Face.TITLE: _Chain(
        _SONG_BOLD, "思源宋体粗体", _SONG_BOLD, (), "方正小标宋",
        ("fzxbsjw", "fzxbsk", "方正小标宋简体", "方正小标宋_gbk", "方正小标宋_gb18030"),
    ),
    Face.SONG: _Chain(_SONG, "思源宋体", _SONG),
    Face.FANG: _Chain(
        _FANG, "方多仿宋", _SONG_LIGHT, (_SONG_LIGHT, _SONG), "仿宋_GB2312",
        ("仿宋_gb2312", "simfang", "fzfsk", "fzfsjw"),
    ),
    Face.KAI: _Chain(
        BUNDLED / "VillageKai.ttf", "霞鹜文楷", _SONG, (_SONG,), "楷体_GB2312",
        ("楷体_gb2312", "simkai", "fzktk", "fzktjw"), _FANG,
    ),
    Face.HEI: _Chain(_HEI, "思源黑体", _HEI, (_SONG_BOLD,)),
    Face.SANS: _Chain(_SANS, "思源黑体", _SANS, (_SONG,)),
}  # fmt: skip
_BOLD = frozenset({Face.TITLE, Face.HEI})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
"""Joiners and variation selectors: where a font has none, the character itself is what is read."""
_BLANKS = dict.fromkeys((*range(0x20), 0xA0), " ")
_QUOTES = frozenset(map(ord, "‘’“”·"))
_DASH = 0x2014
_LATIN_END = 0x250
_CENTRE = 0.37
"""Height of the middle of 国 in Noto Serif: every font is lifted so that its characters are level with these."""
_MOST_RUNS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One file; `lift` raises its characters, of the size."""

    file: TrueType
    lift: float
    glyphs: dict[int, int] = field(default_factory=dict)
    """Glyphs of the code points that were looked up so far."""


@lru_cache(maxsize=64)
def load(path: Path, whole: bool) -> Font:
    """Opens a font once per process. Raises PaperError `paper.font-unreadable` (name)."""
    try:
        file = TrueType(path, whole=whole)
    except Unreadable as error:
        raise PaperError("paper.font-unreadable", name=path.name) from error
    middle = file.glyph(ord("国"))
    _, bottom, _, top = file.extent(middle)
    lift = _CENTRE - (bottom + top) / 2 if middle else 0.0
    return Font(file, lift if abs(lift) > 0.02 else 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font; `width` for a size of one point."""

    font: Font
    text: str
    width: float
    heavy: bool = False
    """From a light font, in a face that is bold."""


class FontLibrary:
    """Finds the font of each character. `extra` are the county's own fonts, `present` those of this computer.

    Characters that no font has are noted in `missing`, to be asked for before anything is printed.
    """

    def __init__(self, extra: Sequence[Path] = (), present: Iterable[Path] = ()) -> None:
        self.missing: dict[int, None] = {}
        stems = {path.stem.lower(): path for path in (*reversed(tuple(present)), *reversed(tuple(extra)))}
        self._extra = tuple(extra)
        self._official = {
            face: next((stems[name] for name in chain.files if name in stems and self._serves(stems[name])), None)
            for face, chain in _CHAINS.items()
        }
        self._found: dict[Face, dict[str, tuple[Font | None, float]]] = {face: {} for face in Face}
        self._runs: dict[tuple[str, Face], tuple[Run, ...]] = {}
        self.used: set[Face] = set()

    def _load(self, path: Path) -> Font:
        return load(path, path in self._extra)

    def _serves(self, path: Path) -> bool:
        """A font of this computer that cannot be read is as good as absent; one that the county put here is named."""
        try:
            return self._load(path).file.embeddable
        except PaperError:
            if path in self._extra:
                raise
            return False

    def _order(self, point: int, face: Face) -> tuple[Path, ...]:
        chain = _CHAINS[face]
        official = self._official[face]
        rest = (chain.own, *chain.then, *self._extra, *FALLBACK)
        if point < _LATIN_END and point not in _QUOTES:
            return (chain.latin, *rest)
        if point == _DASH:
            return (_FANG, *rest)  # the others leave a gap in the middle of a double dash
        if point in _QUOTES and chain.quotes is not None:
            return (chain.quotes, *rest)
        return (official, *rest) if official else rest

    def _look(self, char: str, face: Face) -> tuple[Font | None, float]:
        point = ord(char)
        for path in self._order(point, face):
            font = self._load(path)
            glyph = font.file.glyph(point)
            if glyph:
                return font, font.file.advance(glyph)
        if not _INVISIBLE.fullmatch(char):
            self.missing[point] = None
        return None, 0.0

    def runs(self, text: str, face: Face) -> tuple[Run, ...]:
        """Splits by font; a character that no font has is left out and noted in `missing`."""
        known = self._runs.get((text, face))
        if known is None:
            if len(self._runs) > _MOST_RUNS:
                self._runs.clear()
            self.used.add(face)
            known = self._runs[text, face] = tuple(self._split(text, face))
        return known

    def _split(self, text: str, face: Face) -> list[Run]:
        found, bold = self._found[face], face in _BOLD
        runs: list[Run] = []
        start, total = 0, 0.0
        current: Font | None = None
        if not text.isprintable():
            text = text.translate(_BLANKS)
        for at, char in enumerate(text):
            known = found.get(char)
            if known is None:
                known = found[char] = self._look(char, face)
            font, width = known
            if font is not current:
                if current is not None:
                    runs.append(Run(current, text[start:at], total, bold and self._light(current, face)))
                start, total, current = at, 0.0, font
            total += width
        if current is not None:
            runs.append(Run(current, text[start:], total, bold and self._light(current, face)))
        return runs

    def _light(self, font: Font, face: Face) -> bool:
        chain = _CHAINS[face]
        return font.file.path not in {chain.own, chain.latin, self._official[face]}

    def width(self, text: str, face: Face, size: float) -> float:
        runs = self.runs(text, face)
        return runs[0].width * size if len(runs) == 1 else sum(run.width for run in runs) * size

    def begin(self) -> None:
        """A new paper: what was missing or used before does not count."""
        for found in self._found.values():
            for char in [char for char, (font, _) in found.items() if font is None]:
                del found[char]
        self._runs.clear()
        self.missing.clear()
        self.used.clear()

    def substitutions(self) -> tuple[Substitution, ...]:
        """Which faces of this paper stand in for an official font that is not here."""
        return tuple(
            Substitution(chain.official, chain.name)
            for face, chain in _CHAINS.items()
            if face in self.used and chain.official and self._official[face] is None
        )


@lru_cache(maxsize=4)
def library(extra: tuple[Path, ...] = ()) -> FontLibrary:
    """One library per set of the county's fonts; what it looked up once it keeps."""
    return FontLibrary(extra, installed())
