"""Lists and tables that stay fast with 400,000 rows: fixed row height, nothing measured, only what is seen is read."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QStaticText
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
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_MEASURED = 2_000


class _Plain(QStyledItemDelegate):
    """No dotted cell focus: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


class Lined(QAbstractTableModel):
    """A model that says a whole row at once: a question per cell through Qt takes as long as painting it."""

    def line(self, row: int, columns: Sequence[int]) -> Sequence[str]:
        raise NotImplementedError


class Quick:
    """Paints the rows of plain text that a table shows: asks the model for words only, and measures each text once.

    Qt's own way asks eight questions per cell and styles each; with a full window that alone is longer than a frame.
    """

    def __init__(self) -> None:
        look = theme.now()
        self._font = look.font()
        self._metrics = QFontMetrics(self._font)
        self._height = self._metrics.height()
        self._ink, self._line, self._select = look.colour("ink"), look.colour("line"), look.colour("select")
        self._pad = look.u
        self._known: dict[str, tuple[QStaticText, int]] = {}

    def paint(self, table: QTableView, region: QRect) -> None:
        """What of the table's rows lies in the region, in pixels of its viewport."""
        model, chosen = table.model(), table.selectionModel()
        first, last = table.rowAt(region.top()), table.rowAt(region.bottom())
        if first < 0 or not isinstance(model, Lined):
            return
        shown = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
        columns = [
            (table.columnViewportPosition(column), table.columnWidth(column), _is_right(model, column))
            for column in shown
        ]
        left, wide = columns[0][0], sum(wide for _, wide, _ in columns)
        with QPainter(table.viewport()) as painter:
            painter.setFont(self._font)
            painter.setPen(self._ink)
            for row in range(first, last + 1 if last >= 0 else model.rowCount()):
                top, high = table.rowViewportPosition(row), table.rowHeight(row)
                if chosen.isSelected(model.index(row, 0)):
                    painter.fillRect(left, top, wide, high, self._select)
                painter.fillRect(left, top + high - 1, wide, 1, self._line)
                middle = top + (high - self._height) // 2
                for text, (x, room, right) in zip(model.line(row, shown), columns, strict=False):
                    if text:
                        words, width = self._fitting(text, room - 2 * self._pad)
                        x += room - 1 - self._pad - width if right else self._pad
                        painter.drawStaticText(x, middle, words)

    def _fitting(self, text: str, room: int) -> tuple[QStaticText, int]:
        words, width = self._known.get(text) or self._measured(text)
        if width <= room:
            return words, width
        return self._measured(self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _measured(self, text: str) -> tuple[QStaticText, int]:
        if len(self._known) > _MEASURED:
            self._known.pop(next(iter(self._known)))
        words = QStaticText(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.prepare(font=self._font)
        self._known[text] = words, self._metrics.horizontalAdvance(text)
        return self._known[text]


def _is_right(model: QAbstractItemModel, column: int) -> bool:
    return Qt.AlignmentFlag.AlignRight in model.data(model.index(0, column), _ALIGN)


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
        self._quick = Quick() if quick else None
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

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._quick:
            self._quick.paint(self, event.rect())
        else:
            super().paintEvent(event)

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
