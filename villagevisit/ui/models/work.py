"""A team's worklist: two lines for a household, its state drawn before the name."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from villagevisit.domain.campaign import VisitState, WorkItem
from villagevisit.ui.kit import icons, theme
from villagevisit.ui.kit.tables import Index, is_chosen, room_of, row_size
from villagevisit.ui.models.table import NOWHERE, Rows
from villagevisit.ui.models.words import assist, members, visit_state
from villagevisit.wording import t

_ITEM = Qt.ItemDataRole.UserRole

LOOKS: dict[VisitState, tuple[str, theme.Colour]] = {
    VisitState.UNVISITED: ("circle", "muted"),
    VisitState.DRAFT: ("pen", "accent"),
    VisitState.REVISIT: ("wait", "waiting"),
    VisitState.FROZEN: ("half", "waiting"),
    VisitState.SIGNED: ("done", "finished"),
    VisitState.SENT: ("done", "finished"),
    VisitState.RECEIVED: ("done", "finished"),
    VisitState.REFUSED: ("refused", "refused"),
}


class WorkList(QAbstractListModel):
    """Rows of `WorkItem`; the display role is the name, so that typing a name finds the row."""

    def __init__(self, rows: Rows[WorkItem]) -> None:
        super().__init__()
        self._rows = rows

    def show(self, rows: Rows[WorkItem]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def at(self, row: int) -> WorkItem | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (_ITEM, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item = self._rows[index.row()]
        if role == _ITEM or item is None:
            return item
        return item.head_name if role == Qt.ItemDataRole.DisplayRole else f"{item.head_name} {second_line(item)}"


def second_line(item: WorkItem) -> str:
    """What matters beside the name: the state, and the day that goes with it."""
    if item.state is VisitState.REVISIT and item.revisit_on:
        return t("ui.work.revisit_on", day=item.revisit_on)
    if item.state is VisitState.UNVISITED:
        return t("ui.work.last", day=item.last_visit_on[:7]) if item.last_visit_on else t("ui.work.never")
    return visit_state(item.state)


class WorkDelegate(QStyledItemDelegate):
    """Paints a row without measuring the others."""

    def __init__(self) -> None:
        super().__init__()
        self._name_font = theme.now().font(strong=True)
        self._font = theme.now().font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return row_size(4.8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: WorkItem | None = index.data(_ITEM)
        look = theme.now()
        box = room_of(option)
        painter.save()
        if is_chosen(option):
            painter.fillRect(box, look.colour("select"))
        painter.setPen(look.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if item is not None:
            self._paint(painter, item, QRectF(box).adjusted(look.u, look.u / 2, -look.u, -look.u / 2))
        painter.restore()

    def _paint(self, painter: QPainter, item: WorkItem, box: QRectF) -> None:
        look = theme.now()
        side = look.body + 5.0
        name, colour = LOOKS[item.state]
        icons.draw(painter, name, look.colour(colour), QRectF(box.left(), box.top() + 1, side, side))
        left = box.left() + side + look.u
        right = f"{item.village_group}  {members(item.members)}".strip()
        metrics = QFontMetrics(self._font)
        width = metrics.horizontalAdvance(right)
        base = box.top() + QFontMetrics(self._name_font).ascent()
        painter.setFont(self._font)
        painter.setPen(look.colour("muted"))
        painter.drawText(QPointF(box.right() - width, base), right)
        below = box.bottom() - metrics.descent()
        kind = assist(item.assist_category)
        painter.drawText(QPointF(left, below), second_line(item))
        painter.drawText(QPointF(box.right() - metrics.horizontalAdvance(kind), below), kind)
        painter.setFont(self._name_font)
        painter.setPen(look.colour("ink"))
        room = int(box.right() - width - look.u - left)
        shown = QFontMetrics(self._name_font).elidedText(item.head_name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, base), shown)
