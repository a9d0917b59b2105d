"""What the sections of dynamic management share: a list on the left, what is chosen on the right."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack, nothing
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

T = TypeVar("T")
_LIST = 22
_FIELD_PX = 420


class SplitPanel(QWidget):
    """`look(household_id)` reads again; subclasses give `rows` and fill `said` for the chosen key."""

    def __init__(self, shell: Shell, none: str) -> None:
        super().__init__()
        u = theme.now().u
        self.shell = shell
        self.list = Rows()
        self.list.setFixedWidth(_LIST * u)
        self.list.chosen.connect(lambda number: self._choose(self.list.key(number)))
        self.top = QVBoxLayout()
        self.top.setSpacing(u)
        left = parts.column(self.top, self.list)
        inside = QWidget()
        self.said = QVBoxLayout(inside)
        self.said.setContentsMargins(2 * u, 0, 2 * u, 2 * u)
        self.said.setSpacing(u)
        self._area = parts.scroll(inside)
        there = QWidget()
        box = QHBoxLayout(there)
        box.setContentsMargins(2 * u, u, 0, 0)
        box.addWidget(left)
        box.addWidget(parts.rule())
        box.addWidget(self._area, 1)
        self._stack = Stack()
        self._stack.addWidget(nothing(none))
        self._stack.addWidget(there)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.key = ""

    def number(self) -> int:
        """How many wait here, for the section's word. The page asks it before `look`, so that what was read for it may
        serve there.
        """
        return 0

    def look(self, household_id: str = "") -> None: ...

    def show_rows(self, rows: Sequence[Row], *, empty: bool | None = None) -> None:
        """Offers these rows and keeps the chosen one; `empty` says whether there is anything to do here at all."""
        self._stack.setCurrentIndex(0 if (not rows if empty is None else empty) else 1)
        wanted = self.key
        self.list.blockSignals(True)
        self.list.offer(rows)
        self.list.choose_key(wanted)
        self.list.blockSignals(False)
        self._choose(self.list.current_key())

    def _choose(self, key: str) -> None:
        if key != self.key:
            self._area.verticalScrollBar().setValue(0)
        self.key = key
        parts.clear(self.said)
        if key:
            self.fill(key)
        self.said.addStretch(1)

    def fill(self, key: str) -> None: ...

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        found = Facts()
        found.show_rows(row for row in rows if row[1])
        self.said.addWidget(found)

    def verbs(self, *buttons: QWidget) -> None:
        self.said.addWidget(Flow(*buttons))

    def do(self, act: Callable[[], Done[T]], words: str) -> None:
        """Carries out a command, tells the pages and says so; a refusal stands in the banner."""
        try:
            done = act()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(words, "done")
        self.shell.apply(done)

    def ask(self, fields: Iterable[tuple[str, QWidget]]) -> None:
        """Fields under their words, one below the other."""
        for words, field in fields:
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _FIELD_PX))

    def household(self, household_id: str) -> parts.Button:
        return parts.plain(t("dynamic.household"), lambda: self.shell.go("household", household_id=household_id))

    def first_focus(self) -> QWidget | None:
        return self.list if self._stack.currentIndex() else None
