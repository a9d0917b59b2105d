"""Signatures: drawn ink as vector strokes, scans as pictures, names of those who signed with their key."""

from printing.document import Face, Ink, MarkBox, Picture, Signature, SignatureBlock, SignatureLine
from printing.render.ops import Box, Image, Line, Sheet, Stroke
from printing.render.pictures import proportions
from printing.render.setting import Setter
from printing.render.slab import HEAVY, MM, Slab

_THIN = 0.5
_UPRIGHT = str.maketrans("（）《》「」", "︵︶︽︾﹁﹂")
"""Brackets as they stand in columns."""


def mark_box(setter: Setter, block: MarkBox, width: float) -> Slab:
    """Ink or a name that stands on a line."""
    height = block.height * MM
    name = setter.cell(block.name, block.size, Face.SONG, width) if block.name else []

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if block.mark is not None:
            _mark(sheet, block.mark, x, y, width, height - MM)
        else:
            top = y + height - 1.5 * MM - len(name) * block.size * 1.3
            for line in name:
                line.draw(sheet, x + (width - line.width) / 2, top, (x, x + width))
                top += block.size * 1.3
        sheet.marks.append(Line(x, y + height, x + width, y + height, _THIN))

    return Slab(height, draw, width)


def signature_line(setter: Setter, block: SignatureLine, width: float) -> Slab:
    """A label with its line beside it; upright, the label stands character over character and the line under it."""
    length, size = block.length * MM, block.size
    if not block.upright:
        (label,) = setter.paragraph(block.label, size, Face.SONG, width, align="left")

        def across(sheet: Sheet, x: float, y: float) -> None:
            label.draw(sheet, x, y, (x, x + width))
            under, start = y + size * 1.2, x + label.width + size * 0.3
            sheet.marks.append(Line(start, under, min(start + length, x + width), under, _THIN))

        return Slab(size * 1.6, across, width, before=block.before * MM)
    characters = [setter.cell(char.translate(_UPRIGHT), size, Face.SONG, width)[0] for char in block.label]
    pitch = size * 1.15

    def down(sheet: Sheet, x: float, y: float) -> None:
        for number, char in enumerate(characters):
            char.draw(sheet, x + (width - char.width) / 2, y + number * pitch, (x, x + width))
        top, middle = y + len(characters) * pitch + size * 0.3, x + width / 2
        sheet.marks.append(Line(middle, top, middle, top + length, _THIN))

    return Slab(len(characters) * pitch + size * 0.3 + length, down, width, before=block.before * MM)


def signatures(setter: Setter, block: SignatureBlock, width: float) -> Slab:
    each = width / len(block.signatures)
    height = block.height * MM
    cells = [_signature(setter, one, block, each) for one in block.signatures]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.marks.append(Box(x, y, width, height, weight=HEAVY))
        for number, cell in enumerate(cells):
            left = x + number * each
            if number:
                sheet.marks.append(Line(left, y, left, y + height, _THIN))
            cell.draw(sheet, left, y)

    return Slab(height, draw, width, before=block.before * MM)


def _signature(setter: Setter, one: Signature, block: SignatureBlock, width: float) -> Slab:
    pad = 2 * MM
    inner = width - 2 * pad
    label = setter.cell(one.label, block.size, Face.SONG, inner)
    name = setter.cell(one.name, block.size + 4, Face.HEI, inner) if one.name else []
    note = setter.cell(one.note, block.size - 2, Face.SANS, inner) if one.note else []
    height = block.height * MM

    def draw(sheet: Sheet, x: float, y: float) -> None:
        room = (x, x + width)
        top = y + pad
        for line in label:
            line.draw(sheet, x + pad, top, room)
            top += block.size * 1.3
        bottom = y + height - pad
        for line in reversed(note):
            bottom -= (block.size - 2) * 1.3
            line.draw(sheet, x + pad, bottom, room, 0.25)
        if one.mark is not None:
            _mark(sheet, one.mark, x + pad, top, inner, bottom - top)
            return
        middle = (top + bottom - len(name) * (block.size + 4) * 1.3) / 2
        for line in name:
            line.draw(sheet, x + (width - line.width) / 2, middle, room)
            middle += (block.size + 4) * 1.3

    return Slab(height, draw, width)


def _mark(sheet: Sheet, mark: Ink | Picture, x: float, y: float, width: float, height: float) -> None:
    """Ink or a scan, as large as it fits, centred, with its proportions kept."""
    if isinstance(mark, Picture):
        natural = proportions(mark.data)
        scale = min(width / natural[0], height / natural[1])
        wide, high = natural[0] * scale, natural[1] * scale
        sheet.marks.append(Image(x + (width - wide) / 2, y + (height - high) / 2, wide, high, mark.data))
        return
    scale = min(width / mark.width, height / mark.height)
    left = x + (width - mark.width * scale) / 2
    top = y + (height - mark.height * scale) / 2
    for stroke in mark.strokes:
        points = tuple((left + px * scale, top + py * scale) for px, py in stroke)
        sheet.marks.append(Stroke(points, max(0.6, mark.pen * scale)))
