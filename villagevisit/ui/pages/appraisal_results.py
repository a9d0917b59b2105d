"""What the meeting found, household by household, with the formula behind it; each can be printed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.services import appraisal, appraisal_close
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.wording import t


class ResultStep(Step):
    def __init__(self, shell: Shell, onward: Callable[[], object]) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._lines = QVBoxLayout()
        self._lines.setSpacing(u // 2)
        self._about = parts.body("", muted=True)
        self.onward = parts.primary(t("appraisal.next"), onward)
        self.tally = parts.plain(t("appraisal.print.tally"), lambda: self._print("meeting_tally"))
        self.record = parts.plain(t("appraisal.print.record"), lambda: self._print("meeting_record"))
        inside = parts.column(self._about, self._lines, parts.row(self.onward, self.tally, self.record, None), None)
        self.box.addWidget(parts.scroll(parts.padded(parts.narrow(inside, 900))))

    def refresh(self) -> None:
        now = self.meeting
        parts.clear(self._lines)
        if now is None:
            return
        found = appraisal.quorum(self.shell.ws, now)
        words = t("appraisal.quorum", panel=found.panel, present=found.present, representatives=found.representatives)
        self._about.setText(t("appraisal.off", reason=now.off) if now.off else words)
        for line in sorted(now.lines, key=lambda one: (one.step, one.rank)):
            self._lines.addWidget(parts.line())
            for widget in self._line(now, line):
                self._lines.addWidget(widget)
        self.onward.setVisible(now.open)
        self.record.setVisible(now.closed)

    def _line(self, now: Meeting, line: Line) -> tuple[QWidget, ...]:
        judged = line.judged
        kind = "wait" if judged is None else "done" if judged.result == "1" else "refused"
        waits = t("appraisal.waiting_count") if line.due else t("appraisal.waiting_result")
        result = t(f"appraisal.result.{judged.result}") if judged else waits
        figures = [t(f"appraisal.step.{line.step}"), _votes(line)]
        figures.append(appraisal_close.formula(line.count, appraisal.rules(self.shell.ws, now.day)))
        figures += [t("appraisal.run_off_votes", yes=one.yes, no=one.no) for one in line.run_offs]
        if line.rank:
            figures.append(t("appraisal.rank", rank=line.rank))
        if judged and judged.item:
            figures.append(f"{t(f'appraisal.item.{judged.item}')}：{judged.reason}")
        head: list[QWidget | None] = [parts.strong(f"{line.candidate.head}　{line.candidate.number}")]
        if now.closed:
            subject = f"{now.id}:{line.id}"
            go = partial(self.shell.go, "print", kind="meeting_result", subject_id=subject)
            button = parts.quiet(t("appraisal.print.result"), go)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            head.append(button)
        words = " · ".join(word for word in figures if word)
        return (parts.row(*head), parts.status(kind, result, wrap=True), parts.body(words, muted=True))

    def _print(self, kind: str) -> None:
        if self.meeting is not None:
            self.shell.go("print", kind=kind, subject_id=self.meeting.id)

    def first_focus(self) -> QWidget | None:
        return self.onward if self.meeting and self.meeting.open else self.record


def _votes(line: Line) -> str:
    one = line.count
    if one is None:
        return ""
    named = (
        (t("appraisal.issued"), one.issued), (t("appraisal.returned"), one.returned), (t("appraisal.void"), one.void),
        (t("appraisal.yes"), one.yes), (t("appraisal.no"), one.no), (t("appraisal.abstain"), one.abstain),
    )  # fmt: skip
    return " ".join(f"{name} {number}" for name, number in named)
