"""What the sections of duty share: a list on the left, who is missing first; the chosen row and its one verb beside."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_LIST, _FIELD, _LABEL = 24, 46, 10
"""Units of the list, of a label beside its value, and the most that a field of the chosen row takes."""
OVERVIEW = ""
"""Key of the first row, behind which the counts are, and what concerns nobody in particular."""


class DutyPanel(QWidget):
    """One section. `rows` reads what there is; `show_row` fills the side for one of them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        u = theme.now().u
        self.list = Rows()
        self.list.setFixedWidth(_LIST * u)
        self.list.chosen.connect(self._chosen)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(2 * u, 0, 2 * u, 2 * u)
        self._side.setSpacing(u)
        inside = QWidget()
        inside.setLayout(self._side)
        self._area = parts.scroll(inside)
        box = QHBoxLayout(self)
        box.setContentsMargins(2 * u, 2 * u, 0, 0)
        box.addWidget(self.list)
        box.addWidget(parts.rule())
        box.addWidget(self._area, 1)
        self._key = OVERVIEW

    def rows(self) -> list[Row]:
        raise NotImplementedError

    def show_row(self, key: str) -> None:
        raise NotImplementedError

    def look(self, key: str | None = None) -> None:
        """Reads everything again and stays at the chosen row, or goes to another one."""
        wanted = self._key if key is None else key
        self.list.blockSignals(True)
        self.list.offer(self.rows())
        self.list.choose_key(wanted)
        self.list.blockSignals(False)
        self._chosen(self.list.currentIndex().row())

    def _chosen(self, number: int) -> None:
        if not 0 <= number < self.list.count():
            return
        self._key = self.list.key(number)
        parts.clear(self._side)
        self.show_row(self._key)
        self._side.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    # --- the side ------------------------------------------------------------------------------------------------

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._side.addWidget(widget)

    def facts(self, *pairs: tuple[str, str]) -> None:
        """Labelled lines, labels beside values; without those that say nothing."""
        u = theme.now().u
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * u)
        grid.setVerticalSpacing(u // 2)
        grid.setColumnStretch(1, 1)
        for at, (label, value) in enumerate((label, value) for label, value in pairs if value):
            words = parts.body(label, muted=True)
            words.setFixedWidth(_LABEL * u)
            grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(parts.body(value), at, 1)
        self.add(whole)

    def field(self, label: str, widget: QWidget) -> None:
        self.add(parts.narrow(parts.labelled(label, widget), _FIELD * theme.now().u))

    def line(self, label: str, text: str = "") -> Line:
        made = Line(text)
        self.field(label, made)
        return made

    def day(self, label: str, text: str = "") -> Day:
        made = Day(text or self.today())
        self.field(label, made)
        return made

    def choice(self, label: str, options: Sequence[tuple[str, str]], value: str = "") -> Choice:
        made = Choice(options, value)
        self.field(label, made)
        return made

    def verbs(self, *buttons: QWidget) -> None:
        self.add(Flow(*buttons))

    def today(self) -> str:
        return self.shell.ws.clock.now().date().isoformat()

    def do(self, call: Callable[[], Done[Any]], *, then: str | None = None) -> None:
        """A command; what it changed comes back through the page. A refusal keeps what was typed. `then` is the row
        that is shown afterwards.
        """
        try:
            done = call()
        except CodedError as error:
            self.shell.fail(error)
            return
        if then is not None:
            self._key = then
        self.shell.apply(done)
        self.shell.notify(t("duty.entered"), "done")

    def printing(self, words: str, kind: str, subject_id: str) -> parts.Button:
        """The way to the paper beside a result."""
        return parts.plain(words, lambda: self.shell.go("print", kind=kind, subject_id=subject_id))

    def first_focus(self) -> QWidget:
        return self.list
