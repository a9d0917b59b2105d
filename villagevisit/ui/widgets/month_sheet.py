"""A month to press a day on: for those who would rather point than type."""

import calendar
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.wording import t

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_FIRST, _LAST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()


class DayGrid(QWidget):
    """The weeks of one month, Monday first."""

    chosen = Signal(date)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.at = date(2000, 1, 1)
        """The day that the keyboard is on; its month is shown."""
        self.picked: date | None = None
        self.today = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        side = max(44, theme.now().body * 5 // 2)
        self._side = side
        self.setFixedSize(7 * side, 6 * side + theme.now().body * 2)

    def go(self, day: int) -> None:
        """To a day by its number; past the ends of the calendar nothing moves."""
        if _FIRST <= day <= _LAST:
            self.at = date.fromordinal(day)
            self.moved.emit()

    def box_of(self, day: date) -> QRect:
        """Where a day of the shown month is painted."""
        first = day.replace(day=1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        return QRect(column * self._side, theme.now().body * 2 + row * self._side, self._side, self._side)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("muted"))
        for column, name in enumerate(t("visit_page.weekdays").split()):
            head = QRect(column * self._side, 0, self._side, look.body * 2)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name)
        for number in range(1, calendar.monthrange(self.at.year, self.at.month)[1] + 1):
            day = self.at.replace(day=number)
            box = self.box_of(day).adjusted(2, 2, -2, -2)
            painter.setBrush(look.colour("select" if day == self.picked else "paper"))
            on = day == self.at and self.hasFocus()
            painter.setPen(QPen(look.colour("focus" if on else "line" if day == self.today else "paper"), 2))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(look.colour("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for number in range(1, calendar.monthrange(self.at.year, self.at.month)[1] + 1):
            day = self.at.replace(day=number)
            if self.box_of(day).contains(event.position().toPoint()):
                self.at = day
                self.chosen.emit(day)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self.go(self.at.toordinal() + _STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Space:
            self.chosen.emit(self.at)
        else:
            event.ignore()


class MonthSheet(QWidget):
    """The days of a month with buttons to other months and years. Says `chosen` with a day."""

    chosen = Signal(date)

    def __init__(self) -> None:
        super().__init__()
        self.days = DayGrid()
        self.days.chosen.connect(self.chosen)
        self.days.moved.connect(self._say)
        self._title = parts.strong("")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(0)
        steps = ((-12, "«", t("visit_page.year_back")), (-1, "‹", t("visit_page.month_back")))
        onward = ((1, "›", t("visit_page.month_on")), (12, "»", t("visit_page.year_on")))
        self.steps = [self._step(*step) for step in (*steps, *onward)]
        for place, thing in enumerate((*self.steps[:2], self._title, *self.steps[2:])):
            head.addWidget(thing, 1 if place == 2 else 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.days)
        self.setFixedWidth(self.days.width())
        self.setFocusProxy(self.days)

    def show_day(self, picked: date | None, today: date) -> None:
        """Opens the month of the picked day, else today's."""
        self.days.picked, self.days.today = picked, today
        self.days.at = picked or today
        self._say()

    def _step(self, months: int, sign: str, words: str) -> parts.Button:
        button = parts.quiet(sign, lambda: self._turn(months))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumWidth(44)
        return button

    def _turn(self, months: int) -> None:
        at = self.days.at
        year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
        if 1 <= year <= 9999:
            last = calendar.monthrange(year, month + 1)[1]
            self.days.at = date(year, month + 1, min(at.day, last))
            self._say()

    def _say(self) -> None:
        at = self.days.at
        self._title.setText(t("visit_page.month_of", year=at.year, month=at.month))
        self.days.update()
