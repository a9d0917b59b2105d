"""Under an unlikely value: what is unusual about it, what may have been meant, and a line to type it a second time."""

from functools import cached_property, partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from villagevisit.domain.plausible import Doubt, same
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.doubts import Doubts
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import Line
from villagevisit.wording import t

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 15
"""In body heights, as wide as the number above."""
_SLIPS = {
    "m": "visit_page.meant.m", "chi": "visit_page.meant.chi", "jin": "visit_page.meant.jin",
    "kpa": "visit_page.meant.kpa", "mgdl": "visit_page.meant.mgdl", "point": "visit_page.meant.point",
    "beer": "visit_page.meant.beer", "yellow": "visit_page.meant.yellow", "red": "visit_page.meant.red",
}  # fmt: skip


class Typed(Protocol):
    """Where the value stands: a question of a form, or a field of an entry without one."""

    @property
    def line(self) -> QLineEdit: ...
    def say(self, value: str) -> None: ...
    def begin(self) -> None: ...


class Retype(QWidget):
    """Hidden while the value is usual. Enter on an unlikely value comes here; Enter here goes on once both agree."""

    def __init__(self, doubts: Doubts, editor: Typed) -> None:
        super().__init__()
        self._doubts = doubts
        self._editor = editor
        self._ref, self._value = "", ""
        self._doubt: Doubt | None = None
        self.meant: list[parts.Button] = []
        self._ways: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u // 2)
        editor.line.installEventFilter(self)
        self.hide()

    @cached_property
    def remark(self) -> Remark:
        """Made with the first doubt, like the line: most values are usual."""
        remark = Remark("look", "")
        self._box.insertWidget(0, remark)
        return remark

    @cached_property
    def line(self) -> Line:
        line = Line()
        line.setFixedWidth(_WIDTH * theme.now().body)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        line.setAccessibleName(t("visit_page.retype"))
        line.setPlaceholderText(t("visit_page.retype"))
        line.editingFinished.connect(self._compare)
        return line

    @property
    def open(self) -> bool:
        """Whether something is still to be typed a second time."""
        return self._doubt is not None

    def look(self, ref: str, value: str, typing: bool) -> None:
        """Follows the answer; while somebody types, a first doubt waits until he has finished."""
        self._ref, self._value = ref, value
        found = self._doubts.of(ref, value)
        if found == self._doubt or (typing and found is not None):
            return
        self._doubt = found
        if found is not None:
            self._offer(found)
        self.setVisible(found is not None)

    def begin(self) -> None:
        """The keyboard comes here, and it is seen."""
        (self.line if self._doubt is None or self._doubt.possible else self.meant[0]).setFocus(
            Qt.FocusReason.TabFocusReason
        )
        parts.bring_into_view(self)

    def _offer(self, found: Doubt) -> None:
        self.line.setParent(self)
        if self._ways is not None:
            self._ways.hide()
            self._ways.deleteLater()
        low, high = f"{found.low:f}", f"{found.high:f}"
        words = t("visit_page.unusual", value=found.value, low=low, high=high, unit=found.unit)
        self.remark.say("look", words)
        self.remark.setVisible(found.possible)
        self.line.clear()
        self.meant = [
            parts.plain(t(_SLIPS[slip], typed=found.value, value=value, unit=found.unit), partial(self._take, value))
            for slip, value in found.meant
        ]
        self._ways = Flow(*([self.line] if found.possible else []), *self.meant)
        self.line.setVisible(found.possible)
        self._box.addWidget(self._ways)

    def _take(self, value: str) -> None:
        """What he meant goes into the field, as if he had typed it."""
        self._editor.say(value)
        self._editor.begin()

    def _compare(self) -> None:
        typed, found = values.read_number(self.line.text()), self._doubt
        if not typed or found is None:
            return
        if same(typed, found.value):
            self._doubts.confirm(self._ref, self._value)
            if self.line.hasFocus():
                self._editor.begin()  # a hidden line would hand the keyboard on to some other question
            self.look(self._ref, self._value, typing=False)
        else:
            self.remark.say("refused", t("visit_page.retype_differs", first=found.value, second=typed))
            self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the value itself."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and self._ref:
                self.look(self._ref, self._value, typing=False)
                if self._doubt is not None and (self._doubt.possible or self.meant):
                    self.begin()
                    return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next question once the two agree; Esc goes back to the value."""
        if event.key() in _ENTER and self._doubt is not None:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._editor.begin()
        else:
            super().keyPressEvent(event)
