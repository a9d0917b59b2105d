"""A painted list of rows with a mark, words and a remark at the right: members, sections, problems."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagevisit.ui.kit import icons, theme
from villagevisit.ui.widgets.editor import TOUCH

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `mark` is an icon of the kit; `remark` is short and stands at the right in its colour."""

    key: str
    text: str
    mark: str = ""
    mark_colour: theme.Colour = "muted"
    remark: str = ""
    remark_colour: theme.Colour = "muted"
    note: str = ""
    """A second, muted line."""


class RowList(QWidget):
    """Press, or arrows and Enter. `current` is a row that stays marked (the section that is open)."""

    chosen = Signal(str)
    deleted = Signal(str)
    """Del on a row."""

    def __init__(self, lines: bool = True, arrow: bool = True, wide_notes: bool = False) -> None:
        """`wide_notes`: the second line runs under the remark too, which then stands beside the first line."""
        super().__init__()
        self._wide_notes = wide_notes
        self._rows: tuple[Row, ...] = ()
        self._boxes: list[QRect] = []
        self._lines = lines
        self._arrow = arrow
        self._at = 0
        self.current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def show_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Shows these rows; the keyboard stays on the row it was on."""
        rows = tuple(rows)
        if rows == self._rows and current == self.current:
            return
        moved = current != self.current
        relaid = [(row.text, row.note, row.remark) for row in rows] != [(r.text, r.note, r.remark) for r in self._rows]
        self._rows, self.current = rows, current
        if moved:
            self._at = next((i for i, row in enumerate(rows) if row.key == current), self._at)
        self._at = max(0, min(self._at, len(rows) - 1))
        self.setAccessibleDescription("; ".join(f"{row.text} {row.remark}" for row in rows))
        if relaid:
            self._arrange(self.width())
        self.update()

    def put_at(self, key: str) -> None:
        """Puts the keyboard on a row."""
        self._at = next((i for i, row in enumerate(self._rows) if row.key == key), self._at)
        self.update()

    def box_of(self, key: str) -> QRect:
        """Where a row is painted, for tests and for driving the window."""
        return next(box for box, row in zip(self._boxes, self._rows, strict=True) if row.key == key)

    # --- layout and painting ------------------------------------------------------------------------------------

    def _room(self, row: Row, width: int) -> tuple[int, int]:
        u = theme.now().u
        left = u + (theme.now().body + 5 + u if row.mark else 0)
        right = u + (self.fontMetrics().horizontalAdvance(row.remark) + u if row.remark else 0)
        return left, width - right - (theme.now().body if self._arrow else 0)

    def _arrange(self, width: int) -> None:
        if width <= 0:
            return
        self.ensurePolished()
        self._boxes, top = [], 0
        for row in self._rows:
            left, right = self._room(row, width)
            room = QRect(0, 0, max(60, right - left), 2000)
            height = self.fontMetrics().boundingRect(room, _WRAP, row.text).height() + 18
            if row.note:
                height += self.fontMetrics().boundingRect(self._note_room(room, left, width), _WRAP, row.note).height()
            self._boxes.append(QRect(0, top, width, max(TOUCH, height)))
            top += max(TOUCH, height)
        self.setFixedHeight(max(top, 1))

    def _note_room(self, room: QRect, left: int, width: int) -> QRect:
        return QRect(0, 0, width - left - theme.now().u, 4000) if self._wide_notes else room

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (row, box) in enumerate(zip(self._rows, self._boxes, strict=False)):
            if box.intersects(event.rect()):
                self._paint_row(painter, place, row, box)

    def _paint_row(self, painter: QPainter, place: int, row: Row, box: QRect) -> None:
        look = theme.now()
        if row.key == self.current and self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("select"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        if self._lines and place + 1 < len(self._rows):
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        left, right = self._room(row, box.width())
        size = look.body + 5
        if row.mark:
            middle = box.center().y() - size / 2 + 0.5
            painter.setBrush(Qt.BrushStyle.NoBrush)
            icons.draw(painter, row.mark, look.colour(row.mark_colour), QRectF(look.u, middle, size, size))
        text = QRect(left, box.top(), right - left, box.height())
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(strong=row.key == self.current and bool(self.current)))
        if row.note:
            self._paint_two(painter, row, text, self._note_room(text, left, box.width()).width())
        else:
            painter.drawText(text, _WRAP, row.text)
        painter.setFont(self.font())
        if row.remark:
            painter.setPen(look.colour(row.remark_colour))
            room = box.right() - right - look.u - (look.body if self._arrow else 0)
            end = QRect(right, box.top(), room, box.height())
            if self._wide_notes:
                end = QRect(right, box.top() + 9, room, self.fontMetrics().height())
            painter.drawText(end, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.remark)
        if self._arrow:
            where = QRectF(box.right() - look.u - look.body + 4, box.center().y() - look.body / 2, look.body, look.body)
            icons.draw(painter, "right", look.colour("muted"), where)
        if self.hasFocus() and place == self._at:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_two(self, painter: QPainter, row: Row, text: QRect, note_width: int) -> None:
        room = QRect(0, 0, text.width(), 2000)
        first = self.fontMetrics().boundingRect(room, _WRAP, row.text).height()
        second = self.fontMetrics().boundingRect(QRect(0, 0, note_width, 4000), _WRAP, row.note).height()
        top = text.top() + (text.height() - first - second) // 2
        painter.drawText(QRect(text.left(), top, text.width(), first), _WRAP, row.text)
        painter.setPen(theme.now().colour("muted"))
        painter.drawText(QRect(text.left(), top + first, note_width, second), _WRAP, row.note)

    # --- hands --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, (row, box) in enumerate(zip(self._rows, self._boxes, strict=False)):
            if box.contains(event.position().toPoint()):
                self._at = place
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.chosen.emit(row.key)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if not self._rows:
            event.ignore()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._at = max(0, min(len(self._rows) - 1, self._at + (1 if key == Qt.Key.Key_Down else -1)))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.chosen.emit(self._rows[self._at].key)
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit(self._rows[self._at].key)
        else:
            event.ignore()
