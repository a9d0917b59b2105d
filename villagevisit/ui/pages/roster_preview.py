"""Before an import: what every column was taken for, which village a sheet is about, and the first rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.domain.area import Area
from villagevisit.domain.roster import RosterMapping, RosterPreview, SheetPreview
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.pages.roster_columns import ColumnTable
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.wording import t


class PreviewPanel(QWidget):
    """Emits `accepted(mapping, corrected)` when the clerk lets the file in, `again()` for another file."""

    accepted = Signal(object, bool)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preview: RosterPreview | None = None
        self._villages: Sequence[Area] = ()
        self._chosen_villages: dict[str, str] = {}
        self._corrections: dict[str, str] = {}
        self._skipped: set[str] = set()
        self._build()

    def _build(self) -> None:
        u = theme.now().u
        self._name = parts.heading("")
        self._size = parts.body("", muted=True)
        self._state = parts.status("wait", "", wrap=True)
        self.sheets = Rows()
        self.sheets.setFixedWidth(15 * u)
        self.sheets.setAccessibleName(t("desk.roster.sheets"))
        self.sheets.chosen.connect(self._show_sheet)
        self._rule = parts.rule()
        self.village = Choice()
        self.village.on_choice(self._village_chosen)
        self.village.setAccessibleName(t("desk.roster.which_village"))
        self.village.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.read_it = QCheckBox(t("desk.roster.read_sheet"))
        self.read_it.toggled.connect(self._read_toggled)
        self.columns = ColumnTable()
        self.columns.corrected.connect(self._corrected)
        self.start = parts.primary(t("desk.roster.import"), self._accept)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(u)
        top = QHBoxLayout()
        top.setSpacing(2 * u)
        top.addWidget(QLabel(t("desk.roster.which_village")))
        top.addWidget(self.village)
        top.addWidget(self.read_it)
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(parts.scroll(self.columns), 1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * u)
        for widget in (self.sheets, self._rule):
            middle.addWidget(widget)
        middle.addWidget(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(parts.row(self._name, self._size, None))
        box.addLayout(middle, 1)
        box.addWidget(parts.line())
        last = QHBoxLayout()
        last.setSpacing(u)
        last.addWidget(self.start)
        last.addWidget(parts.quiet(t("desk.roster.other_file"), self.again.emit))
        last.addWidget(self._state, 1, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(last)

    def show_preview(self, file_name: str, preview: RosterPreview, villages: Sequence[Area]) -> None:
        """Starts afresh with another file."""
        self._preview = preview
        self._villages = villages
        self._chosen_villages = {sheet.name: sheet.village_code for sheet in preview.sheets if sheet.village_code}
        if len(villages) == 1:
            for sheet in preview.sheets:
                if not sheet.has_village_column:
                    self._chosen_villages.setdefault(sheet.name, villages[0].code)
        self._corrections = {}
        self._skipped = set()
        self._name.setText(file_name)
        self._name.setWordWrap(False)
        self._size.setText(t("desk.roster.size", sheets=len(preview.sheets), rows=count(preview.rows)))
        self._size.setWordWrap(False)
        many = len(preview.sheets) > 1
        self.sheets.setVisible(many)
        self._rule.setVisible(many)
        self.read_it.setVisible(many)
        self._list_sheets()
        self.sheets.choose(self._first_unsure())
        self._show_sheet(self.sheets.currentIndex().row())
        self._judge()

    def mapping(self) -> RosterMapping:
        return RosterMapping(dict(self._corrections), dict(self._chosen_villages), frozenset(self._skipped))

    def _first_unsure(self) -> int:
        sheets = self._preview.sheets if self._preview else ()
        return next((at for at, sheet in enumerate(sheets) if self._missing_village(sheet)), 0)

    def _sheet(self) -> SheetPreview | None:
        at = self.sheets.currentIndex().row()
        return self._preview.sheets[at] if self._preview and 0 <= at < len(self._preview.sheets) else None

    def _missing_village(self, sheet: SheetPreview) -> bool:
        return bool(
            sheet.rows
            and sheet.name not in self._skipped
            and not sheet.has_village_column
            and not self._chosen_villages.get(sheet.name)
            and "village" not in self._corrections.values()
        )

    def _unsure(self, sheet: SheetPreview) -> int:
        return sum(
            bool(column.field) and not column.sure and column.header not in self._corrections
            for column in sheet.columns
        )

    def _list_sheets(self) -> None:
        assert self._preview is not None
        names = {area.code: area.name for area in self._villages}
        rows = []
        for sheet in self._preview.sheets:
            if sheet.name in self._skipped or not sheet.rows:
                kind, note = "muted", t("desk.roster.sheet_left_out") if sheet.rows else t("desk.roster.sheet_empty")
            elif self._missing_village(sheet):
                kind, note = "wait", t("desk.roster.sheet_no_village")
            else:
                village = names.get(self._chosen_villages.get(sheet.name, ""), "")
                rows_of = t("desk.roster.rows", rows=count(sheet.rows))
                kind = "wait" if self._unsure(sheet) else "done"
                note = f"{village} · {rows_of}" if village and village != sheet.name else rows_of
            rows.append(Row(sheet.name, sheet.name, note, "", kind))
        self.sheets.offer(rows)

    def _show_sheet(self, _number: int) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        nobody = t("desk.roster.village_in_rows") if sheet.has_village_column else t("desk.roster.choose_village")
        chosen = self._chosen_villages.get(sheet.name, "")
        self.village.offer([("", nobody), *((area.code, area.name) for area in self._villages)], chosen)
        self.read_it.blockSignals(True)
        self.read_it.setChecked(sheet.name not in self._skipped)
        self.read_it.blockSignals(False)
        self.columns.show_sheet(sheet, self._corrections)

    def _village_chosen(self, code: str) -> None:
        sheet = self._sheet()
        if sheet is not None:
            if code:
                self._chosen_villages[sheet.name] = code
            else:
                self._chosen_villages.pop(sheet.name, None)
            self._look_again()

    def _read_toggled(self, on: bool) -> None:
        sheet = self._sheet()
        if sheet is not None:
            (self._skipped.discard if on else self._skipped.add)(sheet.name)
            self._look_again()

    def _corrected(self, header: str, field: str) -> None:
        self._corrections[header] = field
        self._look_again()

    def _look_again(self) -> None:
        self.sheets.blockSignals(True)
        self._list_sheets()
        self.sheets.blockSignals(False)
        self._judge()

    def _judge(self) -> None:
        assert self._preview is not None
        missing = [sheet.name for sheet in self._preview.sheets if self._missing_village(sheet)]
        read = [sheet for sheet in self._preview.sheets if sheet.name not in self._skipped]
        unsure = sum(self._unsure(sheet) for sheet in read)
        rows = sum(sheet.rows for sheet in read)
        self.start.setEnabled(not missing and rows > 0)
        self.start.setText(t("desk.roster.import_rows", rows=count(rows)) if rows else t("desk.roster.import"))
        if not rows:
            self._state.say("wait", t("desk.roster.nothing_to_read"))
        elif missing:
            self._state.say("wait", t("desk.roster.village_missing", sheets="、".join(missing[:4])))
        elif unsure:
            self._state.say("wait", t("desk.roster.columns_unsure", columns=unsure))
        elif self._preview.remembered and not self._corrections:
            self._state.say("done", t("desk.roster.columns_remembered"))
        else:
            self._state.say("done", t("desk.roster.columns_sure"))

    def first(self) -> QWidget:
        """What is missing, or else the way on."""
        return self.start if self.start.isEnabled() else self.village

    def _accept(self) -> None:
        self.accepted.emit(self.mapping(), bool(self._corrections))
