"""The first page of the day: an investigator sees his team's worklist, the office its list of things to settle."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.officer import Role
from villagevisit.services import campaign
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.home_desk import DeskView
from villagevisit.ui.pages.home_team import TeamView
from villagevisit.wording import t

_OFFICE = (Role.CLERK, Role.COUNTY)


class HomePage(Page):
    """Two views; whoever has both duties changes between them with two buttons."""

    name: ClassVar[str] = "home"
    topics: ClassVar[Changes] = changes(
        Topic.CAMPAIGN, Topic.VISITS, Topic.ROSTER, Topic.HOUSEHOLDS, Topic.EXCHANGE, Topic.PEOPLE, Topic.EVENTS,
        Topic.PAPER,
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.team = TeamView(shell)
        self.desk = DeskView(shell)
        self._views = parts.Stack()
        self._views.addWidget(self.team)
        self._views.addWidget(self.desk)
        self._tabs = QWidget()
        tabs = QHBoxLayout(self._tabs)
        tabs.setContentsMargins(2 * u, u // 2, 2 * u, 0)
        self.team_tab = parts.Button(t("ui.home.team"), lambda: self._choose(0), "tab")
        self.desk_tab = parts.Button(t("ui.home.desk"), lambda: self._choose(1), "tab")
        for tab in (self.team_tab, self.desk_tab):
            tab.setCheckable(True)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._tabs)
        box.addWidget(self._views, 1)
        self._chosen: int | None = None
        self._for: tuple[str, ...] = ()

    def enter(self, **params: Any) -> None:
        here = tuple(officer.id for officer in self.shell.actor.officers)
        if here != self._for:
            self._for, self._chosen = here, None
        if "view" in params:
            self._chosen = int(params["view"])
        self._show(entering=True)

    def keep(self) -> dict[str, Any]:
        return {"view": self._views.currentIndex()}

    def refresh(self) -> None:
        self._show(entering=False)

    def _show(self, *, entering: bool) -> None:
        actor = self.shell.actor
        office = any(actor.has(role) for role in _OFFICE)
        visits = actor.has(Role.INVESTIGATOR) or not office
        view = self._chosen if self._chosen is not None and office and visits else (0 if visits else 1)
        self._tabs.setVisible(office and visits)
        self.team_tab.setChecked(view == 0)
        self.desk_tab.setChecked(view == 1)
        self._views.setCurrentIndex(view)
        if view == 0:
            self.team.refresh()
        else:
            self.desk.refresh(entering=entering)

    def _choose(self, view: int) -> None:
        self._chosen = view
        self.refresh()
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def heading(self) -> str:
        current = campaign.current(self.shell.ws)
        return t("ui.home.heading") if current is None else f"{t('ui.home.heading')} · {current.name}"

    def help(self) -> str:
        return t("ui.home.help")

    def first_focus(self) -> QWidget | None:
        return self.team.first_focus() if self._views.currentIndex() == 0 else self.desk.first_focus()
