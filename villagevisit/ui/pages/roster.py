"""The roster page: bringing a file in, deciding doubtful rows, seeing what was rejected."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Topic, changes
from villagevisit.services import roster_waiting
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.roster_doubtful import DoubtfulPanel
from villagevisit.ui.pages.roster_import import ImportPanel
from villagevisit.ui.pages.roster_rejected import RejectedPanel
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t


class RosterPage(Page):
    """`enter(tab, import_id)`: tab is import, doubtful or rejected."""

    name = "roster"
    topics = changes(Topic.ROSTER, Topic.HOUSEHOLDS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.tabs = Tabs(
            [
                ("import", t("desk.roster.tab_import")),
                ("doubtful", t("desk.roster.doubtful")),
                ("rejected", t("desk.roster.rejected")),
            ]
        )
        self.import_panel = ImportPanel(shell)
        self.doubtful = DoubtfulPanel(shell)
        self.rejected = RejectedPanel(shell)
        self._panels: dict[str, ImportPanel | DoubtfulPanel | RejectedPanel] = {
            "import": self.import_panel,
            "doubtful": self.doubtful,
            "rejected": self.rejected,
        }
        self._stack = Stack()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        self.tabs.chosen.connect(lambda tab: self._show(tab, ""))
        self.import_panel.wanted.connect(self._want)
        self.doubtful.wanted.connect(self._want)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, u // 2, 3 * u, u)
        box.setSpacing(u // 2)
        box.addWidget(self.tabs)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, tab: str = "", import_id: str = "", **_params: Any) -> None:
        self._show(tab if tab in self._panels else "import", import_id)
        self._count()

    def refresh(self) -> None:
        self._count()
        panel = self._panels[self.tabs.current() or "import"]
        panel.refresh()

    def heading(self) -> str:
        return t("desk.roster.heading")

    def help(self) -> str:
        return t("desk.roster.help")

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tabs.current()}

    def first_focus(self) -> QWidget | None:
        return self._panels[self.tabs.current() or "import"].first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the sections, Down goes into the one that is shown; a digit decides there too."""
        if event.key() == Qt.Key.Key_Down:
            self._panels[self.tabs.current()].first().setFocus(Qt.FocusReason.TabFocusReason)
        elif self.tabs.current() != "doubtful" or not self.doubtful.answer(event):
            super().keyPressEvent(event)

    def _show(self, tab: str, import_id: str) -> None:
        self.tabs.choose(tab)
        self._stack.setCurrentWidget(self._panels[tab])
        if tab == "import":
            self.import_panel.refresh()
        elif tab == "doubtful":
            self.doubtful.show_import(import_id)
        else:
            self.rejected.show_import(import_id)

    def _want(self, tab: str, import_id: str) -> None:
        if tab != self.tabs.current() or tab != "import":
            self._show(tab, import_id)
            self._panels[tab].first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        waiting = roster_waiting.doubtful_count(self.shell.ws)
        words = t("desk.roster.doubtful")
        self.tabs.say("doubtful", t("desk.roster.tab_count", words=words, count=count(waiting)) if waiting else words)
