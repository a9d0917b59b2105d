"""Counting at the laptop: a key or a finger for each ballot; the last one can be taken back; closing makes it stand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.appraisal import HANDS, Count
from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.services import appraisal_count
from villagevisit.services.appraisal_count import MARKS, Tally
from villagevisit.ui.kit import fields, parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_hall import KEYS, mark_name
from villagevisit.wording import explain, t


class TallyBox(QWidget):
    """`tally` is None while nothing is counted here. `press` takes a mark or `back`, from this or the big screen."""

    def __init__(
        self, shell: Shell, counted: Callable[[Done[Count]], object], shown: Callable[[Tally], object]
    ) -> None:
        super().__init__()
        self.shell = shell
        self.tally: Tally | None = None
        self._counted, self._shown = counted, shown
        self._at = ("", "")
        u = theme.now().u
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._who = parts.body("", muted=True)
        self.issued, self.returned = fields.Line(), fields.Line()
        for field in (self.issued, self.returned):
            field.editingFinished.connect(self._issue)
        self._papers = parts.row(
            parts.labelled(t("appraisal.issued"), self.issued), parts.labelled(t("appraisal.returned"), self.returned)
        )
        self.buttons: dict[str, parts.Button] = {}
        grid = QGridLayout()
        grid.setSpacing(u // 2)
        for at, mark in enumerate(MARKS):
            button = parts.plain("", partial(self.press, mark))
            button.setMinimumHeight(theme.now().touch + u)
            self.buttons[mark] = button
            grid.addWidget(button, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        self._left = parts.strong("")
        self.back = parts.quiet(t("appraisal.take_back"), partial(self.press, "back"))
        self.close_round = parts.primary(t("appraisal.close_round"), self._close)
        self.void_round = parts.quiet(t("appraisal.void_round"), self._void)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(self._who)
        box.addWidget(self._papers)
        box.addLayout(grid)
        box.addWidget(parts.row(self._left, self.back))
        box.addWidget(parts.row(self.close_round, self.void_round, None))

    def show_line(self, meeting: Meeting, line: Line) -> None:
        """Begins or goes on with the count of this household, where it is its turn."""
        self._at, self.tally = (meeting.id, line.id), None
        turn = meeting.open and line.id in {one.id for one in meeting.waiting()}
        if turn:
            try:
                self.tally = appraisal_count.tally(self.shell.ws, self.shell.actor, meeting.id, line.id)
            except CodedError as error:
                self.shell.fail(error)
        self.setVisible(self.tally is not None)
        if self.tally is not None:
            self._say(self.tally)

    def _say(self, now: Tally) -> None:
        self.tally = now
        self._who.setText(t("appraisal.eligible", eligible=now.eligible, recused=now.recused))
        self._papers.setVisible(now.step != HANDS)
        self.issued.setText(str(now.issued))
        self.returned.setText(str(now.returned))
        for mark, button in self.buttons.items():
            button.setText(f"{mark_name(mark)}  {now.of(mark)}")
            button.setVisible(now.step != HANDS or mark != "v")
        self._left.setText(t("appraisal.left", left=now.left) if now.left > 0 else t("appraisal.all_read"))
        self._left.setVisible(now.step != HANDS)
        self.back.setEnabled(bool(now.marks))
        self._shown(now)

    def press(self, mark: str) -> None:
        if self.tally is None:
            return
        ws, actor = self.shell.ws, self.shell.actor
        try:
            if mark == "back":
                done = appraisal_count.take_back(ws, actor, *self._at)
            else:
                done = appraisal_count.read(ws, actor, *self._at, mark)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.quiet()
        self._say(done.value)

    def _issue(self) -> None:
        now, texts = self.tally, (self.issued.text().strip(), self.returned.text().strip())
        if now is None or not all(text.isdigit() for text in texts) or texts == (str(now.issued), str(now.returned)):
            return
        issued, returned = (int(text) for text in texts)
        try:
            done = appraisal_count.issue(self.shell.ws, self.shell.actor, *self._at, issued, returned)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._say(done.value)

    def _close(self) -> None:
        self._issue()
        try:
            done = appraisal_count.close_round(self.shell.ws, self.shell.actor, *self._at)
        except CodedError as error:
            self.shell.fail(error)
            return
        if done.value.faults:
            why = " ".join(explain(_Fault(code)) for code in done.value.faults)
            self.shell.notify(t("appraisal.was_void", why=why), "refused")
        else:
            self.shell.quiet()
        self._over(done)

    def _void(self) -> None:
        if not self.shell.confirm(t("appraisal.void_round"), t("appraisal.void_round.ask"), t("appraisal.void_round")):
            return
        reason = t("appraisal.void_round.reason")
        try:
            done = appraisal_count.void_round(self.shell.ws, self.shell.actor, *self._at, reason)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._over(done)

    def _over(self, done: Done[Count]) -> None:
        self.tally = None
        self._counted(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS and self.tally is not None:
            self.press(KEYS[key])
        else:
            super().keyPressEvent(event)


class _Fault:
    """The shape that `explain` reads."""

    def __init__(self, code: str) -> None:
        self.code = code
