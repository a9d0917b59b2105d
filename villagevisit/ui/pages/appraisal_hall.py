"""The big screen of the hall: one household, the question, the ballots as they are read out. Nothing else personal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.domain.appraisal import HANDS
from villagevisit.services.appraisal_count import ABSTAIN, MARKS, NO, VOID, YES, Tally
from villagevisit.ui.kit import theme
from villagevisit.ui.widgets.strokes import Strokes
from villagevisit.wording import t

KEYS = {
    Qt.Key.Key_Y: YES, Qt.Key.Key_N: NO, Qt.Key.Key_A: ABSTAIN, Qt.Key.Key_V: VOID, Qt.Key.Key_Backspace: "back",
}  # fmt: skip
_COLOURS: dict[str, theme.Colour] = {YES: "finished", NO: "refused", ABSTAIN: "muted", VOID: "waiting"}


def mark_name(mark: str) -> str:
    """What a ballot says, in words."""
    names = {
        YES: t("appraisal.yes"), NO: t("appraisal.no"), ABSTAIN: t("appraisal.abstain"), VOID: t("appraisal.void"),
    }  # fmt: skip
    return names[mark]


class Hall(QWidget):
    """Full screen on the second screen where there is one. Its keys count as those of the clerk's window do."""

    closed = Signal()

    def __init__(self, place: str, pressed: Callable[[str], object]) -> None:
        super().__init__()
        self._pressed = pressed
        self.setWindowTitle(t("appraisal.hall"))
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sized: list[tuple[QLabel, float]] = []
        self._place = self._words(place, 0.032)
        self.head = self._words("", 0.10)
        self._question = self._words(t("appraisal.question"), 0.052)
        self._figures = self._words("", 0.036)
        self.last = self._words("", 0.052)
        self.numbers: dict[str, QLabel] = {}
        self.strokes: dict[str, Strokes] = {}
        columns = QHBoxLayout()
        columns.setSpacing(4 * theme.now().u)
        for mark in MARKS:
            columns.addLayout(self._column(mark), 3 if mark == YES else 2)
        self._keys = self._words(t("appraisal.project.keys"), 0.022)
        self._keys.setProperty("part", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(*[5 * theme.now().u] * 4)
        for label in (self._place, self.head, self._question):
            box.addWidget(label)
        box.addLayout(columns, 1)
        for label in (self.last, self._figures, self._keys):
            box.addWidget(label)

    def _words(self, text: str, share: float) -> QLabel:
        """`share`: height of the letters, of the height of the screen."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self._sized.append((label, share))
        return label

    def _column(self, mark: str) -> QVBoxLayout:
        number = self._words("0", 0.085)
        number.setWordWrap(False)
        name = self._words(mark_name(mark), 0.042)
        name.setWordWrap(False)
        strokes = Strokes(theme.now().colour(_COLOURS[mark]))
        self.numbers[mark], self.strokes[mark] = number, strokes
        column = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(2 * theme.now().u)
        head.addWidget(name)
        head.addWidget(number)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(strokes, 1)
        return column

    def open(self, here: QScreen) -> None:
        """Shows itself on a screen that the clerk's window is not on, where there is one."""
        other = next((one for one in QGuiApplication.screens() if one.name() != here.name()), here)
        self.setGeometry(other.geometry())
        self.showFullScreen()
        self.activateWindow()

    def rest(self) -> None:
        """Between households."""
        self.head.setText("")
        self._question.setText(t("appraisal.hall.rest"))
        self._figures.setText("")
        self.last.setText("")
        self._show_marks("")

    def show_tally(self, head: str, step: str, now: Tally) -> None:
        """The ballots read out so far; the last one is said in words so that the tellers can follow."""
        self.head.setText(head)
        round_ = t("appraisal.round", round=now.round) if now.round > 1 else ""
        self._question.setText("　".join(word for word in (t("appraisal.question"), step, round_) if word))
        self._figures.setText(_figures(now))
        last = f"{len(now.marks)}　{mark_name(now.marks[-1])}" if now.marks else ""
        self.last.setText(last)
        self._show_marks(now.marks)

    def show_result(self, head: str, formula: str, words: str) -> None:
        """What the count came to, with its formula."""
        self.head.setText(head)
        self._figures.setText("")
        self.last.setText("　".join(word for word in (formula, words) if word))

    def _show_marks(self, marks: str) -> None:
        for mark in MARKS:
            self.numbers[mark].setText(str(marks.count(mark)))
            self.strokes[mark].show_count(marks.count(mark))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label, share in self._sized:
            font = QFont(label.font())
            font.setPixelSize(max(14, round(self.height() * share)))
            label.setFont(font)
            label.setStyleSheet(f"font-size: {font.pixelSize()}px;")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in KEYS:
            self._pressed(KEYS[key])
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def _figures(now: Tally) -> str:
    if now.step == HANDS:
        return t("appraisal.eligible", eligible=now.eligible, recused=now.recused)
    left = t("appraisal.left", left=now.left) if now.left > 0 else t("appraisal.all_read")
    return f"{t('appraisal.issued')} {now.issued}　{t('appraisal.returned')} {now.returned}　{left}"
