"""The columns of one sheet, turned on their side: what stands above, what it was taken for, the first rows."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from villagevisit.domain.roster import FIELDS, ColumnGuess, SheetPreview
from villagevisit.services import roster_words
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import breakable
from villagevisit.ui.pages.roster_cells import shown
from villagevisit.wording import t

_SAMPLES = 4
_FIRST_SAMPLE = 3


class ColumnTable(QWidget):
    """Emits `corrected(header, field)` when a person says that a column is something else."""

    corrected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SheetPreview | None = None
        self._fields: dict[str, str] = {}
        self._choices: dict[str, Choice] = {}
        self._marks: dict[str, QLabel] = {}
        self._samples: dict[str, list[QLabel]] = {}
        self._heads: list[QLabel] = []
        self._grid = QGridLayout(self)
        u = theme.now().u
        self._grid.setContentsMargins(0, 0, u, u)
        self._grid.setHorizontalSpacing(round(1.5 * u))
        self._grid.setVerticalSpacing(u // 2)

    def choice(self, header: str) -> Choice:
        return self._choices[header]

    def show_sheet(self, sheet: SheetPreview, corrections: Mapping[str, str]) -> None:
        parts.clear(self._grid)
        self._sheet = sheet
        self._choices, self._marks, self._samples = {}, {}, {}
        self._fields = {column.header: corrections.get(column.header, column.field) for column in sheet.columns}
        self._head()
        for at, column in enumerate(sheet.columns, start=1):
            self._row(at, column, column.header in corrections)
        self._grid.setRowStretch(len(sheet.columns) + 1, 1)
        self._fit()

    def _head(self) -> None:
        words = [t("desk.roster.column_in_file"), "", t("desk.roster.taken_for")]
        words += [t("desk.roster.nth_row", number=number + 1) for number in range(_SAMPLES)]
        self._heads = []
        for at, word in enumerate(words):
            label = QLabel(word)
            label.setProperty("part", "muted")
            self._grid.addWidget(label, 0, at)
            self._heads.append(label)

    def _row(self, at: int, column: ColumnGuess, corrected: bool) -> None:
        assert self._sheet is not None
        look = theme.now()
        header = parts.strong(column.header or t("desk.roster.no_header"))
        header.setMinimumWidth(9 * look.u)
        header.setMaximumWidth(12 * look.u)
        mark = QLabel()
        mark.setFixedWidth(2 * look.u)
        options = [("", t("desk.roster.not_read")), *((field, roster_words.field(field)) for field in FIELDS)]
        choice = Choice(options, self._fields[column.header])
        choice.setAccessibleName(t("desk.roster.taken_for_of", column=column.header))
        choice.setMinimumWidth(13 * look.u)
        choice.on_choice(partial(self._chosen, column.header))
        self._grid.addWidget(header, at, 0)
        self._grid.addWidget(mark, at, 1)
        self._grid.addWidget(choice, at, 2)
        self._choices[column.header] = choice
        self._marks[column.header] = mark
        self._samples[column.header] = []
        for number in range(_SAMPLES):
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._grid.addWidget(label, at, _FIRST_SAMPLE + number)
            self._samples[column.header].append(label)
        self._say(column, corrected)

    def _say(self, column: ColumnGuess, corrected: bool) -> None:
        assert self._sheet is not None
        field = self._fields[column.header]
        mark = self._marks[column.header]
        if not field:
            _mark(mark, "circle", "muted", t("desk.roster.not_read"))
        elif corrected or column.sure:
            _mark(mark, "done", "finished", t("desk.roster.corrected") if corrected else t("desk.roster.sure"))
        else:
            _mark(mark, "wait", "waiting", t("desk.roster.unsure"))
        for label, row in zip(self._samples[column.header], self._sheet.sample, strict=False):
            label.setText(breakable(shown(field, row[column.index])) if column.index < len(row) else "")
            label.setProperty("part", "body" if field else "muted")
            parts.repolish(label)

    def _chosen(self, header: str, field: str) -> None:
        assert self._sheet is not None
        twins = [other for other, taken in self._fields.items() if field and taken == field and other != header]
        self._take(header, field)
        for twin in twins:
            self._choices[twin].blockSignals(True)
            self._choices[twin].choose("")
            self._choices[twin].blockSignals(False)
            self._take(twin, "")

    def _take(self, header: str, field: str) -> None:
        assert self._sheet is not None
        self._fields[header] = field
        self._say(next(column for column in self._sheet.columns if column.header == header), corrected=True)
        self.corrected.emit(header, field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shows as many first rows as have room: a name or number is shown whole or not at all."""
        look = theme.now()
        room = self.width() - 32 * look.u
        seen = min(max(room // (15 * look.u), 1), _SAMPLES)
        there = len(self._sheet.sample) if self._sheet else 0
        for number in range(_SAMPLES):
            visible = number < min(seen, there)
            for labels in self._samples.values():
                labels[number].setVisible(visible)
            self._grid.setColumnStretch(_FIRST_SAMPLE + number, int(visible))
            if self._heads:
                self._heads[_FIRST_SAMPLE + number].setVisible(visible)


def _mark(label: QLabel, icon: str, colour: theme.Colour, words: str) -> None:
    side = theme.now().body + 4
    label.setPixmap(parts.picture(icon, colour, side).pixmap(QSize(side, side)))
    label.setToolTip(words)
    label.setAccessibleName(words)
