"""Rows that could not be taken: which, and why, so that the file can be mended and brought in again."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.roster import RosterImport, RosterRow
from villagevisit.services import roster, roster_decide, roster_words
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import moment
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.roster_cells import hide_numbers, written
from villagevisit.ui.pages.roster_result import export_report
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack, nothing
from villagevisit.wording import t


class RejectedPanel(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._imports: list[RosterImport] = []
        self._rows: list[RosterRow] = []
        u = theme.now().u
        self.which = Choice()
        self.which.setMinimumWidth(26 * u)
        self.which.setAccessibleName(t("desk.roster.which_import"))
        self.which.on_choice(lambda _id: self._load())
        self.export = parts.plain(t("desk.roster.export"), self._export)
        self.list = Rows()
        self.list.setAccessibleName(t("desk.roster.rejected"))
        self.list.setFixedWidth(23 * u)
        self.list.chosen.connect(self._show_row)
        self._where = parts.body("", muted=True)
        self._why = parts.heading("")
        self._cells = Facts()
        self._safe = parts.body(t("desk.roster.rejected_safe"), muted=True)
        detail = parts.column(self._where, self._why, self._safe, parts.line(), self._cells, None)
        detail.setMaximumWidth(parts.FORM_WIDTH)
        detail.setContentsMargins(0, 0, u, u)
        there = QWidget()
        box = QHBoxLayout(there)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2 * u)
        box.addWidget(self.list)
        box.addWidget(parts.rule())
        box.addWidget(parts.scroll(detail), 1)
        self._stack = Stack()
        self._stack.addWidget(nothing(t("desk.roster.no_rejected")))
        self._stack.addWidget(there)
        self._top = parts.row(self.which, self.export, None)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, u, 0, 0)
        outer.setSpacing(u)
        outer.addWidget(self._top)
        outer.addWidget(self._stack, 1)

    def show_import(self, import_id: str) -> None:
        self._imports = roster.imports(self._shell.ws)
        self._top.setVisible(bool(self._imports))
        chosen = import_id or self.which.value() or (self._imports[0].id if self._imports else "")
        options = [(one.id, f"{one.file_name} · {moment(one.started_at)}") for one in self._imports]
        self.which.offer(options, chosen)
        self._load()

    def refresh(self) -> None:
        self.show_import("")

    def _load(self) -> None:
        chosen = self.which.value()
        self._rows = roster_decide.rejected(self._shell.ws, chosen) if chosen else []
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self.list.offer([_row(row) for row in self._rows])
        self._show_row(self.list.currentIndex().row())

    def _show_row(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            row = self._rows[number]
            file_name = next((one.file_name for one in self._imports if one.id == row.import_id), "")
            self._where.setText(t("desk.roster.where", file=file_name, sheet=row.sheet, row=row.row_no))
            self._why.setText(roster_words.problem(row.code, row.params))
            self._cells.show_rows(written(row.cells, masked=True))

    def _export(self) -> None:
        one = next((one for one in self._imports if one.id == self.which.value()), None)
        if one is not None:
            export_report(self, self._shell, one.id, one.file_name)

    def first(self) -> QWidget:
        return self.list if self._rows else self.which


def _row(row: RosterRow) -> Row:
    reason = hide_numbers(roster_words.problem(row.code, row.params))
    note = t("desk.roster.row_reason", row=row.row_no, reason=reason)
    return Row(row.id, row.name or row.sheet, note, "", "refused")
