"""select_multiple with many options: what is picked in one line, the options below it when they are wanted."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.choice_layout import Style
from villagevisit.ui.widgets.choice_rows import ChoiceRows
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import Line
from villagevisit.wording import t


class ChoiceFold(Editor):
    """`search` shows a line to find options with; `minimal` keeps the options folded until they are asked for."""

    def __init__(self, host: Host, ref: str, style: Style, search: bool, minimal: bool) -> None:
        super().__init__(host)
        self._ref = ref
        self.rows = ChoiceRows(host, ref, many=True, style=style)
        self.rows.edited.connect(self.edited)
        self.rows.settled.connect(self.settled)
        self.seek = Line()
        self.seek.setPlaceholderText(t("visit_page.type_to_find"))
        self.seek.setMaximumWidth(420)
        self.seek.textChanged.connect(self._narrow)
        self.seek.installEventFilter(self)
        self.head = parts.with_icon(parts.plain(""), "down")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._open)
        self._picked = Remark("muted", "")
        self._search, self._minimal = search, minimal
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(self._picked)
        box.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.seek)
        box.addWidget(self.rows)
        self.head.setVisible(minimal)
        self.setFocusProxy(self.head if minimal else self.seek)
        self._open(not minimal)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.rows.show_node(node)
        self.head.setAccessibleName(node.label)
        self.seek.setAccessibleName(node.label)
        self.seek.setReadOnly(node.readonly)
        words = {option.value: option.label for option in self.host.options(self._ref)}
        picked = values.listed(words.get(one, one) for one in node.value.split())
        self._picked.setVisible(bool(picked))
        if picked != self._picked.text():
            self._picked.say("done", picked)

    def refresh_choices(self) -> None:
        self.rows.refresh_choices()

    def clear(self) -> None:
        self.rows.clear()

    def _open(self, on: bool) -> None:
        self.rows.setVisible(on)
        self.seek.setVisible(on and self._search)
        self.head.setText(t("visit_page.fold") if on else t("visit_page.unfold"))
        parts.with_icon(self.head, "down" if not on else "right")
        if on and self._minimal and self.head.hasFocus():
            (self.seek if self._search else self.rows).setFocus(Qt.FocusReason.TabFocusReason)

    def _narrow(self, typed: str) -> None:
        self.rows.wanted = typed.strip()
        self.rows.refresh_choices()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line down into the options."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)
