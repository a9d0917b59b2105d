"""One question on the sheet: its words, last time's answer beside it, the editor, and what is wrong with it."""

from html import escape

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.factory import make_editor
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_NOTE = frozenset({"note"})
_LONG = 16
"""Last time's answers longer than this wrap."""
_BESIDE = 280


class Question(QWidget):
    """Redraws itself only from the Node it is given. Says `edited(ref, value)`."""

    edited = Signal(str, str)

    def __init__(self, host: Host, node: Node, before: str = "", from_roster: bool = False) -> None:
        super().__init__()
        self.host = host
        self.ref = node.ref
        self.node = node
        self._before = before
        self._from_roster = from_roster
        self._typing = False
        self._insist = False
        self._unit = values.unit_of(node.label)
        self._active = False
        u = theme.now().u
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._last: QLabel | None = None
        self._hint: QLabel | None = None
        self._wrong: Remark | None = None
        self._consequence: Remark | None = None
        self._head = QHBoxLayout()
        self._head.setSpacing(u)
        self._head.addWidget(self._label, 1)
        self.editor: Editor = make_editor(host, node)
        self._label.setBuddy(self.editor)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self._on_settled)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(u, 0, 0, 0)
        self._box.setSpacing(u // 2)
        self._box.addLayout(self._head)
        self._box.addWidget(self.editor)
        self._show(node)

    # --- showing ------------------------------------------------------------------------------------------------

    def show_node(self, node: Node) -> None:
        """Shows the question as it stands now; does nothing when nothing of it changed."""
        if node == self.node:
            return
        self._show(node)

    def insist(self) -> None:
        """From now on an empty required answer is pointed out."""
        self._insist = True
        self._show_wrong(self.node)

    def say(self, text: str) -> None:
        """A plain sentence on what this answer leads to; empty takes it away."""
        if not text and self._consequence is None:
            return
        if self._consequence is None:
            self._consequence = Remark("info", "")
            self._box.addWidget(self._consequence)
        self._consequence.setVisible(bool(text))
        self._consequence.say("info", text)

    def begin(self) -> None:
        self.editor.begin()

    @property
    def can_focus(self) -> bool:
        return self.editor.focusPolicy() != Qt.FocusPolicy.NoFocus or self.editor.focusProxy() is not None

    def refresh_choices(self) -> None:
        self.editor.refresh_choices()

    def _show(self, node: Node) -> None:
        first = node is self.node
        old, self.node = self.node, node
        if first or (old.label, old.required, old.readonly) != (node.label, node.required, node.readonly):
            self._show_label(node)
        if first or old.hint != node.hint:
            self._show_hint(node)
        self.editor.show_node(node)
        self._show_last(node)
        self._show_wrong(node)

    def _show_label(self, node: Node) -> None:
        label = values.without_unit(node.label) if node.type in {"int", "integer", "decimal"} else node.label
        words = escape(label.replace("**", "")).replace("\n", "<br>")
        free = node.control not in _NOTE and not node.required and not node.readonly and node.control
        muted = theme.now().colour("muted").name()
        mark = f'&nbsp;&nbsp;<span style="color:{muted}">{t("visit_page.optional")}</span>' if free else ""
        self._label.setText(f'<div style="line-height:140%">{words}{mark}</div>')
        self._label.setVisible(bool(label))

    def _show_hint(self, node: Node) -> None:
        if not node.hint and self._hint is None:
            return
        if self._hint is None:
            self._hint = parts.body("", muted=True)
            self._box.insertWidget(1, self._hint)
        self._hint.setText(node.hint)
        self._hint.setVisible(bool(node.hint))

    def _show_last(self, node: Node) -> None:
        if not self._before:
            return
        if self._last is None:
            self._last = QLabel()
            self._last.setTextFormat(Qt.TextFormat.RichText)
            self._last.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._head.addWidget(self._last)
        look = theme.now()
        options = self.host.options(node.ref) if node.control in {"select", "select1", "rank"} else ()
        kind = "int" if node.type == "integer" else node.type
        before = values.show_value(kind, node.control, self._before, options, "元" in self._unit and kind == "decimal")
        same = values.same(kind, self._before, node.value)
        source = t("visit_page.roster_value", value=before) if self._from_roster else t("visit_page.last", value=before)
        self._last.setVisible(not (same and self._from_roster))
        words = f'<span style="color:{look.colour("muted").name()}">{escape(source)}</span>'
        if not same:
            change = values.change_text(kind, self._before, node.value) or t("visit_page.changed")
            back = look.colour("select").name()
            words += f'&nbsp; <span style="background:{back};font-weight:500">&nbsp;{escape(change)}&nbsp;</span>'
        if words != self._last.text():
            long = len(before) > _LONG
            self._last.setWordWrap(long)
            self._last.setMinimumWidth(_BESIDE if long else 0)
            self._last.setText(words)

    def _show_wrong(self, node: Node) -> None:
        text = "" if self._typing else self._what_is_wrong(node)
        if not text and self._wrong is None:
            return
        if self._wrong is None:
            self._wrong = Remark("refused", "")
            self._box.insertWidget(self._box.indexOf(self.editor) + 1, self._wrong)
        if text != self._wrong.text():
            self._wrong.say("refused", text)
        self._wrong.setVisible(bool(text))

    def _what_is_wrong(self, node: Node) -> str:
        if not node.valid:
            return node.message or node.constraint_message or t("visit_page.not_valid")
        if self._insist and node.required and not node.value and not node.readonly:
            return node.required_message or t("visit_page.required")
        return ""

    # --- hands --------------------------------------------------------------------------------------------------

    def _on_edited(self, value: str) -> None:
        if self._wrong is None or not self._wrong.isVisible():
            self._typing = True
        self.edited.emit(self.ref, value)

    def _on_settled(self) -> None:
        self._typing = False
        self._show_wrong(self.node)

    def activate(self, on: bool) -> None:
        """Marks this question as the one the keyboard is on."""
        if on != self._active:
            self._active = on
            self.update(0, 0, 4, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._active:
            painter = QPainter(self)
            painter.fillRect(0, 0, 3, self.height(), theme.now().colour("accent"))


def question_of(thing: QObject | None) -> Question | None:
    """The question that a focused widget belongs to."""
    while thing is not None and not isinstance(thing, Question):
        thing = thing.parent()
    return thing
