"""Every household of the township, by place; with search, for looking somebody up without a round."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.officer import Role
from villagevisit.services import areas
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.households import household_table, rows
from villagevisit.wording import t


class HouseholdListPage(Page):
    name: ClassVar[str] = "households"
    topics: ClassVar[Changes] = changes(Topic.HOUSEHOLDS, Topic.ROSTER, Topic.SETUP)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._health = False
        self.village = Choice()
        self.village.on_choice(lambda _code: self._show())
        self.find_button = parts.with_icon(parts.plain(t("ui.search_button"), lambda: shell.go("search")), "search")
        self._count = parts.body("", muted=True)
        self._why = parts.body(t("ui.health.why"), muted=True)
        self.model = household_table()
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(9, 0, 12, 9, 7, 13, 13, drop=(3, 4, 0, 2))
        self.table.opened.connect(self._open)
        self._body = parts.Stack()
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty())
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addWidget(self._why)
        box.addWidget(parts.row(self.village, self.find_button, self._count, None))
        box.addWidget(self._body, 1)

    def _empty(self) -> QWidget:
        if self.shell.actor.has(Role.CLERK) or self.shell.actor.has(Role.COUNTY):
            return parts.empty(t("ui.households.none"), t("ui.households.import"), lambda: self.shell.go("roster"))
        return parts.empty(t("ui.households.none_ask"))

    def enter(self, **params: Any) -> None:
        self._health = params.get("purpose") == "health"
        self._why.setVisible(self._health)
        self.refresh()

    def refresh(self) -> None:
        within = self.shell.within
        places = [area for area in areas.villages(self.shell.ws) if within is None or area.code in within]
        chosen = self.village.value()
        self.village.offer([("", t("ui.all_villages")), *((area.code, area.name) for area in places)], chosen)
        self._show()

    def heading(self) -> str:
        return t("ui.nav.health") if self._health else t("ui.nav.households")

    def help(self) -> str:
        return t("ui.households.help")

    def first_focus(self) -> QWidget:
        return self.table

    def _show(self) -> None:
        found = rows(self.shell.ws, self.village.value() or None, self.shell.within)
        self.model.show(found)
        self._count.setText(t("ui.households.count", count=count(len(found))))
        self._body.setCurrentIndex(0 if len(found) else 1)
        if len(found):
            self.table.selectRow(0)

    def _open(self, row: int) -> None:
        household = self.model.at(row)
        if household is not None:
            self.shell.go("household", household_id=household.id)
