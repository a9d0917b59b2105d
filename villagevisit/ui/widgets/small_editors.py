"""The small kinds of question: confirm, and what is only read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from forms import Node
from villagevisit.ui.kit import parts
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.wording import t


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
        self.readonly = node.readonly
        self.button.setEnabled(not node.readonly)
        self.button.setChecked(node.value == "OK")
        self.button.setText(t("visit_page.confirmed") if node.value == "OK" else t("visit_page.confirm"))
        self.button.setAccessibleName(node.label)

    def _press(self) -> None:
        self.say("OK" if self.button.isChecked() else "")


class ReadOnlyText(Editor):
    """A note's place-holder or a computed value: nothing to type."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.readonly = True
        self.words = parts.strong("")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_node(self, node: Node) -> None:
        shown = "" if node.control == "note" else values.show_value(node.type, "input", node.value)
        self.words.setText(shown)
        self.setVisible(bool(shown))
