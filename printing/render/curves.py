"""Curves over time: ReportLab's `LinePlot` finds where values, days and ticks stand; the engine draws them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Circle, Group, Rect

from printing.curve import Curve, CurveLine
from printing.document import Face
from printing.render import ops
from printing.render.charts import UNMOVED, put
from printing.render.ops import Sheet
from printing.render.setting import Setter
from printing.render.slab import MM, Slab

_LEFT, _RIGHT, _TOP, _BOTTOM = 11, 27, 5, 7
"""Millimetres around the plot: figures at the left, names and limits at the right, days below."""
_EACH = 12
"""Up to so many values of a line bear their figures."""
_TICKS = 8
_ALONE = timedelta(days=60)
"""On either side of days that lie closer together."""
_MARGIN = 25
"""So much of the time is left empty before the first and after the last value."""
_GREY, _LIMIT, _BAND = 0.45, 0.55, 0.93
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def curve(setter: Setter, block: Curve, width: float) -> Slab:
    """One slab with the whole curve; at least one of its lines has a value."""
    plot, height = _plot(block, width), block.height * MM
    drawing = plot.draw()

    def draw(sheet: Sheet, x: float, y: float) -> None:
        _limits(setter, block, plot, sheet, (x, y + height))
        _shapes(setter, block, plot, sheet, drawing, (x, y + height))
        _names(setter, block, plot, sheet, (x, y + height))

    return Slab(height, draw, width)


def _plot(block: Curve, width: float) -> Any:
    plot, shown = LinePlot(), [one for one in block.lines if one.points]
    plot.x, plot.y = _LEFT * MM, _BOTTOM * MM
    plot.width, plot.height = width - (_LEFT + _RIGHT) * MM, (block.height - _TOP - _BOTTOM) * MM
    plot.data = [[(day.toordinal(), value) for day, value in one.points] for one in shown]
    plot.joinedLines = 1
    since, until = span(shown)
    axis = plot.xValueAxis
    axis.valueMin, axis.valueMax = since.toordinal(), until.toordinal()
    axis.valueSteps = [day.toordinal() for day in ticks(since, until)]
    axis.labelTextFormat = lambda ordinal: _day_words(int(ordinal), since, until)
    axis.labels.fontSize, axis.labels.boxAnchor = block.size, "n"
    low, high, step = scale(block)
    axis = plot.yValueAxis
    axis.valueMin, axis.valueMax, axis.valueStep = low, high, step
    axis.labelTextFormat = "%d"
    axis.labels.fontSize, axis.labels.boxAnchor = block.size, "e"
    return plot


def span(lines: Sequence[CurveLine]) -> tuple[date, date]:
    """First and last day of the axis; days close together get room on both sides."""
    days = [day for one in lines for day, _ in one.points]
    first, last = min(days), max(days)
    room = max(_ALONE, (last - first) / _MARGIN) if last - first < 2 * _ALONE else (last - first) / _MARGIN
    return first - room, last + room


def ticks(since: date, until: date) -> list[date]:
    """First days of months or years, at most eight, evenly spaced."""
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / n <= _TICKS), 600)
    found, at = [], since.year * 12 + since.month - 1
    at += -at % step
    while (day := date(at // 12, at % 12 + 1, 1)) <= until:
        if day >= since:
            found.append(day)
        at += step
    return found or [since]


def _day_words(ordinal: int, since: date, until: date) -> str:
    day = date.fromordinal(ordinal)
    return f"{day:%Y}" if (until - since).days > _TICKS * 366 else f"{day:%Y-%m}"


def scale(block: Curve) -> tuple[float, float, float]:
    """Lowest and highest figure of the axis and the step between two: round figures that hold values and limits."""
    every = [value for one in block.lines for _, value in one.points]
    low, high = min(every), max(every)
    near = [limit for limit, _ in block.limits if low - (high - low) - 15 <= limit <= high + (high - low) + 15]
    low, high = min([low, *near]), max([high, *near])
    step = next((one for one in _STEPS if (high - low) / one <= 5), _STEPS[-1])
    bottom = low // step * step
    top = -(-high // step) * step
    if high > top - 0.25 * step:
        top += step
    return max(0, bottom if low > bottom + 0.2 * step else bottom - step), top, step


def _limits(setter: Setter, block: Curve, plot: Any, sheet: Sheet, origin: tuple[float, float]) -> None:
    """Tinted bands and dashed lines lie under everything else."""
    left, right = origin[0] + plot.x, origin[0] + plot.x + plot.width
    axis = plot.yValueAxis
    inside = [(limit, name) for limit, name in block.limits if axis.valueMin < limit < axis.valueMax]
    if block.band is not None:
        low, high = (min(max(edge, axis.valueMin), axis.valueMax) for edge in block.band)
        top, bottom = origin[1] - axis.scale(high), origin[1] - axis.scale(low)
        if bottom > top:
            sheet.marks.append(ops.Box(left, top, right - left, bottom - top, 0, _BAND))
    for limit, name in inside:
        y = origin[1] - axis.scale(limit)
        sheet.marks.append(ops.Line(left, y, right, y, 0.6, _LIMIT, dashed=True))
        _say(setter, block.size, sheet, name, right + 1.2 * MM, y)


def _shapes(
    setter: Setter, block: Curve, plot: Any, sheet: Sheet, drawing: Any, origin: tuple[float, float]
) -> None:
    """The library's own axes and lines, then a mark and a figure for each value."""
    put(setter, block.size, sheet, drawing, UNMOVED, origin)
    shown = [one for one in block.lines if one.points]
    for number, line in enumerate(shown):
        marks: list[Any] = []
        for day, value in line.points:
            x, y = plot.xValueAxis.scale(day.toordinal()), plot.yValueAxis.scale(value)
            many = len(line.points) > 4 * _EACH
            size = 0.9 if many else 1.5
            marks.append(Circle(x, y, size) if number == 0 else Rect(x - size, y - size, 2 * size, 2 * size))
        put(setter, block.size, sheet, Group(*marks), UNMOVED, origin)
    for number, line in enumerate(shown):
        _figures(setter, block, plot, sheet, line, origin, above=number == 0)


