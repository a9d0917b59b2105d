"""A sentence with an icon that is never cut: it takes the height that its words need at the width it is given."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagevisit.ui.kit import icons, theme

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_LOOKS: dict[str, tuple[str, theme.Colour]] = {
    "info": ("info", "muted"),
    "done": ("done", "finished"),
    "wait": ("wait", "waiting"),
    "look": ("refused", "waiting"),
    "refused": ("refused", "refused"),
    "muted": ("", "muted"),
}


class Remark(QWidget):
    """`kind`: info, done, wait, look (amber triangle), refused; muted has no icon.

    Nested layouts give a wrapping label the height of its first guess, which cuts long sentences; this one fits itself.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        self._kind = kind
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(kind, text)

    def say(self, kind: str, text: str) -> None:
        self._kind, self._text = kind, text
        self.setAccessibleName(text)
        self.fit()
        self.update()

    def text(self) -> str:
        return self._text

    def _left(self) -> int:
        return theme.now().body + 3 + theme.now().u // 2 if _LOOKS[self._kind][0] else 0

    def fit(self) -> None:
        """Takes the height that the words need at the present width."""
        if self.width() <= 0:
            return
        self.ensurePolished()
        room = QRect(0, 0, max(40, self.width() - self._left()), 4000)
        height = self.fontMetrics().boundingRect(room, _WRAP, self._text).height()
        self.setFixedHeight(max(height, theme.now().body + 3) + 4)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.now()
        name, colour = _LOOKS[self._kind]
        size = look.body + 3
        if name:
            box = QRectF(0, (self.fontMetrics().height() - size) / 2 + 2, size, size)
            icons.draw(painter, name, look.colour(colour), box)
        painter.setPen(look.colour("ink" if self._kind == "info" else colour))
        painter.drawText(QRect(self._left(), 2, self.width() - self._left(), self.height()), _WRAP, self._text)
