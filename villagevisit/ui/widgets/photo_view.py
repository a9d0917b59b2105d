"""The photo of a paper, as large as there is room; empty, it says what to do."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from villagevisit.ui.kit import theme

_LARGEST = 2400
"""Pixels of the longer side that are kept for the screen."""


class PaperPhoto(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._picture = QImage()
        self.setMinimumSize(24 * theme.now().u, 20 * theme.now().u)

    def show_picture(self, data: bytes, name: str) -> None:
        kept = QByteArray(data)
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        size = reader.size()
        if max(size.width(), size.height()) > _LARGEST:
            reader.setScaledSize(size.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
        self._picture = reader.read()
        self.setAccessibleName(name)
        self.update()

    def forget(self) -> None:
        self._picture = QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            pen = QPen(look.colour("line"), 1.2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.u / 2, look.u / 2)
            painter.setPen(look.colour("muted"))
            room = self.rect().adjusted(3 * look.u, 0, -3 * look.u, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._picture)
        painter.end()
