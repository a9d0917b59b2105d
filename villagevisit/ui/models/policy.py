"""The county's parameters as a table that is edited in place: value, first day, last day, source."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.policy import CHOICES, PolicyEntry, check
from villagevisit.services.policy import shipped
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.tables import Index
from villagevisit.ui.models.policy_words import choice, label, unit
from villagevisit.ui.models.table import NOWHERE
from villagevisit.wording import explain, t

NAME, VALUE, UNIT, FROM, TO, SOURCE = range(6)
_EDITABLE = {VALUE, FROM, TO, SOURCE}
_FIELD = {VALUE: "value", FROM: "valid_from", TO: "valid_to", SOURCE: "source"}


class PolicyTable(QAbstractTableModel):
    """Edits that no rule could use are refused at once and the old value stays."""

    edited = Signal(object)
    """The new PolicyEntry."""
    refused = Signal(str)

    def __init__(self, entries: Iterable[PolicyEntry] = ()) -> None:
        super().__init__()
        self._all: list[PolicyEntry] = []
        self._shown: list[int] = []
        self._filter = ""
        self.editable = True
        self.take(entries)

    def take(self, entries: Iterable[PolicyEntry]) -> None:
        self.beginResetModel()
        self._all = list(entries)
        self._refilter()
        self.endResetModel()

    def entries(self) -> tuple[PolicyEntry, ...]:
        return tuple(self._all)

    def at(self, row: int) -> PolicyEntry:
        return self._all[self._shown[row]]

    def look_for(self, text: str) -> None:
        self.beginResetModel()
        self._filter = text.casefold()
        self._refilter()
        self.endResetModel()

    def _refilter(self) -> None:
        wanted = self._filter
        self._shown = [
            row for row, entry in enumerate(self._all)
            if wanted in label(entry).casefold() or wanted in entry.key or wanted in entry.note.casefold()
        ]  # fmt: skip

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 6

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() in _EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.at(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.note
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() == VALUE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.EditRole and index.column() in _FIELD:
            return getattr(entry, _FIELD[index.column()])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        source = t("ui.policy_shipped", source=entry.source) if shipped(entry) else entry.source
        value = choice(entry.key, entry.value) if entry.key in CHOICES else entry.value
        return (label(entry), value, unit(entry), entry.valid_from, entry.valid_to, source)[index.column()]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        at = self._shown[index.row()]
        new = replace(self._all[at], **{_FIELD[index.column()]: str(value).strip()})
        if new == self._all[at]:
            return True
        try:
            check(new)
        except CodedError as error:
            self.refused.emit(explain(error))
            return False
        self._all[at] = new
        self.dataChanged.emit(index, index)
        self.edited.emit(new)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            t("ui.policy_col.name"), t("ui.policy_col.value"), t("ui.policy_col.unit"), t("ui.policy_col.from"),
            t("ui.policy_col.to"), t("ui.policy_col.source"),
        )[section]  # fmt: skip


class PolicyDelegate(QStyledItemDelegate):
    """A list to choose from where the rule knows the choices, a line otherwise."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, PolicyTable)
        key = model.at(index.row()).key
        if index.column() == VALUE and key in CHOICES:
            box = Choice([(value, choice(key, value)) for value in CHOICES[key]])
            box.setParent(parent)
            return box
        line = Line()
        line.setParent(parent)
        line.setProperty("part", "cell")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, Choice):
            editor.choose(value)
        elif isinstance(editor, Line):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, Line):
            model.setData(index, editor.text())