def _figures(
    setter: Setter, block: Curve, plot: Any, sheet: Sheet, line: CurveLine, origin: tuple[float, float],
    *, above: bool,
) -> None:  # fmt: skip
    """On white, so that a line that runs through leaves them readable; never one over another; newest first."""
    size, free = block.size - 0.5, float("inf")
    lowest = min(value for _, value in line.points)
    for at in reversed(told(line)):
        day, value = line.points[at]
        x, y = origin[0] + plot.xValueAxis.scale(day.toordinal()), origin[1] - plot.yValueAxis.scale(value)
        under = value == lowest and len(line.points) > _EACH if above else not _is_peak(line, at)
        top = y + 2.6 if under else y - size - 3.2
        for set_line in setter.cell(f"{value:.{block.decimals}f}", size, Face.SANS, 1000):
            left = x - set_line.width / 2
            right = left + set_line.width
            if right > free:
                continue
            free = left - 1
            sheet.marks.append(ops.Box(left - 0.5, top + 0.5, set_line.width + 1, size, 0, 1.0))
            set_line.draw(sheet, left, top, (left, right))


def _is_peak(line: CurveLine, at: int) -> bool:
    """Whether this is the highest of a crowded line, whose figure stands above it."""
    return len(line.points) > _EACH and line.points[at][1] == max(value for _, value in line.points)


def told(line: CurveLine) -> list[int]:
    """Which values of a line bear their figures: all of few, else the last, the first highest and first lowest."""
    values = [value for _, value in line.points]
    if len(values) <= _EACH:
        return list(range(len(values)))
    return sorted({values.index(max(values)), values.index(min(values)), len(values) - 1})


def _names(setter: Setter, block: Curve, plot: Any, sheet: Sheet, origin: tuple[float, float]) -> None:
    """Where there are two lines each is named above the plot, with its mark."""
    if len(block.lines) < 2:
        return
    x, y = origin[0] + plot.x, origin[1] - (block.height - 1.5) * MM
    for number, line in enumerate(one for one in block.lines if one.points):
        mark = Circle(2, 0, 1.5) if number == 0 else Rect(0.5, -1.5, 3, 3)
        put(setter, block.size, sheet, Group(mark), UNMOVED, (x, y))
        x += 6 + _say(setter, block.size, sheet, line.name, x + 6, y) + 12


def _say(setter: Setter, size: float, sheet: Sheet, text: str, x: float, y: float) -> float:
    """Words from x, in the middle of the line y; returns how wide they are."""
    wide = 0.0
    for line in setter.cell(text, size, Face.SANS, 1000):
        line.draw(sheet, x, y - size / 2, (x, x + line.width))
        wide = max(wide, line.width)
    return wide
