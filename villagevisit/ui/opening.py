"""What is seen while a data file of an older program is brought up to date: how far it is, that nothing is lost."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.wording import t

_AFTER_S, _EVERY_S = 0.3, 0.05
_WIDTH = 52


class Opening:
    """Is told by `Workspace.open` how far it is; what lasts no longer than a moment shows nothing.

    It runs on the window's own thread, in the midst of the file's work, so it only paints.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        """`prepare` sets language and theme, once they are needed."""
        self._prepare = prepare
        self._begun = time.monotonic()
        self._painted = 0.0
        self.sheet: Sheet | None = None

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._begun < _AFTER_S or now - self._painted < _EVERY_S:
            return
        self._painted = now
        if self.sheet is None:
            self._prepare()
            self.sheet = Sheet()
            self.sheet.show()
        self.sheet.say(done, total)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def over(self) -> None:
        if self.sheet is not None:
            self.sheet.close()
            self.sheet.deleteLater()
            self.sheet = None


class Sheet(QWidget):
    """A small window in the middle of the screen, without a way to close it."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        u = theme.now().u
        self.setWindowTitle(t("app.name"))
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._far = parts.body("", muted=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 3 * u, 3 * u, 3 * u)
        box.setSpacing(u)
        for widget in (parts.title(t("ui.opening.title")), parts.body(t("ui.opening.why")), self._bar, self._far):
            box.addWidget(widget)
        self.setFixedWidth(_WIDTH * u)

    def say(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._far.setText(t("ui.opening.step", done=count(done + 1), total=count(total)))
