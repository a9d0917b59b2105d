"""Lists and tables that stay fast with 400,000 rows: fixed row height, nothing measured, only what is seen is read."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QStaticText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from villagevisit.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex
_WORDS = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_MEASURED = 2_000


class _Plain(QStyledItemDelegate):
    """No dotted cell focus: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


class Quick(QStyledItemDelegate):
    """Paints plain text cells: asks the model for words and alignment only, and measures each text once.

    Qt's own way asks eight questions per cell and styles each; with a full window that alone is longer than a frame.
    """

    def __init__(self) -> None:
        super().__init__()
        look = theme.now()
        self._font = look.font()
        self._metrics = QFontMetrics(self._font)
        self._height = self._metrics.height()
        self._ink, self._line, self._select = look.colour("ink"), look.colour("line"), look.colour("select")
        self._pad = look.u
        self._known: dict[str, tuple[QStaticText, int]] = {}
        self._right: dict[int, bool] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = room_of(option)
        left, top, wide, high = box.left(), box.top(), box.width(), box.height()
        if is_chosen(option):
            painter.fillRect(box, self._select)
        painter.fillRect(left, top + high - 1, wide, 1, self._line)
        text = index.data(_WORDS)
        if not text:
            return
        words, width = self._known.get(text) or self._measured(text)
        room = wide - 2 * self._pad
        if width > room:
            words, width = self._measured(self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        column = index.column()
        if column not in self._right:
            self._right[column] = Qt.AlignmentFlag.AlignRight in index.data(_ALIGN)
        x = left + wide - 1 - self._pad - width if self._right[column] else left + self._pad
        painter.setFont(self._font)
        painter.setPen(self._ink)
        painter.drawStaticText(x, top + (high - self._height) // 2, words)

    def _measured(self, text: str) -> tuple[QStaticText, int]:
        if len(self._known) > _MEASURED:
            self._known.pop(next(iter(self._known)))
        words = QStaticText(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.prepare(font=self._font)
        self._known[text] = words, self._metrics.horizontalAdvance(text)
        return self._known[text]


class Table(QTableView):
    """Rows of a model: one row is chosen, Enter or a double click opens it. The ring shows where the keyboard is."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, many: bool = False, quick: bool = False) -> None:
        """`many` rows may be chosen; `quick` paints plain text only, for lists of any length."""
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
        self._delegate = Quick() if quick else _Plain(self)
        self.setItemDelegate(self._delegate)
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
        """Column widths in units of space; 0 takes what is left, usually at least `rest`.

        Where there is no room, the columns of `drop` are hidden, first to last; after that the 0 gives way.
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
        spare = self.viewport().width() - needed * u
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


class RowList(QTableView):
    """A list whose rows are painted by a delegate; same manners as `Table`.

    A table of one column, because a list view asks the model about every row before it shows the first.
    """

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.setProperty("ring", "true")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height())
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
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
        if event.key() == Qt.Key.Key_Home:
            self.choose(0)
        elif event.key() == Qt.Key.Key_End:
            self.choose(self.model().rowCount() - 1)
        else:
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


def room_of(option: QStyleOptionViewItem) -> QRect:
    """Where a delegate paints. Qt's type stubs do not know what an option carries; only this module reads it."""
    room: QRect = option.rect  # type: ignore[attr-defined]
    return room


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether the row that a delegate paints is the chosen one."""
    return QStyle.StateFlag.State_Selected in option.state  # type: ignore[attr-defined]


def row_size(units: float) -> QSize:
    """The size hint of a painted row: so many units high."""
    return QSize(0, max(theme.now().touch, round(units * theme.now().u)))
