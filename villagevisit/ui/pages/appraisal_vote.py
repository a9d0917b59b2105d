"""One household after the other: what was said, the ballots as they are read, the conclusion."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from villagevisit.domain.appraisal import COMPETITIVE, EQUAL, Count, leaving
from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.domain.changes import Done
from villagevisit.services import appraisal, appraisal_close, areas
from villagevisit.services.appraisal_count import Tally
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_conclude import Conclude
from villagevisit.ui.pages.appraisal_hall import Hall
from villagevisit.ui.pages.appraisal_heard import HeardForm
from villagevisit.ui.pages.appraisal_step import Step, line_row
from villagevisit.ui.pages.appraisal_tally import TallyBox
from villagevisit.ui.widgets.desk_rows import Rows
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_LIST, _WIDE = 22, 84
"""Units of the list, and of the page from which what was said stands beside the ballots."""


class VoteStep(Step):
    def __init__(self, shell: Shell, onward: Callable[[], object]) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.hall: Hall | None = None
        self._holds = False
        self._id = ""
        self.list = Rows()
        self.list.setAccessibleName(t("appraisal.field.homes"))
        self.list.setFixedWidth(_LIST * u)
        self.list.chosen.connect(self._choose)
        self.heard = HeardForm(shell)
        self.count = TallyBox(shell, self._counted, self._shown)
        self.conclude = Conclude(shell)
        self._title = parts.title("")
        self._leaves = Remark("wait", "")
        self._state = parts.strong("")
        self._moved = Remark("info", t("appraisal.to_second"))
        self.project = parts.plain(t("appraisal.project"), self.open_hall)
        self.project.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._onward = onward
        self.onward = parts.primary("", self._go_on)
        right = parts.column(
            self._leaves, self._state, self._moved, self.count, self.conclude, parts.row(self.onward, None), None
        )
        self._beside = parts.row(right, self.heard)
        question = parts.body(t("appraisal.question"), muted=True)
        inside = parts.column(parts.row(self._title, self.project), question, self._beside, None)
        whole = parts.row(self.list, parts.rule(), parts.scroll(parts.padded(inside, down=1, across=2)))
        layout = whole.layout()
        assert layout is not None
        layout.setSpacing(0)
        self.box.addWidget(whole)

    def refresh(self) -> None:
        now = self.meeting
        if now is None:
            return
        self.list.blockSignals(True)
        self.list.offer([line_row(line) for line in now.lines])
        self.list.blockSignals(False)
        wanted = self._id if now.line(self._id) else self._first(now)
        self.list.choose_key(wanted)
        self._show(wanted)

    def _first(self, now: Meeting) -> str:
        return self._left(now) or next((line.id for line in now.lines), "")

    def _choose(self, number: int) -> None:
        self._id = self.list.key(number)
        self.keep()
        self._show(self._id)

    def _show(self, household_id: str) -> None:
        now, self._id = self.meeting, household_id
        line = now.line(household_id) if now else None
        if now is None or line is None:
            return
        self._title.setText(line.candidate.head)
        gone = "、".join(one.name for one in leaving(now.panel, now.present, household_id))
        self._leaves.say("wait" if gone else "muted", t("appraisal.leaves", names=gone) if gone else
                         t("appraisal.leaves_none"))  # fmt: skip
        self._moved.setVisible(line.step == COMPETITIVE and line.candidate.step == EQUAL)
        self._state.setText(self._words(line))
        self._state.setVisible(bool(self._state.text()))
        self.heard.show_line(now, line)
        self.count.show_line(now, line)
        self.conclude.show_line(now, line)
        left = self._left(now)
        self.onward.setText(t("appraisal.next_home") if left else t("appraisal.next"))
        self.onward.setVisible(line.judged is not None and self.count.tally is None)
        self.project.setEnabled(now.open)
        if self.hall is not None and not self._holds:
            self._to_hall(line)

    def _left(self, now: Meeting) -> str:
        """The household to go on with; empty when every one is done."""
        waiting = now.waiting() or tuple(line for line in now.lines if not line.judged)
        return waiting[0].id if waiting else ""

    def _go_on(self) -> None:
        left = self._left(self.meeting) if self.meeting else ""
        if left:
            self.list.choose_key(left)
        else:
            self._onward()

    def _words(self, line: Line) -> str:
        """What the counts came to; of who was rejected in the equal vote, that vote."""
        assert self.meeting is not None
        rules = appraisal.rules(self.shell.ws, self.meeting.day)
        count = line.count or next(iter(line.counts), None)
        words = [appraisal_close.formula(count, rules)]
        if count is not None and not line.rank:
            words.append(t("appraisal.passed") if count.passes(rules) else t("appraisal.failed"))
        if line.rank:
            words.append(t("appraisal.rank", rank=line.rank))
        if line.due > 1:
            words.append(t("appraisal.round", round=line.due))
        if line.voided:
            words.append(t("appraisal.void_rounds", count=line.voided))
        return " · ".join(word for word in words if word)

    def _shown(self, now: Tally) -> None:
        line = self.meeting.line(self._id) if self.meeting else None
        if self.hall is not None and line is not None and not self._holds:
            self.hall.show_tally(line.candidate.head, t(f"appraisal.step.{line.step}"), now)

    def _counted(self, done: Done[Count]) -> None:
        """The round is over: the page looks again, and the hall sees what it came to until somebody goes on."""
        self._holds = True
        self.shell.apply(done)
        self._holds = False
        line = self.meeting.line(self._id) if self.meeting else None
        if self.hall is not None and line is not None:
            self.hall.show_result(line.candidate.head, self._words(line), "")

    # --- the big screen -----------------------------------------------------------------------------------------

    def open_hall(self) -> None:
        now = self.meeting
        if now is None:
            return
        if self.hall is None:
            village = areas.name(self.shell.ws, now.village)
            self.hall = Hall(t("appraisal.meeting", village=village, number=now.number), self.count.press)
            self.hall.closed.connect(self._hall_closed)
        self.hall.open(self.window().screen())
        line = now.line(self._id)
        if line is not None:
            self._to_hall(line)

    def _to_hall(self, line: Line) -> None:
        assert self.hall is not None
        if self.count.tally is not None:
            self._shown(self.count.tally)
        elif line.count is not None:
            said = t(f"appraisal.result.{line.judged.result}") if line.judged else ""
            self.hall.show_result(line.candidate.head, self._words(line), said)
        else:
            self.hall.rest()

    def _hall_closed(self) -> None:
        hall, self.hall = self.hall, None
        if hall is not None:
            hall.deleteLater()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.hall is not None:
            self.hall.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self._beside.layout()
        assert isinstance(layout, QBoxLayout)
        wide = self.width() >= _WIDE * theme.now().u
        layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        layout.setStretch(0, 1 if wide else 0)
        layout.setStretch(1, 1 if wide else 0)

    def keep(self) -> None:
        self.heard.keep()

    def first_focus(self) -> QWidget | None:
        return self.count if self.count.isVisibleTo(self) else self.list


