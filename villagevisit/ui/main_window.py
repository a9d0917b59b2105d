"""The window: side list, top bar, banner, pages. It listens to the shell and knows no data of its own."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic
from villagevisit.domain.officer import Role
from villagevisit.services import people, setup
from villagevisit.services.workspace import NOBODY, Progress, Workspace
from villagevisit.ui import registry
from villagevisit.ui.frame import SideList, TopBar
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.banner import Banner
from villagevisit.ui.kit.dialogs import show_help
from villagevisit.ui.kit.memory import Memory
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.progress import ProgressPanel
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.navigator import Navigator
from villagevisit.wording import t

_USUAL_SIZE = QSize(1280, 720)
_LEAST_SIZE = QSize(640, 420)
_WARM_AFTER_MS = 300
_DAY = ("home", "household", "visit", "sign_off")
"""Where everybody goes every day; a village doctor begins with the round."""


class MainWindow(QMainWindow):
    """Shows the page that the shell asks for; pages are made when first needed.

    After a change of language, theme or text size everything inside is built anew and the same place shown again.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._memory = Memory(shell.ws.home)
        self._warm = QTimer(self, singleShot=True, interval=_WARM_AFTER_MS)
        self._warm.timeout.connect(self._warm_up)
        chosen = self._memory.theme()
        if chosen is not None and chosen != shell.theme:
            shell.restyle(chosen)
        self.setWindowTitle(t("app.name"))
        self.setMinimumSize(_LEAST_SIZE)
        self._build()
        self.way = Navigator(shell, self.stack)
        self.way.arrived.connect(self._arrived)
        self._shortcuts()
        shell.said.connect(self._say)
        shell.retitled.connect(self._retitle)
        shell.actor_changed.connect(self._who)
        shell.changed.connect(self._changed)
        shell.rebuild.connect(self._rebuild)
        _restore_size(self, self._memory)
        self.start()

    @property
    def page(self) -> Page | None:
        return self.way.page

    def start(self) -> None:
        """First start goes to set-up, later ones to signing in, then home."""
        if not setup.state(self.shell.ws).complete:
            self.shell.go("setup")
        elif not self.shell.actor.officers:
            self.shell.go("sign_in")
        else:
            self.shell.home()

    def _build(self) -> None:
        centre = QWidget()
        self.side = SideList(self.shell, self._choose)
        self.bar = TopBar(self.shell, self.sign_out)
        self.banner = Banner()
        self.stack = parts.Stack()
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidget(self.stack)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.bar, self.banner):
            right.addWidget(widget)
        right.addWidget(self._room, 1)
        box = QHBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.side)
        box.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.progress = ProgressPanel(centre, self.shell.tasks)

    def _shortcuts(self) -> None:
        for keys, call in (
            (QKeySequence("Ctrl+K"), self._search),
            (QKeySequence("F1"), self._help),
            (QKeySequence("Ctrl+P"), lambda: self.page.print_shown() if self.page else None),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(call)

    def _choose(self, name: str, params: dict[str, Any]) -> None:
        self.way.choose(name, params)
        self._retitle()

    def _arrived(self, entry: registry.Entry) -> None:
        self.side.setVisible(entry.frame == "whole")
        self.bar.setVisible(entry.frame != "none")
        self.side.mark(*self.way.place)

    def _retitle(self) -> None:
        page = self.page
        heading = page.heading() if page else ""
        self.bar.show_place(heading, bool(self.way.history), page.safe() if page else None)
        self.setWindowTitle(f"{heading} · {t('app.name')}" if heading else t("app.name"))

    def _say(self, text: str, kind: str) -> None:
        self.banner.say(text, kind)

    def _who(self) -> None:
        self.side.refresh()
        self.bar.refresh()

    def sign_out(self) -> None:
        """Nobody is signed in, and nobody gets back to the pages of those who were."""
        if self.way.left():
            self.way.forget()
            self.shell.actor = NOBODY
            self.shell.go("sign_in")

    def _changed(self, changes: Changes) -> None:
        if changes & {Topic.VISITS, Topic.EXCHANGE}:
            self.bar.refresh()

    def _search(self) -> None:
        if self.shell.actor.officers and self.way.place[0] != "search":
            self.shell.go("search")

    def _help(self) -> None:
        page = self.page
        if page is not None:
            show_help(self, page.heading(), page.help())

    def _rebuild(self) -> None:
        self.progress.let_go()
        self._build()
        for thing in (self.side, self.bar):
            thing.fit(self.width())
        self.way.rebuild(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for thing in (self.side, self.bar):
            thing.fit(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.banner.isVisible():
                self.banner.dismiss()
            else:
                self.way.back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._warm.start()

    def _warm_up(self) -> None:
        """Gets the pages of the day ready on the worker, while somebody looks for his name and types his PIN."""
        doctors = any(Role.VILLAGE_DOCTOR in one.roles for one in people.officers(self.shell.ws))
        for name in (*(["round"] if doctors else []), *_DAY):
            self.shell.tasks.run(partial(_warm, self.shell.ws, name), lambda _: None, quiet=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.way.left():
            event.ignore()
            return
        self._warm.stop()
        self._memory.keep_geometry(self.saveGeometry())
        self.shell.close()
        super().closeEvent(event)


def _warm(ws: Workspace, name: str, _progress: Progress) -> None:
    registry.page_class(registry.entry(name)).warm(ws)


def _restore_size(window: QMainWindow, memory: Memory) -> None:
    """As it was left, else the usual size, never larger than the screen."""
    geometry = memory.geometry()
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(_USUAL_SIZE.boundedTo(window.screen().availableSize()))
