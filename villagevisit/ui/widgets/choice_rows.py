"""Up to nine choices laid out in full view, each with its digit: press, type the digit, or use the arrows."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from forms import Node
from villagevisit.ui.kit import theme
from villagevisit.ui.widgets.editor import TOUCH, Editor, Host
from villagevisit.ui.widgets.values import Option

_GAP = 8
_PAD = 14
_MARK = 18
MOST = 9


def draw_tick(painter: QPainter, box: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left() + box.width() * 0.22, box.center().y()),
                QPointF(box.left() + box.width() * 0.42, box.bottom() - box.height() * 0.26),
                QPointF(box.right() - box.width() * 0.18, box.top() + box.height() * 0.28),
            ]
        )
    )


class ChoiceRows(Editor):
    """select_one (one of) or select_multiple (any of) with all options visible.

    Painted as one widget: a section of thirty questions would otherwise hold two hundred buttons.
    """

    def __init__(self, host: Host, ref: str, many: bool, numbered: bool = True) -> None:
        super().__init__(host)
        self._ref = ref
        self._many = many
        self._numbered = numbered
        self._options: tuple[Option, ...] = ()
        self._boxes: list[QRect] = []
        self._picked: list[str] = []
        self._at = 0
        self._enabled = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_node(self, node: Node) -> None:
        self._enabled = not node.readonly
        picked = node.value.split() if self._many else [node.value] if node.value else []
        if picked != self._picked:
            self._picked = picked
            self._follow_pick()
        if not self._options:
            self.refresh_choices()
        self.setAccessibleName(node.label)
        self.setAccessibleDescription("、".join(o.label for o in self._options if o.value in self._picked))
        self.update()

    def refresh_choices(self) -> None:
        options = self.host.options(self._ref)
        if options != self._options:
            self._options = options
            self._follow_pick()
            self._arrange(self.width())

    def choose(self, value: str) -> None:
        """Picks an option as if it had been pressed (several-choice: turns it on or off)."""
        if not self._enabled or all(option.value != value for option in self._options):
            return
        self._at = next(i for i, option in enumerate(self._options) if option.value == value)
        if not self._many:
            self._picked = [value]
        elif value in self._picked:
            self._picked = [one for one in self._picked if one != value]
        else:
            order = [option.value for option in self._options]
            self._picked = sorted({*self._picked, value}, key=lambda one: order.index(one) if one in order else -1)
        self.update()
        self.edited.emit(" ".join(self._picked))
        self.settled.emit()

    def box_of(self, value: str) -> QRect:
        """Where an option is painted, for tests and for driving the window."""
        return next(box for box, option in zip(self._boxes, self._options, strict=True) if option.value == value)

    def _follow_pick(self) -> None:
        found = [i for i, option in enumerate(self._options) if option.value in self._picked]
        self._at = found[0] if found else 0

    # --- layout -------------------------------------------------------------------------------------------------

    def _text_width(self, option: Option) -> int:
        marks = _MARK + 8 + (self.fontMetrics().horizontalAdvance("9 ") if self._numbered else 0)
        return self.fontMetrics().horizontalAdvance(option.label) + marks + 2 * _PAD

    def _arrange(self, width: int) -> None:
        if width <= 0 or not self._options:
            return
        self.ensurePolished()
        wanted = max(self._text_width(option) for option in self._options)
        columns = max(1, min(len(self._options), (width + _GAP) // (max(wanted, 96) + _GAP)))
        if len(self._options) == 4 and columns == 3:
            columns = 2
        column = min((width - _GAP * (columns - 1)) // columns, max(wanted + 24, 132) if columns > 1 else width)
        if columns == 1:
            column = min(width, max(wanted + 24, 132))
        self._boxes = []
        top = 0
        for start in range(0, len(self._options), columns):
            row = self._options[start : start + columns]
            height = max(self._row_height(option, column) for option in row)
            for place, _ in enumerate(row):
                self._boxes.append(QRect(place * (column + _GAP), top, column, height))
            top += height + _GAP
        self.setFixedHeight(max(TOUCH, top - _GAP))

    def _row_height(self, option: Option, column: int) -> int:
        room = column - (self._text_width(option) - self.fontMetrics().horizontalAdvance(option.label))
        text = self.fontMetrics().boundingRect(QRect(0, 0, max(40, room), 400), _WRAP, option.label)
        return max(TOUCH, text.height() + 16)

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange(event.size().width())

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (option, box) in enumerate(zip(self._options, self._boxes, strict=False)):
            if box.intersects(event.rect()):
                self._paint_option(painter, place, option, box)

    def _paint_option(self, painter: QPainter, place: int, option: Option, box: QRect) -> None:
        look = theme.now()
        picked = option.value in self._picked
        focused = self.hasFocus() and place == self._at
        frame = QRectF(box).adjusted(1, 1, -1, -1)
        painter.setBrush(look.colour("select" if picked else "paper"))
        edge = look.colour("accent" if picked or focused else "line")
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.drawRoundedRect(frame, 4, 4)
        mark = QRectF(frame.left() + _PAD - 2, frame.center().y() - _MARK / 2, _MARK, _MARK)
        self._paint_mark(painter, mark, picked)
        left = int(mark.right()) + 8
        text = QRect(left, box.top(), box.right() - left - 8, box.height())
        if self._numbered:
            painter.setPen(look.colour("muted"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(place + 1))
            text.setLeft(left + self.fontMetrics().horizontalAdvance("9 "))
        painter.setPen(look.colour("ink" if self._enabled else "muted"))
        painter.drawText(text, _WRAP | Qt.AlignmentFlag.AlignVCenter, option.label)

    def _paint_mark(self, painter: QPainter, mark: QRectF, picked: bool) -> None:
        look = theme.now()
        painter.setPen(QPen(look.colour("accent" if picked else "muted"), 1.5))
        if self._many:
            painter.setBrush(look.colour("accent" if picked else "paper"))
            painter.drawRoundedRect(mark.adjusted(1, 1, -1, -1), 3, 3)
            if picked:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                draw_tick(painter, mark, QPen(look.colour("on_accent"), 2))
            return
        painter.setBrush(look.colour("paper"))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if picked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(mark.adjusted(5, 5, -5, -5))

    # --- hands --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for option, box in zip(self._options, self._boxes, strict=False):
            if box.contains(event.position().toPoint()):
                self.choose(option.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif self._numbered and text.isdigit() and 1 <= int(text) <= len(self._options):
            self.choose(self._options[int(text) - 1].value)
        elif key in steps and self._options:
            self._step(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and self._options:
            self.choose(self._options[self._at].value)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._enabled and self._picked:
            self._picked = []
            self.update()
            self.edited.emit("")
            self.settled.emit()
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        self._at = max(0, min(len(self._options) - 1, self._at + by))
        if self._many:
            self.update()
        else:
            self.choose(self._options[self._at].value)


_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
