"""A list whose rows have a name, a note under it, and a word at the right; only what is seen is painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from villagevisit.ui.kit import icons, theme
from villagevisit.ui.kit.tables import Index, RowList, is_chosen, room_of, row_size

_WRAP = Qt.TextFlag.TextWordWrap
_SURELY = 1.4
"""A title of so many rooms, each character taken as a full one, has place in the two lines of a row."""
_ICON = {"done": "done", "wait": "wait", "refused": "refused", "muted": "circle", "next": "dot", "half": "half"}
_COLOUR: dict[str, theme.Colour] = {
    "done": "finished", "wait": "waiting", "refused": "refused", "muted": "muted", "next": "accent", "half": "waiting",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is a status (done, wait, refused, muted, next, half) or empty for no icon.

    A title that is too long takes the note's line too: names are never cut.
    """

    key: str
    title: str
    note: str = ""
    aside: str = ""
    kind: str = ""


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(word for word in (row.title, row.note) if word)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "，".join(word for word in (row.title, row.note, row.aside) if word)
        return None


def title_room(row: Row, width: int, look: theme.Theme, plain: QFontMetrics) -> int:
    """How wide the title of a row may be, beside its icon and the word at the right."""
    aside = plain.horizontalAdvance(row.aside) + look.u if row.aside else 0
    return width - 2 * look.u - aside - (look.body + 3 + look.u // 2 if row.kind else 0)


class _Painter(QStyledItemDelegate):
    def __init__(self, model: _Model, notes: bool) -> None:
        super().__init__()
        self._model = model
        self._notes = notes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return row_size(5.2 if self._notes else 3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.now()
        row = self._model.rows[index.row()]
        area = room_of(option)
        painter.save()
        painter.fillRect(area, look.colour("select" if is_chosen(option) else "paper"))
        painter.setPen(look.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(look.u, look.u // 2, -look.u, -look.u // 2)
        if row.kind:
            side = look.body + 3
            where = QRectF(inner.left(), inner.top() + (look.body * 1.6 - side) / 2, side, side)
            if not (self._notes and row.note):
                where.moveTop(inner.center().y() - side / 2)
            icons.draw(painter, _ICON[row.kind], look.colour(_COLOUR[row.kind]), where)
            inner.setLeft(inner.left() + side + look.u // 2)
        self._words(painter, row, inner, look)
        painter.restore()

    def _words(self, painter: QPainter, row: Row, inner: QRect, look: theme.Theme) -> None:
        lower = inner.top() + inner.height() // 2 if self._notes and row.note else inner.bottom() + 1
        upper = QRect(inner.left(), inner.top(), inner.width(), lower - inner.top())
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        if row.aside:
            painter.setFont(look.font())
            painter.setPen(look.colour(_COLOUR.get(row.kind, "muted")))
            painter.drawText(upper, right | middle, row.aside)
            upper.setRight(upper.right() - QFontMetrics(look.font()).horizontalAdvance(row.aside) - look.u)
        strong = look.font(strong=True)
        painter.setFont(strong)
        painter.setPen(look.colour("ink"))
        if self._notes and QFontMetrics(strong).horizontalAdvance(row.title) > upper.width():
            whole = QRect(inner.left(), inner.top(), upper.width(), inner.height())
            painter.drawText(whole, left | middle | _WRAP, row.title)
            return
        painter.drawText(upper, left | middle, row.title)
        if self._notes and row.note:
            under = QRect(inner.left(), lower, inner.width(), inner.bottom() - lower + 1)
            painter.setFont(look.font())
            painter.setPen(look.colour("muted"))
            note = QFontMetrics(look.font()).elidedText(row.note, Qt.TextElideMode.ElideRight, under.width())
            painter.drawText(under, left | middle, note)


class Rows(RowList):
    """Shows `Row`s. `opened` and `chosen` give the row's number; `key(number)` its key."""

    def __init__(self, notes: bool = True, leaves_digits: bool = False) -> None:
        """`leaves_digits`: digits are not typed to find a row; the page has another use for them."""
        self._leaves_digits = leaves_digits
        self._rows = _Model()
        self._tall: set[int] = set()
        super().__init__(_Painter(self._rows, notes))
        self.setModel(self._rows)

    def offer(self, rows: Sequence[Row], key: str = "") -> None:
        """Shows these rows and chooses the one with this key, or keeps the chosen place as well as it can."""
        at = next((at for at, row in enumerate(rows) if key and row.key == key), self.currentIndex().row())
        self._rows.beginResetModel()
        self._rows.rows = tuple(rows)
        self._rows.endResetModel()
        self._tall = set()
        self._fit()
        if rows:
            self.choose(min(max(at, 0), len(rows) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """A title of more lines than a row has gets a higher row."""
        look, usual = theme.now(), self.verticalHeader().defaultSectionSize()
        plain, strong = QFontMetrics(look.font()), QFontMetrics(look.font(strong=True))
        for number in self._tall:
            self.setRowHeight(number, usual)
        self._tall = set()
        for number, row in enumerate(self._rows.rows):
            room = title_room(row, self.viewport().width(), look, plain)
            if len(row.title) * look.body > _SURELY * room:  # short ones are not measured: there may be thousands
                box = QRect(0, 0, max(room, 4 * look.body), 4000)
                needed = strong.boundingRect(box, _WRAP, row.title).height() + 2 * look.u
                if needed > usual:
                    self.setRowHeight(number, needed)
                    self._tall.add(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves_digits and event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def count(self) -> int:
        return len(self._rows.rows)

    def key(self, number: int) -> str:
        return self._rows.rows[number].key if 0 <= number < len(self._rows.rows) else ""

    def current_key(self) -> str:
        return self.key(self.currentIndex().row())

    def choose_key(self, key: str) -> bool:
        for number, row in enumerate(self._rows.rows):
            if row.key == key:
                self.choose(number)
                return True
        return False
