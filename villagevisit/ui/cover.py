"""When nobody touched the computer for a while: drafts are saved, and nothing can be read until a PIN was entered.

The data stay open underneath, so that sending goes on.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic
from villagevisit.domain.officer import Officer
from villagevisit.services import locking, people
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Pin
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.ui.main_window import MainWindow
from villagevisit.wording import explain, t

_TOUCHED = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
}  # fmt: skip
_VISITING = frozenset({"visit", "sign_off"})


class Cover(QWidget):
    """Hides the window's pages; one of the people who are signed in takes it away."""

    def __init__(self, window: MainWindow, *, saved: bool) -> None:
        super().__init__(window)
        self.window_, self.shell = window, window.shell
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tasks = TaskRunner(self)
        self.tasks.went_wrong.connect(self._wrong)
        self.officer = self.shell.actor.officers[0]
        self.tiles: dict[str, parts.Button] = {}
        for officer in self.shell.actor.officers:
            tile = parts.Button(f"{officer.name}\n{officer.staff_no}", partial(self.choose, officer), "tile")
            tile.setCheckable(True)
            self.tiles[officer.id] = tile
        self.pin = Pin()
        self.pin.returnPressed.connect(self.open)
        self.said = parts.body("")
        self.said.setProperty("kind", "refused")
        self.said.hide()
        self.open_button = parts.primary(t("ui.cover.go_on"), self.open)
        self.other = parts.quiet(t("ui.sign_out"), self._sign_out)
        body = parts.column(
            parts.title(t("ui.cover.title")),
            parts.body(t("ui.cover.saved") if saved else t("ui.cover.not_saved"), muted=True),
            parts.row(*self.tiles.values()),
            parts.labelled(t("ui.sign.pin"), self.pin),
            self.said,
            self.open_button,
            self.other,
            None,
        )
        box = QVBoxLayout(self)
        box.addWidget(parts.narrow(parts.padded(body)))
        self.choose(self.officer)

    def choose(self, officer: Officer) -> None:
        """Whose PIN is asked for."""
        self.officer = officer
        for officer_id, tile in self.tiles.items():
            tile.setChecked(officer_id == officer.id)
        self.pin.setFocus()

    def open(self) -> None:
        """Tries the PIN, away from the pages' worker, which may be busy."""
        ws, officer_id, pin = self.shell.ws, self.officer.id, self.pin.text()
        if pin and not self.tasks.busy:
            self.tasks.run(lambda _progress: people.sign_in(ws, officer_id, pin), lambda _who: self.lift())

    def lift(self) -> None:
        """Shows the window again as it was."""
        self.tasks.close()
        _shown(self.window_, yes=True)
        self.window_.removeEventFilter(self)
        self.hide()
        self.setParent(None)
        self.deleteLater()
        self.shell.retitle()

    def _sign_out(self) -> None:
        self.lift()
        self.window_.sign_out()

    def _wrong(self, error: Exception) -> None:
        self.said.setText(explain(error))
        self.said.show()
        self.pin.clear()
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing reaches the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.window_.rect())
        elif event.type() == QEvent.Type.WindowTitleChange and self.window_.windowTitle() != t("app.name"):
            self.window_.setWindowTitle(t("app.name"))
        return super().eventFilter(watched, event)


class Guard(QObject):
    """Covers the window after a while without a touch."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shell: Shell = window.shell
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.cover)
        self._shell.went.connect(lambda _name, _params: self.touched())
        self._shell.actor_changed.connect(forget_copied)
        self._shell.leaving.connect(self._let_go)
        self._shell.changed.connect(self._on_changed)
        self._idle = locking.idle(self._shell.ws)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.touched()

    def touched(self) -> None:
        """Begins to wait anew."""
        visiting = self._shell.place[0] in _VISITING
        self.timer.start(self._idle[visiting] * 60_000)

    def _on_changed(self, changed: Changes) -> None:
        if Topic.SETUP in changed:
            self._idle = locking.idle(self._shell.ws)
            self.touched()

    def cover(self) -> Cover | None:
        """Covers the window now; None when nobody is signed in, or it is covered already."""
        window = self._window
        if not self._shell.actor.officers or any(one.isVisible() for one in window.findChildren(Cover)):
            return None
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        saved = window.page is None or window.page.save()
        forget_copied()
        _shown(window, yes=False)
        sheet = Cover(window, saved=saved)
        window.installEventFilter(sheet)
        window.setWindowTitle(t("app.name"))
        sheet.setGeometry(window.rect())
        sheet.show()
        sheet.raise_()
        sheet.pin.setFocus()
        return sheet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self.touched()
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        self.timer.stop()
        forget_copied()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)


def forget_copied() -> None:
    """Empties the clipboard if it holds what was copied here."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()


def _shown(window: MainWindow, *, yes: bool) -> None:
    window.centralWidget().setVisible(yes)
    for shortcut in window.findChildren(QShortcut):
        shortcut.setEnabled(yes)
