"""The live result of a household verification: figures, what to look at, and how each was computed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.domain.formula import Formula
from villagevisit.domain.suggestion import Suggestion
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.row_list import Row, RowList
from villagevisit.ui.widgets.values import show_number
from villagevisit.wording import t


class ResultPanel(QWidget):
    """Decision support only, and says so. Redraws only what changed."""

    def __init__(self) -> None:
        super().__init__()
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u // 2, 2 * u, 3 * u // 2, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.heading(t("visit_page.result")))
        box.addWidget(parts.body(t("visit_page.result_advice"), muted=True))
        self._figures = QGridLayout()
        self._figures.setVerticalSpacing(u // 2)
        self._figures.setColumnStretch(0, 1)
        self._numbers: dict[str, QLabel] = {}
        for key, words in _FIGURES.items():
            self._add_figure(key, t(words))
        box.addLayout(self._figures)
        box.addWidget(parts.line())
        self._big_name = parts.body(t("visit_page.supplement"))
        self._big = parts.title("")
        self._big.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.addWidget(self._big_name)
        box.addWidget(self._big)
        self._waiting = parts.body(t("visit_page.result_waits"), muted=True)
        box.addWidget(self._waiting)
        self._flags = QVBoxLayout()
        box.addLayout(self._flags)
        self.how = parts.quiet(t("visit_page.how"), self._toggle)
        self.how.setCheckable(True)
        parts.with_icon(self.how, "right", "accent")
        box.addWidget(self.how, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines = RowList(lines=False, arrow=False, wide_notes=True)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.hide()
        box.addWidget(self._lines)
        box.addStretch(1)
        self._shown: Suggestion | None = None

    def _add_figure(self, key: str, words: str) -> None:
        row = self._figures.rowCount()
        name = parts.body(words, muted=True)
        number = parts.number("")
        self._figures.addWidget(name, row, 0)
        self._figures.addWidget(number, row, 1)
        self._numbers[key] = number

    def show_suggestion(self, found: Suggestion) -> None:
        if found == self._shown:
            return
        before, self._shown = self._shown, found
        self._waiting.setVisible(not found.ready)
        texts = {
            "counted": str(found.counted_members),
            "net": show_number(str(found.net_year), money=True),
            "per_capita": show_number(str(found.per_capita_month), money=True),
            "standard": show_number(str(found.standard_month), money=True),
        }
        for key, text in texts.items():
            self._numbers[key].setText(text if found.ready else "—")
        printed = show_number(str(found.printed_supplement), money=True)
        self._big.setText(printed if found.ready else "—")
        self.how.setVisible(found.ready and bool(found.lines))
        if before is None or before.flags != found.flags:
            parts.clear(self._flags)
            for flag in found.flags:
                self._flags.addWidget(Remark("look", t(flag)))
        if self._lines.isVisible():
            self._show_lines()

    def show_failure(self, sentence: str) -> None:
        """Nothing can be computed, and why."""
        self._shown = None
        self._waiting.setText(sentence)
        self._waiting.show()
        self._big.setText("—")
        self.how.hide()

    def summary(self) -> str:
        """The result in one short line, for a window too narrow for the panel."""
        if self._shown is None or not self._shown.ready:
            return t("visit_page.result")
        amount = show_number(str(self._shown.printed_supplement), money=True)
        return t("visit_page.result_short", amount=amount)

    def _toggle(self) -> None:
        self._lines.setVisible(self.how.isChecked())
        parts.with_icon(self.how, "down" if self.how.isChecked() else "right", "accent")
        if self.how.isChecked():
            self._show_lines()

    def _show_lines(self) -> None:
        self._lines.show_rows([_step(line) for line in self._shown.lines] if self._shown is not None else [])


def _step(line: Formula) -> Row:
    amount = str(line.amount) if line.key.endswith(".counted") else show_number(str(line.amount), money=True)
    return Row(line.key, t(line.key), remark=amount, remark_colour="ink", note=t(line.formula, **line.inputs))


_FIGURES = {
    "counted": "visit_page.counted",
    "net": "visit_page.net",
    "per_capita": "visit_page.per_capita",
    "standard": "visit_page.standard",
}
