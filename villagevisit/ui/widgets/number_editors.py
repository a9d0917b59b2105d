"""Whole numbers and amounts, typed or counted up and down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import values
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.text_editors import LineEditor
from villagevisit.wording import t

_NUMBER, _COUNT = 15, 7
"""Widths in body heights."""


class NumberEditor(LineEditor):
    """A whole number or an amount: right-aligned, thousands marked when nobody types, its unit beside it."""

    def __init__(self, host: Host, unit: str, whole: bool) -> None:
        super().__init__(host)
        self._money = "元" in unit or "yuan" in unit.lower()
        self._whole = whole
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setFixedWidth(_NUMBER * theme.now().body)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        words = parts.number(unit)
        words.setProperty("part", "muted")
        self._box.addWidget(Flow(*self.beside(), words))
        words.setVisible(bool(unit))

    def beside(self) -> tuple[QWidget, ...]:
        """What stands in the line, before the unit."""
        return (self.line,)

    def read(self, typed: str) -> str:
        number = values.read_number(typed)
        if number is None:
            return values.half_width(typed).strip()
        return number.removesuffix(".0") if self._whole else number

    def write(self, stored: str) -> str:
        return values.show_number(stored, self._money and not self._whole)

    def _plain(self) -> str:
        return self._stored


class CounterEditor(NumberEditor):
    """A whole number counted with two buttons (`counter`): people, animals, rooms."""

    def __init__(self, host: Host, unit: str) -> None:
        super().__init__(host, unit, whole=True)
        self.line.setFixedWidth(_COUNT * theme.now().body)

    def beside(self) -> tuple[QWidget, ...]:
        self.less = parts.with_icon(parts.plain("", lambda: self._count(-1)), "remove")
        self.more = parts.with_icon(parts.plain("", lambda: self._count(1)), "add")
        for button, words in ((self.less, t("visit_page.one_less")), (self.more, t("visit_page.one_more"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self.less, self.line, self.more

    def show_node(self, node: Node) -> None:
        super().show_node(node)
        self.less.setEnabled(not node.readonly)
        self.more.setEnabled(not node.readonly)

    def _count(self, by: int) -> None:
        if self._stored.lstrip("-").isdecimal() or not self._stored:
            self.say(str(int(self._stored or "0") + by))
