"""The window: side list, top bar, banner, pages. It listens to the shell and knows no data of its own."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic
from villagevisit.services import setup
from villagevisit.services.workspace import NOBODY
from villagevisit.ui import registry
from villagevisit.ui.frame import SideList, TopBar
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.banner import Banner
from villagevisit.ui.kit.dialogs import show_help
from villagevisit.ui.kit.memory import Memory
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.progress import ProgressPanel
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

_BACK_MAX = 50
_USUAL_SIZE = QSize(1280, 720)
_LEAST_SIZE = QSize(640, 420)

Place = tuple[str, dict[str, Any]]


class MainWindow(QMainWindow):
    """Shows the page that the shell asks for; pages are made when first needed.

    After a change of language, theme or text size everything inside is built anew and the same place shown again.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.pages: dict[str, Page] = {}
        self.history: list[Place] = []
        self.place: Place = ("", {})
        self._memory = Memory(shell.ws.home)
        self.setWindowTitle(t("app.name"))
        self.setMinimumSize(_LEAST_SIZE)
        self._build()
        self._shortcuts()
        shell.went.connect(self._go)
        shell.went_back.connect(self.back)
        shell.said.connect(self._say)
        shell.retitled.connect(self._retitle)
        shell.actor_changed.connect(self._who)
        shell.changed.connect(self._changed)
        shell.rebuild.connect(self._rebuild)
        self._restore_size()
        self.start()

    @property
    def page(self) -> Page | None:
        return self.pages.get(self.place[0])

    def start(self) -> None:
        """First start goes to set-up, later ones to signing in, then home."""
        if not setup.state(self.shell.ws).complete:
            self.shell.go("setup")
        elif not self.shell.actor.officers:
            self.shell.go("sign_in")
        else:
            self.shell.go("home")

    def _build(self) -> None:
        centre = QWidget()
        self.side = SideList(self.shell, self._choose)
        self.bar = TopBar(self.shell, self._sign_out)
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

    def _go(self, name: str, params: dict[str, Any]) -> None:
        """Leaves the present page (if it lets us) and enters another."""
        if not self._left():
            self.shell.place = self.place
            return
        if self.place[0] and self.place[0] not in ("setup", "sign_in"):
            self.history = [*self.history, self.place][-_BACK_MAX:]
        self._show(name, params)

    def _left(self) -> bool:
        return self.page is None or self.page.leave()

    def _show(self, name: str, params: dict[str, Any]) -> None:
        entry = registry.entry(name)
        page = self.pages.get(name)
        if page is None:
            page = registry.page_class(entry)(self.shell)
            self.pages[name] = page
            self.stack.addWidget(page)
        self.place = (name, params)
        self.shell.place = self.place
        self.shell.quiet()
        self.side.setVisible(entry.frame == "whole")
        self.bar.setVisible(entry.frame != "none")
        self.stack.setCurrentWidget(page)
        try:
            page.enter(**params)
        except Exception as error:  # noqa: BLE001 - the one place where a page's failure becomes a sentence
            self.shell.fail(error)
        self.stack.updateGeometry()
        self.side.mark(name, params)
        self._retitle()
        self._focus(page)

    def _focus(self, page: Page) -> None:
        target = page.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            page.focusNextChild()

    def _choose(self, name: str, params: dict[str, Any]) -> None:
        """From the side list: the way back begins anew."""
        self.shell.go(name, **params)
        if self.place[0] == name:
            self.history = []
            self._retitle()

    def back(self) -> None:
        if not self.history or not self._left():
            return
        name, params = self.history.pop()
        self._show(name, params)

    def _retitle(self) -> None:
        page = self.page
        heading = page.heading() if page else ""
        self.bar.show_place(heading, bool(self.history), page.safe() if page else None)
        self.setWindowTitle(f"{heading} · {t('app.name')}" if heading else t("app.name"))

    def _say(self, text: str, kind: str) -> None:
        self.banner.say(text, kind)

    def _who(self) -> None:
        self.side.refresh()
        self.bar.refresh()

    def _sign_out(self) -> None:
        if not self._left():
            return
        self.history = []
        self.place = ("", {})
        self.shell.actor = NOBODY
        self.shell.go("sign_in")
        self.history = []

    def _changed(self, changes: Changes) -> None:
        if changes & {Topic.VISITS, Topic.EXCHANGE}:
            self.bar.refresh()

    def _search(self) -> None:
        if self.shell.actor.officers and self.place[0] != "search":
            self.shell.go("search")

    def _help(self) -> None:
        page = self.page
        if page is not None:
            show_help(self, page.heading(), page.help())

    def _rebuild(self) -> None:
        page = self.page
        if page is not None:
            page.leave()
            self.place = (self.place[0], {**self.place[1], **page.keep()})
        for old in self.pages.values():
            self.shell.changed.disconnect(old._on_changed)
        self.pages.clear()
        self.progress.let_go()
        self._build()
        self._show(*self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())
        self.bar.fit(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.banner.isVisible():
                self.banner.dismiss()
            else:
                self.back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _restore_size(self) -> None:
        geometry = self._memory.geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableSize()
            self.resize(_USUAL_SIZE.boundedTo(room))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._left():
            event.ignore()
            return
        self._memory.keep_geometry(self.saveGeometry())
        self.shell.close()
        super().closeEvent(event)
