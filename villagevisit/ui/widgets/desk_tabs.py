"""Sections of one page: a row of words, each with a number; Left and Right move between them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme


class Tabs(QWidget):
    """Emits `chosen(key)` when a person picks a section, never when `choose` is called."""

    chosen = Signal(str)

    def __init__(self, sections: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._buttons: dict[str, parts.Button] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u // 2)
        self._box.addStretch(1)
        for key, label in sections:
            self.add(key, label)

    def add(self, key: str, label: str) -> None:
        button = parts.Button(label, None, "tab")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False, key=key: self._picked(key))
        self._buttons[key] = button
        self._widen(button)
        self._box.insertWidget(self._box.count() - 1, button)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def button(self, key: str) -> parts.Button:
        return self._buttons[key]

    def say(self, key: str, label: str) -> None:
        self._buttons[key].setText(label)
        self._widen(self._buttons[key])

    def _widen(self, button: parts.Button) -> None:
        """The chosen section is written bolder; it must not be cut then, nor push the others about."""
        look = theme.now()
        words = QFontMetrics(look.font(strong=True)).horizontalAdvance(button.text())
        button.setMinimumWidth(words + 2 * look.u + 6)

    def current(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        for other, button in self._buttons.items():
            button.setChecked(other == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def _picked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = [key for key, button in self._buttons.items() if button.isVisible()]
        if not step or self.current() not in keys:
            super().keyPressEvent(event)
            return
        key = keys[(keys.index(self.current()) + step) % len(keys)]
        self._buttons[key].setFocus()
        self._picked(key)
