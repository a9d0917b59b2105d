"""Counting as it is done on a blackboard: a stroke for each ballot, five of them make 正."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

_FIVE = (
    QLineF(0.12, 0.10, 0.88, 0.10), QLineF(0.50, 0.10, 0.50, 0.90), QLineF(0.50, 0.48, 0.82, 0.48),
    QLineF(0.26, 0.42, 0.26, 0.90), QLineF(0.06, 0.90, 0.94, 0.90),
)  # fmt: skip
"""In the order of writing, in a square of side 1."""


class Strokes(QWidget):
    """As large as fit into it, in two lines at least, so that they grow no smaller with every ballot."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour, self._count = colour, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(str(count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(48, 24)

    def _side(self, groups: int) -> int:
        """The largest side at which all of them fit."""
        side = max(12, min(self.height() // 2, self.width() // 3))
        while side > 12 and groups > max(1, self.width() // side) * max(1, self.height() // side):
            side -= 2
        return side

    def paintEvent(self, event: QPaintEvent) -> None:
        groups = -(-self._count // 5)
        side = self._side(groups)
        across = max(1, self.width() // side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colour, max(2.0, side / 13), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for at in range(groups):
            box = QRectF(at % across * side, at // across * side, side, side).adjusted(
                side * 0.1, side * 0.1, -side * 0.1, -side * 0.1
            )
            for stroke in _FIVE[: min(5, self._count - 5 * at)]:
                painter.drawLine(
                    QLineF(
                        box.left() + stroke.x1() * box.width(), box.top() + stroke.y1() * box.height(),
                        box.left() + stroke.x2() * box.width(), box.top() + stroke.y2() * box.height(),
                    )
                )  # fmt: skip
