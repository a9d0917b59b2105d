"""The table of parameters with its search line, for the wizard and for settings."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from villagevisit.domain.policy import PolicyEntry
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Search
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.policy import SOURCE, UNIT, VALUE, PolicyDelegate, PolicyTable
from villagevisit.wording import t


class PolicyEditor(QWidget):
    """`edited(entry)` is called after each change that the rules accept, `refused(sentence)` otherwise."""

    def __init__(self, edited: Callable[[PolicyEntry], object], refused: Callable[[str], object]) -> None:
        super().__init__()
        self.model = PolicyTable()
        self.table = Table()
        self.table.setModel(self.model)
        self.table.setItemDelegate(PolicyDelegate(self.table))
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.SelectedClicked)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.widths(0, 12, 20, 11, 11, 24, drop=(SOURCE, UNIT), rest=24)
        self.table.opened.connect(self._edit)
        self.model.edited.connect(edited)
        self.model.refused.connect(refused)
        self.search = Search(t("ui.policy_search"))
        self.search.typed.connect(self.model.look_for)
        self.search.down.connect(self.table.setFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.narrow(self.search, 480))
        box.addWidget(self.table, 1)

    def take(self, entries: Iterable[PolicyEntry]) -> None:
        self.model.take(entries)

    def entries(self) -> tuple[PolicyEntry, ...]:
        return self.model.entries()

    def _edit(self, row: int) -> None:
        index = self.table.currentIndex()
        if self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)
        elif self.model.editable:
            self.table.setCurrentIndex(self.model.index(row, VALUE))
            self.table.edit(self.model.index(row, VALUE))

