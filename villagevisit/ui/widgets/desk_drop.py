"""A place to drop a file on, which also says what to drop."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme


class DropPlace(QWidget):
    """Emits `dropped(Path)` for the first local file; anything else is not taken."""

    dropped = Signal(object)

    def __init__(self, words: str, hint: str, verb: parts.Button) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        look = theme.now()
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * look.u, look.u, 3 * look.u, look.u)
        box.setSpacing(look.u // 2)
        box.addStretch(1)
        side = 3 * look.u
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture.setPixmap(parts.picture("roster", "muted", side).pixmap(QSize(side, side)))
        box.addWidget(picture)
        title = parts.heading(words)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        small = parts.body(hint, muted=True)
        small.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(title)
        box.addWidget(small)
        box.addSpacing(look.u // 2)
        box.addWidget(verb, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_file(event.mimeData().urls()) is not None:
            event.acceptProposedAction()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        path = _local_file(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _hover(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("accent" if self._over else "muted"), 2 if self._over else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.colour("select" if self._over else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.u / 2, look.u / 2)
        painter.end()


def _local_file(urls: list[QUrl]) -> Path | None:
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((path for path in files if path.is_file()), None)
