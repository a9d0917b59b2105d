"""The words above an answer: the question, whether it may stay empty, its hint, and last time's answer at the right.

Painted as one widget of known height: thirty wrapping labels would cost a layout pass of several milliseconds per key.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagevisit.ui.kit import theme
from villagevisit.wording import t

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAP_RIGHT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_SLACK = 10
"""A line measured to the pixel may still wrap when painted."""
_SHARE = 0.5
"""Last time's answer stands beside the question when it needs at most this share of the width."""


@dataclass(frozen=True, slots=True)
class HeadWords:
    """Everything that a head shows."""

    label: str
    optional: bool = False
    hint: str = ""
    last: str = ""
    change: str = ""
    """Marks that the answer is another one than last time: ``▲ +1,200``."""


class QuestionHead(QWidget):
    """Fits its height to its words at the width it is given."""

    def __init__(self) -> None:
        super().__init__()
        self._words = HeadWords("")
        self._label = QRect()
        self._hint = QRect()
        self._last = QRect()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> HeadWords:
        return self._words

    def show_words(self, words: HeadWords) -> None:
        if words == self._words:
            return
        self._words = words
        self._fit(self.width())
        self.update()

    # --- layout and painting ------------------------------------------------------------------------------------

    def _chip(self, metrics: QFontMetrics) -> int:
        return metrics.horizontalAdvance(self._words.change) + 18 if self._words.change else 0

    def _fit(self, width: int) -> None:
        if width <= 0:
            return
        self.ensurePolished()
        metrics, words, gap = self.fontMetrics(), self._words, theme.now().u
        last_width = metrics.horizontalAdvance(words.last) + self._chip(metrics) + _SLACK if words.last else 0
        beside = 0 < last_width <= width * _SHARE
        room = width - (last_width + gap if beside else 0)
        tail = metrics.horizontalAdvance("  " + t("visit_page.optional")) + _SLACK if words.optional else 0
        text = metrics.boundingRect(QRect(0, 0, max(60, room), 4000), _WRAP, words.label)
        one_line = metrics.horizontalAdvance(words.label) + tail <= room
        self._label = QRect(0, 0, room if one_line or not tail else room - tail, text.height())
        if tail and not one_line:
            again = metrics.boundingRect(QRect(0, 0, max(60, room - tail), 4000), _WRAP, words.label)
            self._label.setHeight(again.height())
        bottom = self._label.bottom() + 1 if words.label else 0
        if beside:
            self._last = QRect(width - last_width, 0, last_width, metrics.height())
        elif words.last:
            shown = metrics.boundingRect(QRect(0, 0, width - self._chip(metrics), 4000), _WRAP, words.last)
            self._last = QRect(0, bottom + 2, width, shown.height())
            bottom = self._last.bottom() + 1
        if words.hint:
            shown = metrics.boundingRect(QRect(0, 0, max(60, width), 4000), _WRAP, words.hint)
            self._hint = QRect(0, bottom + 2, width, shown.height())
            bottom = self._hint.bottom() + 1
        if bottom != self.height() or self.minimumHeight() != bottom:
            self.setFixedHeight(bottom)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, words = QPainter(self), theme.now(), self._words
        metrics = self.fontMetrics()
        painter.setPen(look.colour("ink"))
        painter.drawText(self._label, _WRAP, words.label)
        painter.setPen(look.colour("muted"))
        if words.optional:
            tail = t("visit_page.optional")
            along = min(metrics.horizontalAdvance(words.label + "  "), self._label.width())
            width = metrics.horizontalAdvance(tail) + 8
            line = metrics.height()
            painter.drawText(QRect(along, self._label.bottom() + 1 - line, width, line), _WRAP, tail)
        if words.hint:
            painter.drawText(self._hint, _WRAP, words.hint)
        if words.last:
            self._paint_last(painter, metrics)

    def _paint_last(self, painter: QPainter, metrics: QFontMetrics) -> None:
        look, words, chip = theme.now(), self._words, self._chip(metrics)
        beside = self._last.top() == 0 and bool(words.label)
        painter.drawText(self._last.adjusted(0, 0, -chip, 0), _WRAP_RIGHT if beside else _WRAP, words.last)
        if not chip:
            return
        box = QRectF(self._last.right() + 1 - chip + 4, self._last.top(), chip - 4, metrics.height())
        painter.fillRect(box, look.colour("select"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(strong=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words.change)
