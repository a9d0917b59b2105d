"""A measured value that is entered without a form: held against the ranges as in one (R-15)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.plausible import Range, possible
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.doubts import Doubts
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.retype import Retype
from villagevisit.ui.widgets.text_editors import Line
from villagevisit.wording import t


class Measured(QWidget):
    """What is impossible is told at once and what is unlikely asked for again; several of one entry share `doubts`."""

    def __init__(self, name: str, known: Range, doubts: Doubts) -> None:
        super().__init__()
        self._name = name
        self._known = known
        self.line = Line()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.textEdited.connect(lambda _text: self._look(typing=True))
        self.line.editingFinished.connect(self._look)
        self.setFocusProxy(self.line)
        self.wrong = Remark("refused", "")
        self.wrong.hide()
        self.retype = Retype(doubts, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        for widget in (self.line, self.wrong, self.retype):
            box.addWidget(widget)

    def text(self) -> str:
        """The number as it is stored; what cannot be read stays as it was typed."""
        typed = self.line.text().strip()
        return values.read_number(typed) or typed

    def say(self, value: str) -> None:
        self.line.setText(value)
        self._look()

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
        parts.bring_into_view(self)

    def hold(self, known: Range) -> None:
        """Another range: of another day, or another item."""
        self._known = known
        self._look()

    def settled(self) -> bool:
        """Whether it can be entered; if not, the keyboard goes to what is asked."""
        self._look()
        if self.retype.open and possible(self._known, self.text()):
            self.retype.begin()
            return False
        if self.wrong.isVisibleTo(self):
            self.begin()
            return False
        return True

    def _look(self, typing: bool = False) -> None:
        value = self.text()
        self.retype.look(self._name, value, typing)
        wrong = bool(value) and not typing and not possible(self._known, value)
        if wrong:
            low, high = self._known.hard
            self.wrong.say("refused", t("round.impossible", low=f"{low:f}", high=f"{high:f}"))
        self.wrong.setVisible(wrong)
