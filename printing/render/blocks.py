"""Every block as slabs."""

from collections.abc import Iterable, Iterator

from printing.curve import Curve
from printing.document import (
    GRID_LINE,
    AtFoot,
    Beside,
    Block,
    Chart,
    Face,
    Heading,
    Keep,
    KeyValueGrid,
    MarkBox,
    NewPage,
    Paragraph,
    QrCode,
    Rule,
    SignatureBlock,
    SignatureLine,
    Spacer,
    StampArea,
    Table,
)
from printing.render import qr
from printing.render.ops import BLACK, RED, Box, Line, Modules, Sheet, Tint
from printing.render.setting import SetLine, Setter, plain
from printing.render.signing import mark_box, signature_line, signatures
from printing.render.slab import MM, Slab, draw_stack, nothing, stack_height
from printing.render.tables import grid, table

_GRID_CHARACTER, _GRID_SIZE = 156 / 28, 16
_SMALLEST_MODULE = 0.40
"""Millimetres; a telephone reads no smaller ones from a sheet in the hand."""


def slabs_of(setter: Setter, blocks: tuple[Block, ...], width: float) -> Iterator[Slab]:
    """All blocks in order, `width` points wide, made as they are asked for."""
    for block in blocks:
        yield from _slabs(setter, block, width)


def _slabs(setter: Setter, block: Block, width: float) -> Iterable[Slab]:
    match block:
        case Paragraph():
            return _paragraph(setter, block, width)
        case Heading():
            text = Paragraph(
                block.text, block.size, block.face, block.align, 1.3,
                before=block.before, keep_with_next=True, bookmark=True,
            )  # fmt: skip
            return [*_paragraph(setter, text, width), Slab(block.after * MM, nothing, tied=True)]
        case Table():
            return table(setter, block, width)
        case KeyValueGrid():
            return grid(setter, block, width)
        case SignatureLine():
            return [signature_line(setter, block, width)]
        case SignatureBlock():
            return [signatures(setter, block, width)]
        case MarkBox():
            return [mark_box(setter, block, width)]
        case QrCode():
            return [_code(setter, block, width)]
        case StampArea():
            return [_stamp(setter, block, width)]
        case Rule():
            return [_rule(block, width)]
        case Spacer():
            return [Slab(block.height * MM, nothing)]
        case Beside():
            return [_beside(setter, block, width)]
        case Keep():
            kept = list(slabs_of(setter, block.blocks, width))
            for slab in kept[:-1]:
                slab.tied = True
            return kept
        case AtFoot():
            return [_at_foot(setter, block, width)]
        case Chart():
            from printing.render.charts import chart  # a third of a second that papers without charts do not wait for

            return [chart(setter, block, width)]
        case Curve():
            from printing.render.curves import curve

            return [curve(setter, block, width)]
        case NewPage():
            return [Slab(0, nothing, breaks=True)]


def _paragraph(setter: Setter, block: Paragraph, width: float) -> list[Slab]:
    tracking = _grid_tracking(width, block.size) if block.grid else 0.0
    lines = setter.paragraph(
        block.text, block.size, block.face, width, align=block.align, indent=block.indent, tracking=tracking
    )
    pitch = GRID_LINE * MM if block.grid else block.size * block.leading
    slabs = [_text_line(line, pitch, width, RED if block.red else block.grey) for line in lines]
    slabs[0].before = block.before * MM
    if block.bookmark:
        slabs[0].bookmark = plain(block.text)
    slabs[-1].tied = block.keep_with_next
    if len(slabs) > 1 and not block.grid:
        slabs[0].tied = True
        slabs[-2].tied = True
    if block.after:
        slabs.append(Slab(block.after * MM, nothing, tied=block.keep_with_next))
        slabs[-2].tied = True
    return slabs


def _grid_tracking(width: float, size: float) -> float:
    """What makes the last of the characters that the grid has room for end at the edge; none for other sizes."""
    count = int(width / (_GRID_CHARACTER * MM) + 0.01)
    return (width - count * size) / (count - 1) if size == _GRID_SIZE and count > 1 else 0.0


def _text_line(line: SetLine, pitch: float, width: float, tint: Tint) -> Slab:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        line.draw(sheet, x, y + (pitch - line.size) / 2, (x, x + width), tint)

    return Slab(pitch, draw, width)


def _rule(block: Rule, width: float) -> Slab:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        middle = y + block.before * MM
        sheet.marks.append(Line(x, middle, x + width, middle, block.weight, RED if block.red else BLACK))

    return Slab((block.before + block.after) * MM, draw, width)


def _at_foot(setter: Setter, block: AtFoot, width: float) -> Slab:
    stack = list(slabs_of(setter, block.blocks, width))

    def draw(sheet: Sheet, x: float, y: float) -> None:
        draw_stack(sheet, stack, x, y)

    return Slab(stack_height(stack), draw, width, sinks=True, even=block.even)


def _code(setter: Setter, block: QrCode, width: float) -> Slab:
    count, runs = qr.modules(block.text)
    side = max(block.size, count * _SMALLEST_MODULE) * MM
    caption = setter.cell(block.caption, 7.5, Face.SANS, width) if block.caption else []
    height = side + sum(9.0 for _ in caption)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        left = x + (width - side) / 2
        unit = side / count
        boxes = tuple((left + column * unit, y + row * unit, long * unit, unit) for column, row, long in runs)
        sheet.marks.append(Modules(boxes))
        top = y + side + 0.5
        for line in caption:
            line.draw(sheet, x + (width - line.width) / 2, top, (x, x + width))
            top += 9

    return Slab(height, draw, width)


def _stamp(setter: Setter, block: StampArea, width: float) -> Slab:
    side, size = block.size * MM, block.text_size
    (label,) = setter.cell(block.label, 9, Face.SONG, side)
    lines = [line for text in block.lines for line in setter.cell(text, size, Face.SONG, width)]
    pitch = size * 1.7

    def draw(sheet: Sheet, x: float, y: float) -> None:
        left = x + (width - side) / 2
        sheet.marks.append(Box(left, y, side, side, weight=0.4, tint=0.65, dashed=True))
        label.draw(sheet, left + (side - label.width) / 2, y + side - 14, (left, left + side), 0.5)
        top = y + (side - len(lines) * pitch) / 2 + pitch * 0.15
        for line in lines:
            line.draw(sheet, x + (width - line.width) / 2, top, (x, x + width))
            top += pitch

    return Slab(side, draw, width)


def _beside(setter: Setter, block: Beside, width: float) -> Slab:
    right_width = block.right_width * MM
    left_width = width - right_width - block.gap * MM
    left = list(slabs_of(setter, block.left, left_width))
    right = list(slabs_of(setter, block.right, right_width))
    height = max(stack_height(left), stack_height(right))

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for stack, start in ((left, x), (right, x + width - right_width)):
            spare = (height - stack_height(stack)) * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[block.valign]
            draw_stack(sheet, stack, start, y + spare)

    return Slab(height, draw, width)
