"""Puts choices in order: two buttons, Alt with the arrows, or dragging."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class RankEditor(Editor):
    """Unanswered until something was moved or the shown order was confirmed."""

    def __init__(self, host: Host, ref: str) -> None:
        super().__init__(host)
        self._ref = ref
        self.rows = QListWidget()
        self.rows.setProperty("ring", "true")
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.rows.model().rowsMoved.connect(lambda *_: self._tell())
        self.rows.installEventFilter(self)
        self.setFocusProxy(self.rows)
        self.up = parts.plain(t("visit_page.rank_up"), lambda: self._move(-1))
        self.down = parts.plain(t("visit_page.rank_down"), lambda: self._move(1))
        self.keep = parts.plain(t("visit_page.rank_keep"), self._tell)
        for button in (self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(self.rows)
        box.addWidget(Flow(self.up, self.down, self.keep))
        box.addWidget(Remark("muted", t("visit_page.rank_hint")))
        self._labels: dict[str, str] = {}

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.keep.setVisible(not node.value and not node.readonly)
        self.up.setEnabled(not node.readonly)
        self.down.setEnabled(not node.readonly)
        self.rows.setDragEnabled(not node.readonly)
        self.rows.setAccessibleName(node.label)
        self._show(node.value.split(), numbered=bool(node.value))

    def refresh_choices(self) -> None:
        if {option.value: option.label for option in self.host.options(self._ref)} != self._labels:
            self._show(self.order(), numbered=not self.keep.isVisible())

    def order(self) -> list[str]:
        """The values from top to bottom."""
        return [self.rows.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.rows.count())]

    def _show(self, wanted: list[str], numbered: bool) -> None:
        options = {option.value: option for option in self.host.options(self._ref)}
        self._labels = {value: option.label for value, option in options.items()}
        order = [one for one in wanted if one in options]
        order += [one for one in options if one not in order]
        if order != self.order():
            self.rows.clear()
            for value in order:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, value)
                item.setSizeHint(QSize(0, theme.now().touch))
                picture = self.host.picture(options[value].picture)
                if not picture.isNull():
                    item.setIcon(QIcon(picture))
                self.rows.addItem(item)
            self.rows.setCurrentRow(0 if order else -1)
        for place, value in enumerate(order):
            label = options[value].label
            self.rows.item(place).setText(f"{place + 1}  {label}" if numbered else f"—  {label}")
        self.rows.setFixedHeight(max(1, len(order)) * theme.now().touch + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.rows and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.clear()
                return True
            if event.key() == Qt.Key.Key_Space:
                self._tell()
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        at = self.rows.currentRow()
        if not self.readonly and at >= 0 and 0 <= at + step < self.rows.count():
            self.rows.insertItem(at + step, self.rows.takeItem(at))
            self.rows.setCurrentRow(at + step)
            self._tell()

    def _tell(self) -> None:
        if not self.readonly:
            self.say(" ".join(self.order()))
