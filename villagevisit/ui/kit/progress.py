"""What is shown while work lasts longer than a moment: what it is, how far, and a way out."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.wording import t


class ProgressPanel(QWidget):
    """Covers its parent so that nothing is pressed meanwhile; Cancel (or Esc) asks the work to stop."""

    def __init__(self, parent: QWidget, tasks: TaskRunner) -> None:
        super().__init__(parent)
        self._over_what = parent
        self._tasks = tasks
        self._before: QWidget | None = None
        u = theme.now().u
        self._what = parts.heading("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._far = parts.body("", muted=True)
        self._cancel = parts.plain(t("common.cancel"), self._stop)
        card = QWidget()
        card.setProperty("part", "overlay")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setFixedWidth(36 * u)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        inside.setSpacing(u)
        for widget in (self._what, self._bar, self._far):
            inside.addWidget(widget)
        inside.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignRight)
        box = QVBoxLayout(self)
        box.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        tasks.panel.connect(self._show)
        tasks.over.connect(self._over)
        self.hide()

    def let_go(self) -> None:
        """Stops listening, before the window is built anew."""
        self._tasks.panel.disconnect(self._show)
        self._tasks.over.disconnect(self._over)

    def _show(self, title: str, done: int, total: int) -> None:
        self._what.setText(title or t("ui.please_wait"))
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        if total:
            self._far.setText(t("ui.progress_of", done=count(done), total=count(total)))
        else:
            self._far.setText(t("ui.progress", done=count(done)) if done else "")
        if not self.isVisible():
            self._before = self.window().focusWidget()
            self._cancel.setEnabled(True)
            self.setGeometry(self._over_what.rect())
            self.raise_()
            self.show()
            self._cancel.setFocus()

    def _over(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._far.setText(t("ui.stopping"))
        self._tasks.cancel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over_what.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(theme.now().colour("ink"))
        veil.setAlpha(70)
        painter.fillRect(self.rect(), veil)
        painter.end()
