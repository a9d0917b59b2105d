"""What the tabs of the page `checks` share: a list, and a sheet about one thing in its place."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

T = TypeVar("T")
WIDTH = 860


class Panel(QWidget):
    """`look()` shows the list again; `open(key)` the sheet of one thing, `back()` the list."""

    def __init__(self, shell: Shell, nothing: str, many: bool = False) -> None:
        super().__init__()
        self.shell = shell
        u = theme.now().u
        self.key = ""
        self.focus: QWidget | None = None
        self.top = QVBoxLayout()
        self.top.setSpacing(u)
        self.table = Table(many=many)
        self.nothing = parts.body(nothing, muted=True)
        first = QWidget()
        listed = QVBoxLayout(first)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(u)
        listed.addLayout(self.top)
        listed.addWidget(self.nothing)
        listed.addWidget(self.table, 1)
        self._gap = QWidget()
        listed.addWidget(self._gap, 1)
        inside = QWidget()
        self.sheet = QVBoxLayout(inside)
        self.sheet.setContentsMargins(0, 0, u, 2 * u)
        self.sheet.setSpacing(u)
        self.stack = parts.Stack()
        self.stack.addWidget(first)
        self.stack.addWidget(parts.scroll(parts.narrow(inside, WIDTH)))
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.addWidget(self.stack)

    def look(self) -> None:
        """Reads again what is shown."""
        if self.key:
            self.open(self.key)
        else:
            self.fill()

    def fill(self) -> None:
        """Fills the list."""

    def write(self, key: str) -> None:
        """Fills the sheet of one thing."""

    def listed(self, count: int) -> None:
        """Shows the table, or what to say where it is empty."""
        self.table.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self._gap.setVisible(count == 0)
        if count:
            self.table.selectRow(0)

    def open(self, key: str) -> None:
        self.key, self.focus = key, None
        parts.clear(self.sheet)
        self.way_back = parts.row(parts.quiet(t("checks.back"), self.back), None)
        self.sheet.addWidget(self.way_back)
        self.guard(lambda: self.write(key))
        self.sheet.addStretch(1)
        self.stack.setCurrentIndex(1)
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def back(self) -> None:
        self.key = ""
        self.stack.setCurrentIndex(0)
        self.fill()

    def guard(self, work: Callable[[], object]) -> bool:
        """Does it; a refusal is said in the banner and what was typed stays."""
        try:
            work()
        except CodedError as error:
            self.shell.fail(error)
            return False
        return True

    def do(self, command: Callable[[], Done[T]], said: str = "") -> bool:
        """Gives a command; tells the pages, shows the thing again, and says what was done."""
        ok = self.guard(lambda: self.shell.apply(command()))
        if ok:
            self.look()
            if said:
                self.shell.notify(said, "done")
        return ok

    def typing(self) -> bool:
        """Whether somebody typed something that is not entered yet: news must not take it away."""
        return any(line.isModified() and line.isVisible() for line in self.findChildren(QLineEdit))

    def may(self, deed: Deed, village: str = "") -> bool:
        return may(self.shell.actor.officers, deed, Thing(village))

    def words(self, *lines: str, muted: bool = False) -> None:
        for line in lines:
            if line:
                self.sheet.addWidget(parts.body(line, muted=muted))

    def form(self, *fields: tuple[str, QWidget]) -> None:
        for label, field in fields:
            self.sheet.addWidget(parts.labelled(label, field))
        if self.focus is None and fields:
            self.focus = fields[0][1]

    def buttons(self, *buttons: QWidget) -> None:
        self.sheet.addWidget(Flow(*buttons))

    def first_focus(self) -> QWidget | None:
        if self.key:
            return self.focus
        return self.table if self.table.isVisibleTo(self) else None
