"""Typed answers: words, codes, addresses, things to hide. Input methods compose undisturbed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPlainTextEdit

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class Line(QLineEdit):
    """One line that selects its content when the keyboard arrives, so that typing replaces it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()


class LineEditor(Editor):
    """What all one-line answers share: commit with every change, tidy on leaving, never fight the typing hand."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.line = Line()
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)
        self._box.addWidget(self.line)
        self._stored = ""

    def read(self, typed: str) -> str:
        """What is stored for what was typed. Text that cannot be read is stored as typed and reported by the form."""
        return typed

    def write(self, stored: str) -> str:
        """How a stored value looks when nobody is typing."""
        return stored

    def tell(self, stored: str) -> None:
        """Shows what was understood, beside the field."""

    def show_node(self, node: Node) -> None:
        self._stored = node.value
        self.readonly = node.readonly
        self.line.setReadOnly(node.readonly)
        self.line.setAccessibleName(node.label)
        if not self.line.hasFocus() or self.read(self.line.text()) != node.value:
            text = self.write(node.value)
            if text != self.line.text():
                self.line.setText(text)
        self.tell(node.value)

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._leave()
        elif watched is self.line and event.type() == QEvent.Type.FocusIn:
            self._enter()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """A formatted value turns into one that is easy to edit."""
        text = self._plain()
        if not self.readonly and self.line.text() != text:
            self.line.setText(text)

    def _plain(self) -> str:
        """What the field holds while somebody types."""
        return self.write(self._stored)

    def _leave(self) -> None:
        text = self.write(self._stored)
        if text != self.line.text():
            self.line.setText(text)
        self.settled.emit()

    def _typed(self, typed: str) -> None:
        self._stored = self.read(typed)
        self.edited.emit(self._stored)


class TextEditor(LineEditor):
    """One line of words or a number of a card. Home-made characters that others cannot see are pointed out at once."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._doubt: Remark | None = None

    def read(self, typed: str) -> str:
        return values.read_text(typed)

    def tell(self, stored: str) -> None:
        bad = values.unprintable(stored)
        if not bad and self._doubt is None:
            return
        if self._doubt is None:
            self._doubt = Remark("look", "")
            self._box.addWidget(self._doubt, 1)
        self._doubt.setVisible(bool(bad))
        self._doubt.say("look", t("visit_page.character_unknown", count=len(bad)) if bad else "")


class DigitsEditor(TextEditor):
    """Words that are digits (`numbers`): a card or telephone number keeps its leading zeros."""

    def __init__(self, host: Host, thousands: bool) -> None:
        super().__init__(host)
        self._thousands = thousands
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read(self, typed: str) -> str:
        plain = values.half_width(super().read(typed)).strip()
        return plain.replace(",", "").replace("，", "") if self._thousands else plain

    def write(self, stored: str) -> str:
        return values.show_number(stored) if self._thousands and stored[:1] != "0" else stored

    def _plain(self) -> str:
        return self._stored


class MaskedEditor(TextEditor):
    """Words that people standing by should not read (`masked`); they show while a button is held down."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = parts.quiet(t("visit_page.show_masked"))
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._look)
        self._box.addWidget(self.eye)

    def _look(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.eye.setText(t("visit_page.hide_masked") if on else t("visit_page.show_masked"))


class AddressEditor(TextEditor):
    """The address of a web page (`url`), opened outside of the program."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.open = parts.quiet(t("visit_page.open_address"), lambda: self.host.browse(self._stored))
        self._box.setDirection(QBoxLayout.Direction.TopToBottom)
        self._box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def read(self, typed: str) -> str:
        return super().read(typed).strip()

    def tell(self, stored: str) -> None:
        super().tell(stored)
        self.open.setEnabled(stored.startswith(("http://", "https://")))


class _Paper(QPlainTextEdit):
    """Grows with its text. Enter belongs to the sheet (next question); Alt+Enter begins a new line."""

    styled = Signal()
    """The style sheet was applied; it has taken the least height into its own hands."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.styled.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and not self.isReadOnly():
                self.insertPlainText("\n")
            else:
                event.ignore()
            return
        super().keyPressEvent(event)


class LongTextEditor(Editor):
    """Several lines of words."""

    def __init__(self, host: Host, rows: int = 3) -> None:
        super().__init__(host)
        self._rows = rows
        self.paper = _Paper()
        self.paper.setTabChangesFocus(True)
        self.paper.setPlaceholderText(t("visit_page.new_line_hint"))
        self.paper.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.textChanged.connect(self._typed)
        self.paper.styled.connect(self._grow)
        self.paper.installEventFilter(self)
        self.setFocusProxy(self.paper)
        self._quiet = False
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.paper)
        self._grow()

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.paper.setReadOnly(node.readonly)
        self.paper.setAccessibleName(node.label)
        if node.value != self.spelled(self.paper.toPlainText()):
            self._quiet = True
            self.paper.setPlainText(self.shown(node.value))
            self._quiet = False
            self._grow()

    def spelled(self, typed: str) -> str:
        """What is stored for what stands on the paper."""
        return values.without_halves(typed)

    def shown(self, stored: str) -> str:
        """What stands on the paper for what is stored."""
        return stored

    def begin(self) -> None:
        self.paper.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.paper and event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._grow()
        if not self._quiet:
            self.edited.emit(self.spelled(self.paper.toPlainText()))

    def _grow(self) -> None:
        lines = max(self._rows, int(self.paper.document().size().height()) + 1)
        height = lines * self.paper.fontMetrics().lineSpacing() + 2 * theme.now().u
        if height != self.paper.minimumHeight():
            self.paper.setFixedHeight(height)
