"""One page of a paper on the screen: the whole sheet, as large as it will lie in the hand, or nearer and farther."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from villagevisit.ui.kit import theme

_MM_PER_INCH = 25.4
_NOTCH = 120
"""One step of a mouse wheel; a touch pad's smaller ones do not flip pages."""
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_MOST_DPI = 300
"""Of a picture; nearer than that it is stretched."""


class SheetView(QAbstractScrollArea):
    """Asks for a picture with `needed(dpi)`; `show_sheet` gives it. PageUp, PageDown and the arrows emit `flip`.

    `zoom` is 1.0 where a millimetre on the screen is one on paper, None where the whole sheet fits the room.
    """

    needed = Signal(int)
    flip = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._inches = (8.27, 11.69)
        self.zoom: float | None = None
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 200)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)

    def screen_dpi(self) -> float:
        """Logical pixels per inch of this screen, so that 100 % on the screen is 100 % on paper."""
        screen = self.screen()
        real = screen.physicalDotsPerInch()
        return real if 60 <= real <= 320 else screen.logicalDotsPerInch()

    def dpi(self) -> int:
        """Device pixels per inch of the picture that the present zoom asks for."""
        return min(max(round(self._scale() * self.devicePixelRatioF()), 20), _MOST_DPI)

    def percent(self) -> int:
        """100 is as large as on paper."""
        return round(100 * self._scale() / self.screen_dpi())

    def set_zoom(self, zoom: float | None) -> None:
        self.zoom = zoom
        self._lay_out()
        self._ask()
        self.zoomed.emit()

    def step_zoom(self, step: int) -> None:
        """To the next size of the ladder, nearer (1) or farther (-1); the ends stay where they are."""
        now = self._scale() / self.screen_dpi()
        further = [size for size in _STEPS if (size > now + 0.005 if step > 0 else size < now - 0.005)]
        if further:
            self.set_zoom(min(further) if step > 0 else max(further))

    def _scale(self) -> float:
        """Logical pixels per inch."""
        if self.zoom is not None:
            return self.screen_dpi() * self.zoom
        room = self._room()
        width, height = self._inches
        return min(room.width() / width, room.height() / height)

    def say(self, words: str) -> None:
        """Words instead of a sheet."""
        self._image = None
        self.words = words
        self._lay_out()

    def show_sheet(self, png: bytes, dpi: int) -> None:
        image = QImage.fromData(png)
        self._inches = (image.width() / dpi, image.height() / dpi)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image, self.words = image, ""
        self._lay_out()
        if abs(self.dpi() - dpi) > 1:
            self._ask()
        self.zoomed.emit()

    def has_sheet(self) -> bool:
        return self._image is not None

    def millimetres(self) -> tuple[float, float]:
        return self._inches[0] * _MM_PER_INCH, self._inches[1] * _MM_PER_INCH

    def _room(self) -> QSize:
        margin = 2 * theme.now().u
        return QSize(max(self.viewport().width() - margin, 50), max(self.viewport().height() - margin, 50))

    def _ask(self) -> None:
        if self._image is not None:
            self.needed.emit(self.dpi())

    def _shown_size(self) -> QSize:
        """Logical size of the sheet at the present zoom, whatever the picture was made for."""
        scale = self._scale()
        return QSize(round(self._inches[0] * scale), round(self._inches[1] * scale))

    def _lay_out(self) -> None:
        size = self._shown_size() if self._image is not None else QSize()
        margin = 2 * theme.now().u
        view = self.viewport().size()
        for bar, wanted, there in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, 0 if self.zoom is None else max(wanted + margin - there, 0))
            bar.setPageStep(there)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self.zoom is None:
            self._ask()
            self.zoomed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.now()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("surface"))
        if self._image is None:
            painter.setPen(look.colour("muted"))
            room = self.viewport().rect().adjusted(3 * look.u, 0, -3 * look.u, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        else:
            size, drawn = self._shown_size(), self._image.deviceIndependentSize()
            view = self.viewport().size()
            least = 0 if self.zoom is None else look.u
            left = max((view.width() - size.width()) / 2, least) - self.horizontalScrollBar().value()
            top = max((view.height() - size.height()) / 2, least) - self.verticalScrollBar().value()
            where = QRectF(QPointF(left, top), QRectF(0, 0, size.width(), size.height()).size())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, where.size() != drawn)
            painter.drawImage(where, self._image)
            painter.setPen(look.colour("line"))
            painter.drawRect(where)
        if self.hasFocus():
            painter.setPen(look.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        nearer = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()), 0)
        if self.zoom is None:
            step = step or {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
                Qt.Key(event.key()), 0
            )
        if step:
            self.flip.emit(step)
        elif nearer:
            self.step_zoom(nearer)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn:
                self.step_zoom(1 if turn > 0 else -1)
        elif self.zoom is None:
            if abs(turn) >= _NOTCH:
                self.flip.emit(-1 if turn > 0 else 1)
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(640, 640)
