"""Supervision: the week's report, the month's bulletin, and the registers of what an office does to supervise."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.services import bulletin
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.supervision_bulletin import BulletinPanel
from villagevisit.ui.pages.supervision_panel import SupervisionPanel
from villagevisit.ui.pages.supervision_registers import GroupsPanel, MeetingsPanel, ProblemsPanel, PublicityPanel
from villagevisit.ui.pages.supervision_week import WeekPanel
from villagevisit.ui.widgets.desk_tabs import Tabs
from villagevisit.wording import t

_TABS = {
    "week": "supervision.week", "month": "supervision.month", "groups": "supervision.groups",
    "problems": "supervision.problems", "meetings": "supervision.meetings", "publicity": "supervision.publicity",
}  # fmt: skip


class SupervisionPage(Page):
    """`enter(tab)`."""

    name: ClassVar[str] = "supervision"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.CAMPAIGN, Topic.VISITS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.tabs = Tabs((key, t(words)) for key, words in _TABS.items())
        self.tabs.chosen.connect(lambda _key: self.refresh())
        self.tabs.choose("week")
        self.office = Choice()
        self.office.on_choice(lambda _code: self.refresh())
        self.panels: dict[str, SupervisionPanel] = {
            "week": WeekPanel(shell), "month": BulletinPanel(shell), "groups": GroupsPanel(shell),
            "problems": ProblemsPanel(shell), "meetings": MeetingsPanel(shell), "publicity": PublicityPanel(shell),
        }  # fmt: skip
        self._stack = parts.Stack()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        self._stack.addWidget(parts.empty(t("supervision.no_office")))
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(2 * u, u // 2, 3 * u, u // 2)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.office)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        if params.get("tab") in self.panels:
            self.tabs.choose(str(params["tab"]))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tabs.current()}

    def refresh(self) -> None:
        offices = bulletin.offices(self.shell.ws, self.shell.actor)
        self.office.offer([(one.code, one.name) for one in offices], self.office.value())
        self.office.setVisible(len(offices) > 1)
        self.tabs.setVisible(bool(offices))
        if not offices:
            self._stack.setCurrentIndex(self._stack.count() - 1)
            return
        panel = self.panels[self.tabs.current()]
        self._stack.setCurrentWidget(panel)
        panel.look(self.office.value())

    def heading(self) -> str:
        return t("supervision.heading")

    def help(self) -> str:
        return t("supervision.help")

    def first_focus(self) -> QWidget | None:
        return self.panels[self.tabs.current()].first_focus()
