"""Charts: ReportLab's own chart library finds where bars, lines, ticks and names stand; the engine draws them.

So the fonts are those of the paper, and a chart is vectors like everything else.
"""

from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.textlabels import Label
from reportlab.graphics.shapes import Circle, Group, Line, PolyLine, Rect
from reportlab.graphics.transform import mmult, transformPoint

from printing.document import Chart, Face
from printing.render import ops
from printing.render.ops import Sheet
from printing.render.setting import Setter
from printing.render.slab import MM, Slab

_BAR, _GAP = 3.6, 2.4
"""Millimetres of a bar and of the white between two."""
_NAMES, _FIGURES = 0.26, 0.16
"""Shares of the width for names at the left and figures at the right of bars."""
_FILL, _EDGE = 0.55, 0.35
_WHOLE = 10
"""Below that the ticks would stand at fractions; each point bears its figure anyway."""
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


def chart(setter: Setter, block: Chart, width: float) -> Slab:
    """One slab with the whole chart."""
    made, height = _bars(block, width) if block.kind == "bars" else _line(block, width)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        put(setter, block.size, sheet, made.draw(), UNMOVED, (x, y + height))

    return Slab(height, draw, width)


def _bars(block: Chart, width: float) -> tuple[Any, float]:
    """The first bar stands at the top."""
    pitch, many = (_BAR + _GAP) * MM, len(block.names)
    made = HorizontalBarChart()
    made.x, made.y, made.width, made.height = width * _NAMES, 2 * MM, width * (1 - _NAMES - _FIGURES), pitch * many
    made.data = [tuple(block.values)]
    made.categoryAxis.categoryNames = list(block.names)
    made.categoryAxis.reverseDirection = 1
    made.categoryAxis.visibleTicks = 0
    made.barWidth, made.groupSpacing = _BAR, _GAP
    _scale(made.valueAxis, block, 0)
    made.valueAxis.visibleLabels = made.valueAxis.visibleTicks = made.valueAxis.visibleAxis = 0
    made.barLabelFormat = "values"
    made.barLabelArray = [list(block.shown)]
    made.barLabels.boxAnchor, made.barLabels.dx = "w", 1.5 * MM
    for labels in (made.categoryAxis.labels, made.barLabels):
        labels.fontSize = block.size
    return made, pitch * many + 4 * MM


def _line(block: Chart, width: float) -> tuple[Any, float]:
    made, height = HorizontalLineChart(), block.height * MM
    made.x, made.y, made.width, made.height = 16 * MM, 8 * MM, width - 24 * MM, height - 16 * MM
    made.data = [tuple(block.values)]
    made.categoryAxis.categoryNames = list(block.names)
    _scale(made.valueAxis, block, 1)
    made.valueAxis.labelTextFormat = "%d"
    made.valueAxis.visibleLabels = made.valueAxis.visibleTicks = made.valueAxis.valueMax >= _WHOLE
    made.lineLabelFormat = "values"
    made.lineLabelArray = [list(block.shown)]
    made.lineLabels.boxAnchor, made.lineLabels.dy = "s", 1.2 * MM
    for labels in (made.categoryAxis.labels, made.valueAxis.labels, made.lineLabels):
        labels.fontSize = block.size
    return made, height


def _scale(axis: Any, block: Chart, headroom: int) -> None:
    """From 0, so that what is twice as long is twice as much."""
    most = block.most or max(block.values, default=0) or 1
    axis.valueMin, axis.valueMax = 0, most * (1.15 if headroom else 1)


def put(
    setter: Setter, size: float, sheet: Sheet, node: Any, matrix: Matrix, origin: tuple[float, float]
) -> None:
    """Every shape as marks; `origin` is where the left bottom corner of the chart lies on the sheet."""

    def at(x: float, y: float) -> tuple[float, float]:
        moved = transformPoint(matrix, (x, y))
        return origin[0] + moved[0], origin[1] - moved[1]

    match node:
        case Group():
            for one in node.contents:
                put(setter, size, sheet, one, mmult(matrix, node.transform), origin)
        case Rect():
            (left, bottom), (right, top) = at(node.x, node.y), at(node.x + node.width, node.y + node.height)
            if right - left > 0.1:
                sheet.marks.append(ops.Box(left, top, right - left, bottom - top, 0.4, _FILL, _EDGE))
        case Line():
            sheet.marks.append(ops.Line(*at(node.x1, node.y1), *at(node.x2, node.y2), 0.5, _EDGE))
        case Circle():
            dot = at(node.cx, node.cy)
            sheet.marks.append(ops.Stroke((dot, dot), 2 * node.r, 0.0))
        case PolyLine():
            points = tuple(at(*pair) for pair in zip(node.points[::2], node.points[1::2], strict=True))
            sheet.marks.append(ops.Stroke(points, 1.2, _EDGE))
        case Label():
            _word(setter, size, sheet, node, at(node.x + node.dx, node.y + node.dy))
        case _ if hasattr(node, "provideNode"):
            put(setter, size, sheet, node.provideNode(), matrix, origin)


def _word(setter: Setter, size: float, sheet: Sheet, label: Any, where: tuple[float, float]) -> None:
    """A name by its own anchor: the chart library does not know how wide the paper's fonts are."""
    x, y = where
    top = {"n": y, "s": y - size}.get(label.boxAnchor, y - size / 2)
    for line in setter.cell(label._text, size, Face.SANS, 1000):
        left = x - {"w": 0.0, "e": line.width}.get(label.boxAnchor, line.width / 2)
        line.draw(sheet, left, top, (left, left + line.width))
