"""A sheet to sign on with mouse, finger or pen; keeps strokes, not pixels."""

import json

from PySide6.QtCore import QBuffer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from villagevisit.ui.kit import theme
from villagevisit.wording import t

_HEIGHT = 168
_PAPER = QColor("#ffffff")  # a signature is ink on white in every theme, as it will be printed
_INK = QColor("#10151f")


def thumbnail(data: bytes, name: str, room: QSize) -> QPixmap:
    """A stored picture fitted into `room`, a drawn signature on white; null when the bytes are no picture.

    `name` tells what it is.
    """
    if name.endswith(".svg"):
        return _vector(data, room)
    content = QBuffer()
    content.setData(data)
    reader = QImageReader(content)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def picture_size(data: bytes) -> QSize:
    """Pixels of a stored picture; invalid when the bytes are none."""
    content = QBuffer()
    content.setData(data)
    return QImageReader(content).size()


def _vector(data: bytes, room: QSize) -> QPixmap:
    drawing = QSvgRenderer(data)
    size = drawing.defaultSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    pixmap = QPixmap(size)
    pixmap.fill(_PAPER)
    if drawing.isValid():
        painter = QPainter(pixmap)
        drawing.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
    return pixmap


class SignaturePad(QWidget):
    """Says `drawn` after each stroke. Points are (x, y, milliseconds since the first, pressure 0…1) in pad pixels."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[tuple[float, float, int, float]]] = []
        self._stored: bytes | None = None
        self._stored_name = ""
        self._picture: QPixmap | None = None
        self._began = 0
        self._down = False
        self.setFixedHeight(_HEIGHT)
        self.setMaximumWidth(560)
        self.setMinimumWidth(240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def to_json(self) -> bytes:
        """The strokes as the store takes them: ``{"strokes": [[[x, y, t, p], …], …], "w": …, "h": …}``."""
        strokes = [[[round(x, 1), round(y, 1), t_ms, round(p, 3)] for x, y, t_ms, p in line] for line in self.strokes]
        return json.dumps({"strokes": strokes, "w": self.width(), "h": self.height()}).encode()

    def clear(self) -> None:
        self.strokes = []
        self._stored = self._picture = None
        self.update()

    def undo(self) -> None:
        """Takes the last stroke back."""
        if self.strokes:
            self.strokes.pop()
            self.update()
            self.drawn.emit()

    def show_stored(self, data: bytes | None, name: str = "") -> None:
        """Shows a signature or a photographed one that is already stored under this name."""
        if data != self._stored:
            self._stored, self._stored_name = data, name
            self._picture = None
            self.update()

    # --- hands --------------------------------------------------------------------------------------------------

    def _may_begin(self) -> bool:
        """A stored signature is not drawn over."""
        return self._stored is None

    def _begin(self, at: QPointF, when: int, pressure: float) -> None:
        if not self._may_begin():
            return
        if not self.strokes:
            self._began = when
        self._down = True
        self.strokes.append([(at.x(), at.y(), when - self._began, pressure)])
        self.update()

    def _go_on(self, at: QPointF, when: int, pressure: float) -> None:
        if not self._down:
            return
        last = self.strokes[-1][-1]
        x, y = min(max(at.x(), 0.0), float(self.width())), min(max(at.y(), 0.0), float(self.height()))
        self.strokes[-1].append((x, y, when - self._began, pressure))
        self.update(QRectF(QPointF(last[0], last[1]), QPointF(x, y)).normalized().adjusted(-4, -4, 4, 4).toRect())

    def _end(self) -> None:
        if self._down:
            self._down = False
            self.drawn.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), int(event.timestamp()), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position(), int(event.timestamp()), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        when, pressure = int(event.timestamp()), float(event.pressure())
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), when, pressure)
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position(), when, pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            point = event.points()[0]
            when, at = int(event.timestamp()), point.position()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(at, when, 0.5)
            elif event.type() == QEvent.Type.TouchUpdate:
                self._go_on(at, when, 0.5)
            elif event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
                self._end()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        else:
            event.ignore()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.now()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(_PAPER)
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "line"), 2))
        painter.drawRoundedRect(frame, 4, 4)
        if self._stored is not None:
            self._paint_stored(painter)
            return
        base = self.height() * 0.74
        painter.setPen(QPen(QColor("#c9cdd2"), 1))
        painter.drawLine(QPointF(24, base), QPointF(self.width() - 24, base))
        if not self.strokes:
            painter.setPen(QColor("#6a7278"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, t("visit_page.sign_here"))
        self._paint_strokes(painter, 1.0, QPointF())

    def _paint_strokes(self, painter: QPainter, scale: float, origin: QPointF) -> None:
        """The strokes with their points moved by `origin` and then made larger by `scale`."""
        pen = QPen(_INK, 2.6 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            points = [(QPointF(x, y) + origin) * scale for x, y, _, _ in stroke]
            if len(points) == 1:
                painter.drawPoint(points[0])
            painter.drawPolyline(QPolygonF(points))

    def _paint_stored(self, painter: QPainter) -> None:
        assert self._stored is not None
        if self._picture is None:
            room = (self.size() - QSize(16, 16)) * self.devicePixelRatioF()
            self._picture = thumbnail(self._stored, self._stored_name, room)
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        size_f = self._picture.deviceIndependentSize()
        painter.drawPixmap(
            QPointF((self.width() - size_f.width()) / 2, (self.height() - size_f.height()) / 2), self._picture
        )
