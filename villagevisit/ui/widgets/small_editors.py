"""The small kinds of question: confirm, range, rank, place, and what this program cannot show."""

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSlider, QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import TOUCH, Editor, Host
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import Line
from villagevisit.wording import t

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class TriggerEditor(Editor):
    """A single confirmation: pressed or not."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.button = parts.plain(t("visit_page.confirm"), self._press)
        self.button.setCheckable(True)
        self.setFocusProxy(self.button)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.button)
        box.addStretch(1)

    def show_node(self, node: Node) -> None:
        self.button.setEnabled(not node.readonly)
        self.button.setChecked(node.value == "OK")
        self.button.setText(t("visit_page.confirmed") if node.value == "OK" else t("visit_page.confirm"))
        self.button.setAccessibleName(node.label)

    def _press(self) -> None:
        self.edited.emit("OK" if self.button.isChecked() else "")
        self.settled.emit()


class RangeEditor(Editor):
    """A number between two ends in equal steps; empty until it is moved."""

    def __init__(self, host: Host, node: Node) -> None:
        super().__init__(host)
        self._start = _decimal(node.parameters.get("start", "1"))
        self._step = _decimal(node.parameters.get("step", "1")) or Decimal(1)
        end = _decimal(node.parameters.get("end", "10"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, max(0, int((end - self._start) / self._step)))
        self.slider.setMinimumHeight(TOUCH)
        self.slider.setMaximumWidth(420)
        self.slider.sliderMoved.connect(self._moved)
        self.slider.actionTriggered.connect(lambda _action: self._moved(self.slider.sliderPosition()))
        self._said = parts.strong("")
        self.setFocusProxy(self.slider)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.number(values.show_number(str(self._start))))
        box.addWidget(self.slider, 1)
        box.addWidget(parts.number(values.show_number(str(end))))
        box.addWidget(self._said)
        box.addStretch(1)

    def show_node(self, node: Node) -> None:
        self.slider.setEnabled(not node.readonly)
        self.slider.setAccessibleName(node.label)
        self._said.setText(values.show_number(node.value) if node.value else "—")
        if node.value:
            place = int((_decimal(node.value) - self._start) / self._step)
            if place != self.slider.value():
                self.slider.setValue(place)

    def _moved(self, place: int) -> None:
        self.edited.emit(format((self._start + self._step * place).normalize(), "f"))
        self.settled.emit()


class RankEditor(Editor):
    """Puts all choices in order: drag, or Alt with the arrows."""

    def __init__(self, host: Host, ref: str) -> None:
        super().__init__(host)
        self._ref = ref
        self.rows = QListWidget()
        self.rows.setProperty("ring", "true")
        self.rows.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.rows.model().rowsMoved.connect(lambda *_: self._tell())
        self.rows.installEventFilter(self)
        self.setFocusProxy(self.rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.rows)
        box.addWidget(Remark("muted", t("visit_page.rank_hint")))

    def show_node(self, node: Node) -> None:
        options = {option.value: option.label for option in self.host.options(self._ref)}
        order = [one for one in node.value.split() if one in options]
        order += [one for one in options if one not in order]
        if order == self._order():
            return
        self.rows.clear()
        for value in order:
            item = QListWidgetItem(options[value])
            item.setData(Qt.ItemDataRole.UserRole, value)
            self.rows.addItem(item)
        self.rows.setFixedHeight(max(1, len(order)) * TOUCH + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.rows and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        at = self.rows.currentRow()
        if 0 <= at + step < self.rows.count():
            self.rows.insertItem(at + step, self.rows.takeItem(at))
            self.rows.setCurrentRow(at + step)
            self._tell()

    def _order(self) -> list[str]:
        return [self.rows.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.rows.count())]

    def _tell(self) -> None:
        self.edited.emit(" ".join(self._order()))
        self.settled.emit()


class PlaceEditor(Editor):
    """A place by latitude and longitude, typed from a map or a receiver."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.latitude, self.longitude = Line(), Line()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for line, hint in ((self.latitude, t("visit_page.latitude")), (self.longitude, t("visit_page.longitude"))):
            line.setPlaceholderText(hint)
            line.setAccessibleName(hint)
            line.setMaximumWidth(170)
            line.textEdited.connect(self._typed)
            line.editingFinished.connect(self.settled)
            box.addWidget(line)
        box.addStretch(1)
        self.setFocusProxy(self.latitude)

    def show_node(self, node: Node) -> None:
        parts_ = node.value.split()
        for line, text in zip((self.latitude, self.longitude), [*parts_, "", ""][:2], strict=True):
            line.setReadOnly(node.readonly)
            if not line.hasFocus() and line.text() != text:
                line.setText(text)

    def begin(self) -> None:
        self.latitude.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self) -> None:
        north, east = (values.half_width(line.text()).strip() for line in (self.latitude, self.longitude))
        pasted = _NUMBER.findall(north)
        if len(pasted) > 1:
            north, east = pasted[:2]
        self.edited.emit(f"{north} {east} 0 0" if north and east else north or east)


class ReadOnlyText(Editor):
    """A note's place-holder or a computed value: nothing to type."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._words = parts.strong("")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_node(self, node: Node) -> None:
        shown = "" if node.control == "note" else values.show_value(node.type, "input", node.value)
        self._words.setText(shown)
        self.setVisible(bool(shown))


class Unsupported(Editor):
    """Says in place which kind of question cannot be answered here, with its code."""

    def __init__(self, host: Host, node: Node) -> None:
        super().__init__(host)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        kind = " ".join(word for word in (node.control, node.type, node.appearance, node.mediatype) if word)
        box.addWidget(Remark("refused", t("error.visit_page.control-unsupported", control=kind)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_node(self, node: Node) -> None:
        """The sentence stays as it is."""


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
