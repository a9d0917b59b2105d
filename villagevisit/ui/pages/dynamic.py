"""Dynamic management: reviews due, what happened, changes and hearings, the month's payment, who came and went."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.services import dynamic_lists, payments, selfcare
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.dynamic_changes import ChangesPanel
from villagevisit.ui.pages.dynamic_events import EventsPanel
from villagevisit.ui.pages.dynamic_flows import FlowsPanel
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.dynamic_pay import PayPanel
from villagevisit.ui.pages.dynamic_review import ReviewPanel
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_TABS = {
    "review": "dynamic.tab.review", "events": "dynamic.tab.events", "changes": "dynamic.tab.changes",
    "pay": "dynamic.tab.pay", "flows": "dynamic.tab.flows",
}  # fmt: skip


class DynamicPage(Page):
    """`enter(tab, household_id, because)`: with a household the section `events` or `changes` begins a new entry."""

    name: ClassVar[str] = "dynamic"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.HOUSEHOLDS, Topic.VISITS, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.tabs = Tabs((key, t(words)) for key, words in _TABS.items())
        self.tabs.chosen.connect(self._show)
        self.pay = PayPanel(shell)
        self.panels: dict[str, SplitPanel] = {
            "review": ReviewPanel(shell), "events": EventsPanel(shell), "changes": ChangesPanel(shell),
            "pay": self.pay, "flows": FlowsPanel(shell),
        }  # fmt: skip
        self._stack = Stack()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        top = parts.padded(self.tabs, 0, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u // 2, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)
        self.tab = "review"

    def enter(self, **params: Any) -> None:
        self.tab = str(params.get("tab", "")) or self.tab
        panel = self.panels[self.tab]
        if isinstance(panel, EventsPanel | ChangesPanel):
            panel.begin(str(params.get("household_id", "")), str(params.get("because", "")))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tab}

    def refresh(self) -> None:
        """The section that is shown at once; what waits in the others is counted beside the window."""
        self._show(self.tab)
        ws, within, month = self.shell.ws, self.shell.within, self.pay.month()

        def counted(_progress: Progress) -> None:
            for read in (dynamic_lists.reviews, selfcare.persons, dynamic_lists.waiting, dynamic_lists.in_hand):
                read(ws, within)
            payments.overview(ws, month, within)

        self.shell.tasks.run(counted, lambda _: self._say(*self.panels), quiet=True)

    def _say(self, *keys: str) -> None:
        for key in keys:
            number, words = self.panels[key].number(), t(_TABS[key])
            self.tabs.say(key, t("dynamic.tab.count", words=words, count=count(number)) if number else words)

    def _show(self, key: str) -> None:
        self.tab = key
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self.panels[key])
        self._say(key)
        self.panels[key].look()

    def heading(self) -> str:
        return t("dynamic.heading")

    def help(self) -> str:
        return t("dynamic.help")

    def first_focus(self) -> QWidget | None:
        return self.panels[self.tab].first_focus() or self.tabs.button(self.tab)
