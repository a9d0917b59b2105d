"""Doubtful rows: the row, why it is doubtful, and one click (or digit) that settles it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import NOTHING, Changes
from villagevisit.domain.errors import CodedError
from villagevisit.domain.roster import RosterRow
from villagevisit.services import reveal, roster, roster_decide, roster_waiting, roster_words
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.roster_cells import hide_numbers, written
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack, nothing
from villagevisit.wording import t

_LOADED = 200


class DoubtfulPanel(QWidget):
    """Up and Down choose a row, digits decide. `wanted(tab, import_id)` asks the page for another section."""

    wanted = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._import_id: str | None = None
        self._rows: list[RosterRow] = []
        self._total = 0
        self._files: dict[str, str] = {}
        u = theme.now().u
        self.list = Rows(leaves_digits=True)
        self.list.setAccessibleName(t("desk.roster.doubtful"))
        self.list.setFixedWidth(23 * u)
        self.list.chosen.connect(self._show_row)
        self._rest = parts.body("", muted=True)
        self.question = _Question(self.decide, self._reveal)
        left = parts.column(self.list, self._rest)
        left.setFixedWidth(23 * u)
        there = QWidget()
        box = QHBoxLayout(there)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2 * u)
        box.addWidget(left)
        box.addWidget(parts.rule())
        box.addWidget(self.question, 1)
        self._stack = Stack()
        self._stack.addWidget(nothing(t("desk.roster.no_doubtful")))
        self._stack.addWidget(there)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, u, 0, 0)
        outer.addWidget(self._stack)

    def show_import(self, import_id: str | None) -> None:
        self._import_id = import_id or None
        self.refresh()

    def refresh(self) -> None:
        ws = self._shell.ws
        self._rows = roster_decide.doubtful(ws, self._import_id, limit=_LOADED)
        self._total = roster_waiting.doubtful_count(ws, self._import_id)
        self._files = {one.id: one.file_name for one in roster.imports(ws)}
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self._rest.setVisible(self._total > len(self._rows))
        self._rest.setText(t("desk.roster.and_more", count=count(self._total - len(self._rows))))
        self.list.offer([_row(row) for row in self._rows])
        self._show_row(self.list.currentIndex().row())

    def _show_row(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            row = self._rows[number]
            file_name = self._files.get(row.import_id, "")
            self.question.ask(row, file_name, sum(_same_kind(row, other) for other in self._rows) - 1)

    def decide(self, choice: str, alike: bool) -> None:
        """Settles the chosen row, and with `alike` every loaded row with the same question."""
        number = self.list.currentIndex().row()
        if not 0 <= number < len(self._rows):
            return
        row = self._rows[number]
        rows = [other for other in self._rows if _same_kind(row, other)] if alike else [row]
        if len(rows) == 1:
            try:
                self._shell.apply(roster_decide.decide(self._shell.ws, self._shell.actor, row.id, choice))
            except CodedError as error:
                self._shell.fail(error)
            return
        self._shell.tasks.run(
            lambda progress: self._decide_all(rows, choice, progress),
            self._shell.tell,
            title=t("desk.roster.deciding"),
        )

    def _decide_all(self, rows: Sequence[RosterRow], choice: str, progress: Progress) -> Changes:
        changes = NOTHING
        for at, row in enumerate(rows):
            progress(at, len(rows))
            changes |= roster_decide.decide(self._shell.ws, self._shell.actor, row.id, choice).changes
        return changes

    def answer(self, event: QKeyEvent) -> bool:
        """Takes a digit as the decision about the chosen row."""
        number = event.key() - Qt.Key.Key_1
        if not 0 <= number < self.question.choices() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.question.press(number)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.answer(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.question.first().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def first(self) -> QWidget:
        return self.list

    def _reveal(self, row_id: str) -> bool:
        """Whether the people here may read the numbers of this row; that they did is written down."""
        try:
            reveal.reveal(self._shell.ws, self._shell.actor, reveal.Secret.ROSTER_ROW, row_id)
        except CodedError as error:
            self._shell.fail(error)
            return False
        return True


def _same_kind(row: RosterRow, other: RosterRow) -> bool:
    return row.code == other.code and row.choices == other.choices


def _row(row: RosterRow) -> Row:
    reason = hide_numbers(roster_words.problem(row.code, row.params))
    note = t("desk.roster.row_reason", row=row.row_no, reason=reason)
    return Row(row.id, row.name or row.sheet, note, "", "wait")


class _Question(QWidget):
    """One doubtful row. Numbers are masked until somebody wants to read them; that he did is written down."""

    def __init__(self, decide: Callable[[str, bool], None], reveal: Callable[[str], bool]) -> None:
        super().__init__()
        self._decide = decide
        self._reveal = reveal
        self._row: RosterRow | None = None
        u = theme.now().u
        self._where = parts.body("", muted=True)
        self._why = parts.heading("")
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(u // 2)
        self._choices: list[parts.Button] = []
        self.alike = QCheckBox()
        self._cells = Facts()
        self.eye = parts.quiet(t("desk.roster.show_numbers"), self._look)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, u, u)
        box.setSpacing(u)
        box.addWidget(self._where)
        box.addWidget(self._why)
        box.addLayout(self._buttons)
        box.addWidget(self.alike)
        box.addWidget(parts.line())
        box.addWidget(self._cells)
        box.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        inside.setMaximumWidth(parts.FORM_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts.scroll(inside))

    def ask(self, row: RosterRow, file_name: str, alike: int) -> None:
        self._where.setText(t("desk.roster.where", file=file_name, sheet=row.sheet, row=row.row_no))
        self._row = row
        self._show(row, masked=True)
        parts.clear(self._buttons)
        self._choices = []
        for at, choice in enumerate(row.choices):
            words = t("desk.roster.digit", digit=at + 1, words=roster_words.decision(choice))
            make = parts.primary if choice == row.suggestion else parts.plain
            button = make(words, partial(self._chosen, choice))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._choices.append(button)
        self.alike.setChecked(False)
        self.alike.setVisible(alike > 0)
        self.alike.setText(t("desk.roster.alike", count=alike))

    def _show(self, row: RosterRow, *, masked: bool) -> None:
        why, cells = roster_words.problem(row.code, row.params), written(row.cells, masked=masked)
        self._why.setText(hide_numbers(why) if masked else why)
        self._cells.show_rows(cells)
        hidden = masked and (hide_numbers(why) != why or cells != written(row.cells, masked=False))
        self.eye.setVisible(hidden)

    def _look(self) -> None:
        if self._row is not None and self._reveal(self._row.id):
            self._show(self._row, masked=False)

    def _chosen(self, choice: str) -> None:
        self._decide(choice, self.alike.isChecked())

    def choices(self) -> int:
        return len(self._choices)

    def press(self, number: int) -> None:
        self._choices[number].click()

    def first(self) -> QWidget:
        return self._choices[0] if self._choices else self
