"""Fields that follow the keyboard rules: Enter goes on, Esc clears first, typing searches."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QDate, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from villagevisit.ui.kit import icons, theme

_SEARCH_PAUSE_MS = 40


class Line(QLineEdit):
    """A line of text. Enter is left to the page, which goes on to the next field."""

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)

    def set_wrong(self, wrong: bool) -> None:
        """Shows the frame of a refused answer."""
        if bool(self.property("kind") == "refused") != wrong:
            self.setProperty("kind", "refused" if wrong else "")
            self.style().unpolish(self)
            self.style().polish(self)


class Search(Line):
    """Tells what is typed, 40 ms after the last key; Down moves into the list below, Esc empties the field first."""

    typed = Signal(str)
    down = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__("", placeholder)
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._pause.start())
        look = theme.now()
        self.addAction(icons.icon("search", look.colour("muted"), 20), QLineEdit.ActionPosition.LeadingPosition)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who went on to another page no longer asks."""
        self._pause.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Choice(QComboBox):
    """One of several. Typing jumps to the label; Enter goes on; the wheel does not change it by accident."""

    def __init__(self, options: Iterable[tuple[str, str]] = (), value: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(options, value)

    def offer(self, options: Iterable[tuple[str, str]], value: str = "") -> None:
        """Takes (value, label) pairs and the value that is chosen; nobody is told, for nobody chose anything."""
        self.blockSignals(True)
        self.clear()
        for key, label in options:
            self.addItem(label, key)
        self.choose(value)
        self.blockSignals(False)
        self._take_room()

    def _take_room(self) -> None:
        """Qt shrinks the box to its words when they change; its place in the page decides, not they."""
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.invalidate()

    def choose(self, value: str) -> None:
        at = self.findData(value)
        self.setCurrentIndex(max(at, 0))

    def value(self) -> str:
        return str(self.currentData() or "")

    def on_choice(self, call: Callable[[str], object]) -> None:
        self.currentIndexChanged.connect(lambda _at: call(self.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, self
        )
        painter = QPainter(self)
        side = 16
        where = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        icons.draw(painter, "down", theme.now().colour("muted"), where)
        painter.end()


class Day(Line):
    """A date typed as 2026-11-21 (also 20261121, 2026/11/21, 2026年11月21日); `value()` is ISO or empty."""

    def __init__(self, value: str = "") -> None:
        super().__init__(value, "2026-01-01")
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        text = self.text().strip()
        for form in ("yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日"):
            date = QDate.fromString(text, form)
            if date.isValid():
                return date.toString("yyyy-MM-dd")
        return ""

    def said(self) -> str:
        """`value()`, or what was typed where that is no day: the command refuses it instead of taking today."""
        return self.value() or self.text().strip()

    def wrong(self) -> bool:
        return bool(self.text().strip()) and not self.value()

    def _tidy(self) -> None:
        self.set_wrong(self.wrong())
        if self.value():
            self.setText(self.value())


class Pin(Line):
    """A PIN, shown as dots."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", placeholder)
        self.setParent(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
