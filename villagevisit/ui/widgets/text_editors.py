"""Typed answers: words, numbers, days and moments. Input methods compose undisturbed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_NUMBER_WIDTH = 220
_DAY_WIDTH = 190


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


class NumberEditor(LineEditor):
    """A whole number or an amount: right-aligned, thousands marked when nobody types, its unit beside it."""

    def __init__(self, host: Host, unit: str, whole: bool) -> None:
        super().__init__(host)
        self._money = "元" in unit or "yuan" in unit.lower()
        self._whole = whole
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setFixedWidth(_NUMBER_WIDTH)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        if unit:
            words = parts.number(unit)
            words.setProperty("part", "muted")
            self._box.addWidget(words)
        self._box.addStretch(1)

    def read(self, typed: str) -> str:
        number = values.read_number(typed)
        if number is None:
            return values.half_width(typed).strip()
        return number.removesuffix(".0") if self._whole else number

    def write(self, stored: str) -> str:
        return values.show_number(stored, self._money and not self._whole)

    def _enter(self) -> None:
        if self.line.text() != self._stored:
            self.line.setText(self._stored)


class MomentEditor(LineEditor):
    """A day, a time or both, typed in any usual way; what was understood stands beside it."""

    def __init__(self, host: Host, kind: str) -> None:
        super().__init__(host)
        self._kind = kind
        self._read: Callable[[str], str | None] = {
            "date": lambda typed: values.read_date(typed, host.today()),
            "time": values.read_time,
        }.get(kind, lambda typed: values.read_date_time(typed, host.today()))
        self.line.setFixedWidth(_DAY_WIDTH)
        self.line.setPlaceholderText({"date": "20261121", "time": "0930"}.get(kind, "20261121 0930"))
        self._said = Remark("muted", "")
        if kind == "date":
            today = parts.quiet(t("visit_page.today"), self._take_today)
            today.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._box.addWidget(today)
        self._box.addWidget(self._said, 1)

    def read(self, typed: str) -> str:
        understood = self._read(typed)
        return typed.strip() if understood is None else understood

    def write(self, stored: str) -> str:
        return values.show_value(self._kind, "input", stored)

    def tell(self, stored: str) -> None:
        day = values.weekday(stored) if self._kind != "time" else None
        if day is None:
            self._said.say("muted", t("visit_page.date_hint") if stored and self._kind == "date" else "")
            return
        year, month, of_month = stored[:10].split("-")
        self._said.say("muted", t(_DAYS[day], year=int(year), month=int(month), day=int(of_month)))

    def _take_today(self) -> None:
        self._stored = self.host.today().isoformat()
        self.line.setText(self._stored)
        self.edited.emit(self._stored)
        self.settled.emit()


_DAYS = (
    "visit_page.monday",
    "visit_page.tuesday",
    "visit_page.wednesday",
    "visit_page.thursday",
    "visit_page.friday",
    "visit_page.saturday",
    "visit_page.sunday",
)


class _Paper(QPlainTextEdit):
    """Grows with its text. Enter belongs to the sheet (next question); Alt+Enter begins a new line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
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
        self.paper.installEventFilter(self)
        self.setFocusProxy(self.paper)
        self._quiet = False
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.paper)
        self._grow()

    def show_node(self, node: Node) -> None:
        self.paper.setReadOnly(node.readonly)
        self.paper.setAccessibleName(node.label)
        if node.value != self.paper.toPlainText():
            self._quiet = True
            self.paper.setPlainText(node.value)
            self._quiet = False
            self._grow()

    def begin(self) -> None:
        self.paper.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.paper and event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._grow()
        if not self._quiet:
            self.edited.emit(values.without_halves(self.paper.toPlainText()))

    def _grow(self) -> None:
        lines = max(self._rows, int(self.paper.document().size().height()) + 1)
        height = lines * self.paper.fontMetrics().lineSpacing() + 2 * theme.now().u
        if height != self.paper.height():
            self.paper.setFixedHeight(height)


