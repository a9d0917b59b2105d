"""Lists and tables that stay fast with 400,000 rows: fixed row height, nothing measured, only what is seen is read."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from villagevisit.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex


class _Plain(QStyledItemDelegate):
    """No dotted cell focus: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


class Table(QTableView):
    """Rows of a model: one row is chosen, Enter or a double click opens it. The ring shows where the keyboard is."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, many: bool = False) -> None:
        super().__init__()
        self._units: tuple[int, ...] = ()
        self._drop: tuple[int, ...] = ()
        self._rest = 0
        self.setProperty("ring", "true")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Plain(self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.now().touch)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentRowChanged.connect(lambda now, _was: self.chosen.emit(now.row()))

    def widths(self, *units: int, drop: tuple[int, ...] = (), rest: int = 17) -> None:
        """Column widths in units of space; 0 takes what is left, at least `rest`.

        Where there is no room, the columns of `drop` are hidden, first to last.
        """
        self._units, self._drop, self._rest = units, drop, rest
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.now().u)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()

    def _fit(self) -> None:
        u = theme.now().u
        room = self.viewport().width() // u
        needed = sum(unit or self._rest for unit in self._units)
        hidden = set()
        for column in self._drop:
            if needed <= room:
                break
            needed -= self._units[column] or self._rest
            hidden.add(column)
        spare = max(0, self.viewport().width() - needed * u)
        for column, unit in enumerate(self._units):
            self.setColumnHidden(column, column in hidden)
            self.setColumnWidth(column, unit * u if unit else self._rest * u + spare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _open_or(self, self.opened.emit, super().keyPressEvent, event)


class RowList(QListView):
    """A list whose rows are painted by a delegate; same manners as `Table`."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, delegate: QStyledItemDelegate | None = None) -> None:
        super().__init__()
        self.setProperty("ring", "true")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if delegate is not None:
            delegate.setParent(self)
            self.setItemDelegate(delegate)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentChanged.connect(lambda now, _was: self.chosen.emit(now.row()))

    def choose(self, row: int) -> None:
        model = self.model()
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _open_or(self, self.opened.emit, super().keyPressEvent, event)


def _open_or(
    view: QAbstractItemView, open_row: Callable[[int], Any], otherwise: Callable[[QKeyEvent], Any], event: QKeyEvent
) -> None:
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.currentIndex().isValid():
        open_row(view.currentIndex().row())
    elif event.key() == Qt.Key.Key_Escape:
        event.ignore()
    else:
        otherwise(event)


def row_size(units: float) -> QSize:
    """The size hint of a painted row: so many units high."""
    return QSize(0, max(theme.now().touch, round(units * theme.now().u)))
