"""Duty: who pledged, whose kin is filed, letters of responsibility, accountability and points, people and training."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.duty_blame import BlamePanel
from villagevisit.ui.pages.duty_kin import KinPanel
from villagevisit.ui.pages.duty_letters import LettersPanel
from villagevisit.ui.pages.duty_panel import DutyPanel
from villagevisit.ui.pages.duty_people import PeoplePanel
from villagevisit.ui.pages.duty_pledges import PledgesPanel
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_PANELS: dict[str, tuple[str, type[DutyPanel]]] = {
    "pledges": ("duty.tab.pledges", PledgesPanel),
    "kin": ("duty.tab.kin", KinPanel),
    "letters": ("duty.tab.letters", LettersPanel),
    "blame": ("duty.tab.blame", BlamePanel),
    "people": ("duty.tab.people", PeoplePanel),
}


class DutyPage(Page):
    """`enter(tab, key)`; a section is read when somebody looks at it."""

    name: ClassVar[str] = "duty"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.PEOPLE, Topic.HOUSEHOLDS, Topic.VISITS, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.tab = "pledges"
        self.tabs = Tabs((key, t(words)) for key, (words, _) in _PANELS.items())
        self.tabs.chosen.connect(self._show)
        self.panels: dict[str, DutyPanel] = {key: panel(shell) for key, (_, panel) in _PANELS.items()}
        self._stack = Stack()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        top = QHBoxLayout()
        top.setContentsMargins(2 * u, u // 2, 2 * u, u // 2)
        top.addWidget(self.tabs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self._show(str(params.get("tab", "")) or self.tab, params.get("key"))

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tab}

    def refresh(self) -> None:
        self._show(self.tab)

    def _show(self, tab: str, key: str | None = None) -> None:
        self.tab = tab if tab in self.panels else "pledges"
        self.tabs.choose(self.tab)
        self._stack.setCurrentWidget(self.panels[self.tab])
        self.panels[self.tab].look(key)

    def heading(self) -> str:
        return t("duty.heading")

    def help(self) -> str:
        return t("duty.help")

    def first_focus(self) -> QWidget | None:
        return self.panels[self.tab].first_focus()
