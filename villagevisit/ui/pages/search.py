"""Ctrl+K: any household by name, pinyin initials, the end of the ID number, or its number."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.services import households
from villagevisit.services.households import Hit
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Search
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.wording import t

_MOST = 50
_WHY = {
    "name": "ui.why.name", "initials": "ui.why.initials", "id_no": "ui.why.id_no", "id_suffix": "ui.why.id_no",
    "household_no": "ui.why.household_no",
}  # fmt: skip


def why(code: str) -> str:
    return t(_WHY[code]) if code in _WHY else ""


class SearchPage(Page):
    """The list follows each key; Enter opens the first or the chosen household."""

    name: ClassVar[str] = "search"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.field = Search(t("ui.search.placeholder"))
        self.model: TableOf[Hit] = TableOf(_columns(), [])
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(18, 18, 0, 12, 12, 14, drop=(5, 3))
        self.table.opened.connect(self._open)
        self.field.typed.connect(self.look)
        self.field.down.connect(self._into_list)
        self.field.returnPressed.connect(self._first)
        self._none = parts.body(t("ui.search.hint"), muted=True)
        self._below = parts.Stack()
        self._below.addWidget(parts.column(self._none, None))
        self._below.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(2 * u)
        box.addWidget(self.field)
        box.addWidget(self._below, 1)

    def enter(self, **params: Any) -> None:
        self.field.setText(str(params.get("text", "")))
        self.field.selectAll()
        self.look(self.field.text())

    def keep(self) -> dict[str, Any]:
        return {"text": self.field.text()}

    def heading(self) -> str:
        return t("ui.search")

    def help(self) -> str:
        return t("ui.search.help")

    def first_focus(self) -> QWidget:
        return self.field

    def look(self, text: str) -> None:
        """Shows who fits."""
        hits = households.search(self.shell.ws, text, _MOST, self.shell.within) if text.strip() else []
        self.model.show(hits)
        self._none.setText(t("ui.search.none", text=text) if text.strip() else t("ui.search.hint"))
        self._below.setCurrentIndex(1 if hits else 0)
        if hits:
            self.table.selectRow(0)

    def _into_list(self) -> None:
        if len(self.model.rows):
            self.table.setFocus()
            self.table.selectRow(0)

    def _first(self) -> None:
        self.look(self.field.text().strip())
        if len(self.model.rows):
            self._open(0)

    def _open(self, row: int) -> None:
        hit = self.model.at(row)
        if hit is None:
            return
        if hit.person_id and self.shell.only_doctor:
            self.shell.go("health_record", person_id=hit.person_id)
        else:
            self.shell.go("household", household_id=hit.household_id)


def _columns() -> tuple[Column[Hit], ...]:
    return (
        Column(t("ui.col.person"), lambda hit: hit.person_name or hit.head_name),
        Column(t("ui.col.head"), lambda hit: hit.head_name),
        Column(t("ui.col.village"), lambda hit: hit.village_name),
        Column(t("ui.col.group"), lambda hit: hit.village_group),
        Column(t("ui.col.no"), lambda hit: hit.household_no),
        Column(t("ui.col.why"), lambda hit: why(hit.why)),
    )
