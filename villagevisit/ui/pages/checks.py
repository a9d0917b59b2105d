"""Checking: spot checks, clues, things to put right, finding people, the three weeks."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.checks_clues import CluePanel
from villagevisit.ui.pages.checks_leads import LeadPanel
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.ui.pages.checks_rectify import FaultPanel
from villagevisit.ui.pages.checks_spot import SpotPanel
from villagevisit.ui.pages.checks_weeks import WeeksPanel
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t


class ChecksPage(Page):
    """`enter(tab, key)`: one tab, and in it one thing."""

    name: ClassVar[str] = "checks"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS, Topic.HOUSEHOLDS, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.panels: dict[str, Panel] = {
            "spot": SpotPanel(shell), "clues": CluePanel(shell), "rectify": FaultPanel(shell),
            "leads": LeadPanel(shell), "weeks": WeeksPanel(shell),
        }  # fmt: skip
        self.tabs = Tabs([
            ("spot", t("checks.tab.spot")), ("clues", t("checks.tab.clues")), ("rectify", t("checks.tab.rectify")),
            ("leads", t("checks.tab.leads")), ("weeks", t("checks.tab.weeks")),
        ])  # fmt: skip
        self.tabs.chosen.connect(self._chosen)
        self._stack = parts.Stack()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        head = QHBoxLayout()
        head.setContentsMargins(2 * u, u // 2, 3 * u, u // 2)
        head.addWidget(self.tabs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)
        self.tabs.choose("spot")

    def enter(self, **params: Any) -> None:
        self.show_tab(str(params.get("tab", "") or self.tabs.current()), str(params.get("key", "")))

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tabs.current(), "key": self.panel.key}

    @property
    def panel(self) -> Panel:
        return self.panels[self.tabs.current()]

    def show_tab(self, tab: str, key: str = "") -> None:
        self.shell.quiet()
        self.tabs.choose(tab if tab in self.panels else "spot")
        self._stack.setCurrentWidget(self.panel)
        if key:
            self.panel.open(key)
        else:
            self.panel.look()

    def _chosen(self, tab: str) -> None:
        self.show_tab(tab)

    def refresh(self) -> None:
        if not self.panel.typing():
            self.panel.look()

    def heading(self) -> str:
        return t("ui.nav.checks")

    def help(self) -> str:
        return t("checks.help")

    def first_focus(self) -> QWidget | None:
        return self.panel.first_focus()
