"""Several remarks under one another that stay at the top of a page, exactly as high as their words need."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagevisit.ui.widgets.remark import Remark


class RemarkStrip(QWidget):
    """Nested layouts would give each remark the height of its first guess; this one measures them itself."""

    def __init__(self) -> None:
        super().__init__()
        self._remarks: list[Remark] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, lines: Sequence[tuple[str, str]]) -> None:
        """Kind and words of each remark, as `Remark` has them."""
        for old in self._remarks:
            old.hide()
            old.deleteLater()
        self._remarks = [Remark(kind, words) for kind, words in lines]
        for one in self._remarks:
            one.setParent(self)
            one.show()
        self._arrange()

    def text(self) -> str:
        return "\n".join(one.text() for one in self._remarks)

    def _arrange(self) -> None:
        top = 0
        for one in self._remarks:
            one.resize(max(1, self.width()), one.height())
            one.fit()
            one.move(0, top)
            top += one.height()
        self.setFixedHeight(top)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
