"""Entering a PIN by keyboard or by pressing large keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.wording import t

_LONGEST = 32


class PinPad(QWidget):
    """Says `entered(pin)` on Enter or on the button; forgets the PIN at once."""

    entered = Signal(str)

    def __init__(self, button: str) -> None:
        super().__init__()
        u = theme.now().u
        self.go = parts.primary(button, self._enter)
        self.go.setEnabled(False)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(t("sign.pin"))
        self.line.setPlaceholderText(t("sign.pin"))
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        self.line.returnPressed.connect(self._enter)
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.keys: dict[str, parts.Button] = {}
        grid = QGridLayout()
        grid.setSpacing(u // 2)
        for place, key in enumerate(("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back")):
            grid.addWidget(self._key(key), place // 3, place % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(self.line)
        box.addLayout(grid)
        box.addWidget(self.go)
        self.setFocusProxy(self.line)

    def _key(self, key: str) -> parts.Button:
        words = {"clear": t("sign.key_clear"), "back": ""}.get(key, key)
        button = parts.Button(words, lambda: self._press(key), "key")
        if key == "back":
            parts.with_icon(button, "back")
            button.setAccessibleName(t("sign.key_back"))
            button.setToolTip(t("sign.key_back"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.keys[key] = button
        return button

    def _press(self, key: str) -> None:
        if key == "clear":
            self.line.clear()
        elif key == "back":
            self.line.backspace()
        else:
            self.line.setText(self.line.text() + key)
        self.line.setFocus()

    def _enter(self) -> None:
        pin = self.line.text()
        self.line.clear()
        if pin:
            self.entered.emit(pin)
