"""Standards: over the years, another one tried out, villages whose figures look odd, and a report's figure checked."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.pages.standards_check import CheckPanel
from villagevisit.ui.pages.standards_try import TryPanel
from villagevisit.ui.pages.standards_villages import VillagesPanel
from villagevisit.ui.pages.standards_years import YearsPanel
from villagevisit.wording import t

_TABS = {
    "years": "standards.tab.years", "try": "standards.tab.try", "villages": "standards.tab.villages",
    "check": "standards.tab.check",
}  # fmt: skip


class StandardsPage(Page):
    """`enter(tab)`."""

    name: ClassVar[str] = "standards"
    topics: ClassVar[Changes] = changes(Topic.POLICY, Topic.HOUSEHOLDS, Topic.ROSTER)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.tab = "years"
        self.panels: dict[str, Section] = {
            "years": YearsPanel(shell, partial(self.show_tab, "try")),
            "try": TryPanel(shell),
            "villages": VillagesPanel(shell),
            "check": CheckPanel(shell),
        }
        self.tabs: dict[str, parts.Button] = {}
        tabs = QHBoxLayout()
        tabs.setContentsMargins(2 * u, u // 2, 3 * u, u // 2)
        tabs.setSpacing(u // 2)
        self._stack = parts.Stack()
        for key, panel in self.panels.items():
            tab = parts.Button(t(_TABS[key]), partial(self.show_tab, key), "tab")
            tab.setCheckable(True)
            self.tabs[key] = tab
            tabs.addWidget(tab)
            self._stack.addWidget(panel)
        tabs.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(tabs)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        self.show_tab(str(params.get("tab", "")) or self.tab)

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tab}

    def refresh(self) -> None:
        self.panels[self.tab].refresh()

    def show_tab(self, key: str) -> None:
        self.shell.quiet()
        self.tab = key if key in self.panels else "years"
        for other, tab in self.tabs.items():
            tab.setChecked(other == self.tab)
        self._stack.setCurrentWidget(self.panels[self.tab])
        self.refresh()

    def print_shown(self) -> None:
        self.shell.go("print", kind="standards")

    def heading(self) -> str:
        return t("standards.heading")

    def help(self) -> str:
        return t("standards.help")

    def first_focus(self) -> QWidget | None:
        return self.tabs[self.tab]
