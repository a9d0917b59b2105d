"""What the pages about one household have in common: two columns, and that nobody sees a household out of his area."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import households
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import explain, t

_TWO_COLUMNS_PX = 940


class HouseholdColumns(Page):
    """`enter(household_id)`; one column stands below the other where there is no room."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._id = ""
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(u)
        inside = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._columns.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._columns.setSpacing(4 * u)
        self._columns.addLayout(self._left, 5)
        self._columns.addLayout(self._right, 4)
        self._area = parts.scroll(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("household_id", ""))
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def keep(self) -> dict[str, Any]:
        return {"household_id": self._id}

    def _find(self) -> Household | None:
        """Empties the page for the household; says why when there is none to show."""
        parts.clear(self._left)
        parts.clear(self._right)
        try:
            return households.get(self.shell.ws, self._id, self.shell.within)
        except CodedError as error:
            self._left.addWidget(parts.empty(explain(error), t("ui.verb.search"), lambda: self.shell.go("search")))
            return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        self._columns.setDirection(
            direction.LeftToRight if self.width() >= _TWO_COLUMNS_PX else direction.TopToBottom
        )
