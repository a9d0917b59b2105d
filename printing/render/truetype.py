"""Reading TrueType files: which glyph draws a character, how wide it is, and a small font of only some glyphs.

Files stay on the disk (mapped, not read), and characters are looked up one by one: a font of 60,000 characters costs no
more than a small one. Tables: OpenType specification 1.9.
"""

import bisect
import mmap
import struct
from array import array
from pathlib import Path

_KEPT = ("cvt ", "fpgm", "prep")
_MORE, _WORDS, _SCALE, _XY_SCALE, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Unreadable(Exception):
    """Not a TrueType font with quadratic outlines."""


class TrueType:
    """One font of a .ttf file, or the first of a .ttc collection. A file that may be replaced while we run is read
    `whole`.

    Raises:
        Unreadable: on opening.
    """

    def __init__(self, path: Path, *, whole: bool = False) -> None:
        self.path = path
        try:
            self._data = path.read_bytes() if whole else _mapped(path)
            self._tables = self._directory()
            self._read()
        except (OSError, ValueError, KeyError, IndexError, struct.error) as error:
            raise Unreadable(path.name) from error

    def _directory(self) -> dict[str, tuple[int, int]]:
        at = struct.unpack_from(">L", self._data, 12)[0] if self._data[:4] == b"ttcf" else 0
        if self._data[at : at + 4] not in (b"\x00\x01\x00\x00", b"true"):
            raise ValueError
        (count,) = struct.unpack_from(">H", self._data, at + 4)
        entries = (struct.unpack_from(">4s4xLL", self._data, at + 12 + 16 * row) for row in range(count))
        return {tag.decode("latin-1"): (start, length) for tag, start, length in entries}

    def _table(self, tag: str) -> bytes:
        start, length = self._tables[tag]
        return self._data[start : start + length]

    def _read(self) -> None:
        head = self._table("head")
        (self.em,) = struct.unpack_from(">H", head, 18)
        self.box: tuple[int, int, int, int] = struct.unpack_from(">4h", head, 36)
        (long_offsets,) = struct.unpack_from(">h", head, 50)
        self.ascent, self.descent = struct.unpack_from(">2h", self._table("hhea"), 4)
        (self._metrics,) = struct.unpack_from(">H", self._table("hhea"), 34)
        rights = struct.unpack_from(">H", self._table("OS/2"), 8)[0] if "OS/2" in self._tables else 0
        self.embeddable = rights & 0x0F != 0x02
        """Whether its licence bits let it be part of a file (OS/2 fsType)."""
        self._hmtx = self._tables["hmtx"][0]
        loca = array("L" if array("L").itemsize == 4 else "I") if long_offsets else array("H")
        loca.frombytes(self._table("loca"))
        loca.byteswap()
        self._loca, self._unit = loca, 1 if long_offsets else 2
        self._glyf = self._tables["glyf"][0]
        self._groups = self._characters()
        self._starts = [group[0] for group in self._groups]

    def _characters(self) -> list[tuple[int, int, int]]:
        """(first, last, glyph of the first) of each stretch of characters."""
        cmap = self._tables["cmap"][0]
        (count,) = struct.unpack_from(">H", self._data, cmap + 2)
        records = [struct.unpack_from(">HHL", self._data, cmap + 4 + 8 * row) for row in range(count)]
        offsets = [cmap + offset for _, _, offset in records]
        formats = {struct.unpack_from(">H", self._data, at)[0]: at for at in offsets}
        if 12 in formats:
            at = formats[12]
            (groups,) = struct.unpack_from(">L", self._data, at + 12)
            flat = struct.unpack_from(f">{groups * 3}L", self._data, at + 16)
            return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
        return self._segments(formats[4])

    def _segments(self, at: int) -> list[tuple[int, int, int]]:
        (double,) = struct.unpack_from(">H", self._data, at + 6)
        count = double // 2

        def column(number: int) -> tuple[int, ...]:
            return struct.unpack_from(f">{count}H", self._data, at + 14 + number * double + (2 if number else 0))

        found: list[tuple[int, int, int]] = []
        for row, (last, first, delta, offset) in enumerate(zip(*map(column, range(4)), strict=True)):
            if first == 0xFFFF:
                continue
            if not offset:
                found.append((first, last, (first + delta) & 0xFFFF))
                continue
            base = at + 16 + 3 * double + 2 * row + offset
            glyphs = struct.unpack_from(f">{last - first + 1}H", self._data, base)
            found += [(first + n, first + n, (glyph + delta) & 0xFFFF) for n, glyph in enumerate(glyphs) if glyph]
        return found

    def glyph(self, point: int) -> int:
        """Number of the glyph of a code point; 0 when there is none."""
        row = bisect.bisect_right(self._starts, point) - 1
        if row < 0:
            return 0
        first, last, glyph = self._groups[row]
        return glyph + point - first if point <= last and glyph + point - first < len(self._loca) - 1 else 0

    def advance(self, glyph: int) -> float:
        """Width for a size of one."""
        width, _ = self._metric(glyph)
        return width / int(self.em)

    def _metric(self, glyph: int) -> tuple[int, int]:
        if glyph < self._metrics:
            width, side = struct.unpack_from(">Hh", self._data, self._hmtx + 4 * glyph)
            return width, side
        (width,) = struct.unpack_from(">H", self._data, self._hmtx + 4 * (self._metrics - 1))
        (side,) = struct.unpack_from(">h", self._data, self._hmtx + 4 * self._metrics + 2 * (glyph - self._metrics))
        return width, side

    def extent(self, glyph: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the ink for a size of one."""
        outline = self._outline(glyph)
        if not outline:
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = struct.unpack_from(">4h", outline, 2)
        return left / self.em, bottom / self.em, right / self.em, top / self.em

    def _outline(self, glyph: int) -> bytes:
        start, end = self._loca[glyph] * self._unit, self._loca[glyph + 1] * self._unit
        return self._data[self._glyf + start : self._glyf + end]

    def subset(self, glyphs: list[int]) -> tuple[bytes, int]:
        """A font in which glyph n is `glyphs[n]`, for embedding: outlines and widths, no character table; and how many
        glyphs it has, with the parts of composite ones behind the others.
        """
        chosen = list(glyphs)
        place = {glyph: number for number, glyph in reversed(list(enumerate(chosen)))}
        outlines = bytearray()
        offsets = [0]
        number = 0
        while number < len(chosen):
            outline = bytearray(self._outline(chosen[number]))
            for at, part in _parts(outline):
                if part not in place:
                    place[part] = len(chosen)
                    chosen.append(part)
                struct.pack_into(">H", outline, at, place[part])
            outlines += outline + b"\0" * (-len(outline) % 4)
            offsets.append(len(outlines))
            number += 1
        tables = {tag: self._table(tag) for tag in _KEPT if tag in self._tables}
        metrics = b"".join(struct.pack(">Hh", *self._metric(glyph)) for glyph in chosen)
        tables |= {
            "glyf": bytes(outlines),
            "loca": struct.pack(f">{len(offsets)}L", *offsets),
            "hmtx": metrics,
            "head": _patched(self._table("head"), {8: b"\0\0\0\0", 50: b"\0\1"}),
            "hhea": _patched(self._table("hhea"), {34: struct.pack(">H", len(chosen))}),
            "maxp": _patched(self._table("maxp"), {4: struct.pack(">H", len(chosen))}),
        }
        return _assembled(tables), len(chosen)


def _parts(outline: bytearray) -> list[tuple[int, int]]:
    """Where a composite outline names its parts, and which they are."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        found.append((at + 2, part))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0
    return found


def _patched(table: bytes, changes: dict[int, bytes]) -> bytes:
    patched = bytearray(table)
    for at, value in changes.items():
        patched[at : at + len(value)] = value
    return bytes(patched)


def _assembled(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    start = 12 + 16 * count
    entries, bodies = [], []
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        words = array("I", padded)
        words.byteswap()
        entries.append(struct.pack(">4sLLL", tag.encode(), sum(words) & 0xFFFFFFFF, start, len(table)))
        bodies.append(padded)
        start += len(padded)
    return head + b"".join(entries) + b"".join(bodies)
