"""What a checked paper proves: its state in large words, its figures, the one that differs, a board's rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.services.board_photos import Sheet
from villagevisit.services.paper_types import Checked, Verdict
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_LOOK = {Verdict.GENUINE: "done", Verdict.UNKNOWN: "wait", Verdict.ALTERED: "refused", Verdict.REVOKED: "refused"}
_COLOUR: dict[Verdict, theme.Colour] = {
    Verdict.GENUINE: "finished", Verdict.UNKNOWN: "waiting", Verdict.ALTERED: "refused", Verdict.REVOKED: "refused",
}  # fmt: skip
_BoardRow = tuple[str, ...]


class PaperAnswer(QWidget):
    def __init__(self) -> None:
        super().__init__()
        u = theme.now().u
        self.state = parts.title("")
        self.words = Remark("muted", "")
        self.of_all = Remark("look", "")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(2 * u)
        self._facts.setVerticalSpacing(u // 2)
        self._facts.setColumnStretch(1, 1)
        facts = QWidget()
        facts.setLayout(self._facts)
        self._known = facts
        self.compare = parts.body(t("verify.compare"), muted=True)
        self.rows = Table(quick=True)
        columns: tuple[Column[_BoardRow], ...] = tuple(_column(place) for place in range(7))
        self.model = TableOf[_BoardRow](columns, ())
        self.rows.setModel(self.model)
        self.rows.widths(5, 0, 9, 11, 6, 6, 10, drop=(2, 3, 4, 5), rest=9)
        self.rows.verticalHeader().setDefaultSectionSize(round(2.6 * u))
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, u, 0)
        box.setSpacing(u)
        for widget in (self.state, self.words, self.of_all, self.compare, self.rows, facts):
            box.addWidget(widget)
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = parts.scroll(inside)
        outer.addWidget(self._scroll)
        self.shown: Checked | None = None
        self.nothing()

    def nothing(self) -> None:
        self._plain("", t("verify.begin"), "info")
        self.of_all.hide()

    def wait(self) -> None:
        self._plain("", t("verify.reading"), "wait")

    def refuse(self, error: BaseException) -> None:
        self._plain(t("verify.not_a_code"), explain(error), "refused")

    def say_of_all(self, remarks: Sequence[str]) -> None:
        """What holds for all photos together."""
        self.of_all.say("look", "\n".join(remarks))
        self.of_all.setVisible(bool(remarks))

    def show_checked(self, checked: Checked) -> None:
        self._claims(checked)
        self._list(())

    def show_sheet(self, one: Sheet) -> None:
        """A page of a board, with the rows to compare by eye."""
        self._claims(one.checked)
        self._list([(str(number), *row) for number, row in enumerate(one.rows, start=one.first)])

    def _list(self, numbered: Sequence[_BoardRow]) -> None:
        self.model.show(numbered)
        self.rows.setVisible(bool(numbered))
        self.compare.setVisible(bool(numbered))
        header, each = self.rows.horizontalHeader(), self.rows.verticalHeader()
        self.rows.setFixedHeight(header.sizeHint().height() + len(numbered) * each.defaultSectionSize() + 2)
        self._scroll.verticalScrollBar().setValue(0)

    def _plain(self, state: str, words: str, kind: str) -> None:
        self.shown = None
        self.state.setText(state)
        self.state.setStyleSheet("")
        self.state.setVisible(bool(state))
        self.words.say(kind, words)
        for widget in (self._known, self.rows, self.compare):
            widget.hide()

    def _claims(self, checked: Checked) -> None:
        self.shown = checked
        words = {
            Verdict.GENUINE: (t("verify.genuine"), t("paper.verdict.genuine")),
            Verdict.ALTERED: (t("verify.altered"), t("paper.verdict.altered")),
            Verdict.UNKNOWN: (t("verify.unknown"), t("paper.verdict.unknown")),
            Verdict.REVOKED: (t("verify.revoked"), t("paper.verdict.revoked")),
        }
        state, sentence = words[checked.verdict]
        self.state.setText(t("verify.state", state=state, title=checked.title) if checked.title else state)
        self.state.setStyleSheet(f"color: {theme.now().colour(_COLOUR[checked.verdict]).name()}")
        self.state.show()
        self.words.say(_LOOK[checked.verdict], sentence)
        parts.clear(self._facts)
        first = sorted(checked.facts, key=lambda fact: fact[0] not in checked.differing)
        for line, (label, value) in enumerate(first):
            differs = label in checked.differing
            self._facts.addWidget(parts.body(label, muted=True), line, 0)
            self._facts.addWidget(parts.status("refused", value, wrap=True) if differs else parts.body(value), line, 1)
        self._known.show()


def _column(place: int) -> Column[_BoardRow]:
    """Of the number and the first six cells of a board's row."""
    headers = (
        t("verify.row.number"), t("verify.row.head"), t("verify.row.group"), t("verify.row.category"),
        t("verify.row.members"), t("verify.row.insured"), t("verify.row.amount"),
    )  # fmt: skip
    return Column(headers[place], lambda row: row[place], figure=place >= 4)
