"""Rounds: open one, make teams, give out households, see how far everybody got and who is still unvisited."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.campaign import Campaign
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.officer import Role
from villagevisit.services import campaign
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.campaign_assign import AssignPanel
from villagevisit.ui.pages.campaign_coverage import CoveragePanel
from villagevisit.ui.pages.campaign_list import ListPanel
from villagevisit.ui.pages.campaign_open import OpenPanel
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.ui.pages.campaign_teams import TeamsPanel
from villagevisit.wording import t

_TABS = {
    "coverage": "ui.round.coverage", "unvisited": "ui.round.unvisited", "list": "ui.round.list",
    "teams": "ui.round.teams", "assign": "ui.round.assign", "open": "ui.round.open",
}  # fmt: skip
_OFFICE_TABS = frozenset({"teams", "assign", "open"})


class CampaignPage(Page):
    """`enter(tab, campaign_id, state)`; without a round the office is asked to open one."""

    name: ClassVar[str] = "campaign"
    topics: ClassVar[Changes] = changes(Topic.CAMPAIGN, Topic.VISITS, Topic.HOUSEHOLDS, Topic.PEOPLE, Topic.EXCHANGE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.round: Campaign | None = None
        self.tab = ""
        self.rounds = Choice()
        self.rounds.on_choice(self._choose_round)
        self.panels: dict[str, Panel] = {
            "coverage": CoveragePanel(shell),
            "unvisited": ListPanel(shell, only_unvisited=True),
            "list": ListPanel(shell),
            "teams": TeamsPanel(shell),
            "assign": AssignPanel(shell),
            "open": OpenPanel(shell, self._opened),
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
        self._stack.addWidget(parts.empty(t("ui.round.none_ask")))
        tabs.addStretch(1)
        tabs.addWidget(self.rounds)
        self._top = QWidget()
        self._top.setLayout(tabs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top)
        box.addWidget(parts.line())
        box.addWidget(self._stack, 1)

    def enter(self, **params: Any) -> None:
        wanted = str(params.get("campaign_id", "")) or self.rounds.value()
        self._offer_rounds(wanted)
        self._look_at(str(params.get("tab", "")) or self.tab, params)

    def keep(self) -> dict[str, Any]:
        return {"tab": self.tab, "campaign_id": self.round.id if self.round else ""}

    def refresh(self) -> None:
        self._offer_rounds(self.rounds.value())
        self._look_at(self.tab, {})

    def _offer_rounds(self, wanted: str) -> None:
        every = campaign.rounds(self.shell.ws)
        current = campaign.current(self.shell.ws)
        chosen = wanted or (current.id if current else "")
        self.rounds.offer(((known.id, known.name) for known in every), chosen)
        self.rounds.setVisible(len(every) > 1)
        self.round = next((known for known in every if known.id == self.rounds.value()), None)

    def _office(self) -> bool:
        return self.shell.actor.has(Role.CLERK) or self.shell.actor.has(Role.COUNTY)

    def _look_at(self, tab: str, params: dict[str, Any]) -> None:
        office = self._office()
        for key, button in self.tabs.items():
            button.setVisible((key == "open" or self.round is not None) and (office or key not in _OFFICE_TABS))
        if self.round is None and not office:
            self._stack.setCurrentIndex(self._stack.count() - 1)
            return
        if self.round is None:
            tab = "open"
        elif tab not in self.panels or (tab in _OFFICE_TABS and not office):
            tab = "coverage"
        self.show_tab(tab, **params)

    def show_tab(self, key: str, **params: Any) -> None:
        self.shell.quiet()
        self.tab = key
        for other, button in self.tabs.items():
            button.setChecked(other == key)
        panel = self.panels[key]
        self._stack.setCurrentWidget(panel)
        panel.look(self.round, **params)
        self.shell.retitle()

    def _choose_round(self, _campaign_id: str) -> None:
        self.refresh()

    def _opened(self, opened: Campaign) -> None:
        self._offer_rounds(opened.id)
        self._look_at("teams", {})

    def heading(self) -> str:
        return self.round.name if self.round else t("ui.nav.campaign")

    def help(self) -> str:
        return t("ui.round.help")

    def first_focus(self) -> QWidget | None:
        panel = self.panels.get(self.tab)
        return panel.first_focus() if panel else None
