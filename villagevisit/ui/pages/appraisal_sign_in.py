"""Who came: ticked from the signed list; whether that is enough shows at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.appraisal import CHAIR, Quorum
from villagevisit.services import appraisal
from villagevisit.services.appraisal import Present
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_PERSON = 21
"""Units that a name with its role takes."""


class SignInStep(Step):
    def __init__(self, shell: Shell, onward: Callable[[], object]) -> None:
        super().__init__(shell)
        self._onward = onward
        u = theme.now().u
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(u // 2)
        self._counts = parts.strong("")
        self._lacking = QVBoxLayout()
        self._lacking.setSpacing(u // 2)
        self.everybody = parts.plain(t("appraisal.everybody"), self._all)
        self.sheet = parts.quiet(t("appraisal.print.sign_in"), self._print)
        self.chair, self.recorder, self.teller = Choice(), Line(), Line()
        self.policy_read = QCheckBox(t("appraisal.policy_read"))
        self.save = parts.primary(t("appraisal.sign_in.save"), self._save)
        names = QGridLayout()
        names.setSpacing(u)
        for at, (words, field) in enumerate((
            (t("appraisal.chair"), self.chair), (t("appraisal.recorder"), self.recorder),
            (t("appraisal.teller"), self.teller),
        )):  # fmt: skip
            names.addWidget(parts.labelled(words, field), 0, at)
            names.setColumnStretch(at, 1)
        inside = parts.column(
            parts.row(parts.heading(t("appraisal.present")), self.everybody, self.sheet, None), self._grid,
            parts.line(), self._counts, self._lacking, names, self.policy_read, parts.row(self.save, None), None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.padded(inside, down=1)))

    def refresh(self) -> None:
        now = self.meeting
        if now is None:
            return
        parts.clear(self._grid)
        self.boxes = {}
        for one in now.panel:
            box = QCheckBox(f"{one.name}\n{t(f'appraisal.role.{one.role}')}")
            box.setChecked(one.name in now.present)
            box.setEnabled(now.open)
            box.toggled.connect(lambda _on: self._say())
            self.boxes[one.name] = box
        self._place()
        chairs = [one.name for one in now.panel if one.role == CHAIR]
        self.chair.offer(((name, name) for name in chairs), now.chair or self.chair.value())
        own = "、".join(officer.name for officer in self.shell.actor.officers)
        self.recorder.setText(now.recorder or self.recorder.text() or own)
        self.teller.setText(now.teller or self.teller.text())
        self.policy_read.setChecked(now.policy_read or self.policy_read.isChecked())
        for widget in (self.everybody, self.chair, self.recorder, self.teller, self.policy_read, self.save):
            widget.setEnabled(now.open)
        self._say()

    def _place(self) -> None:
        across = max(1, (self.width() - 6 * theme.now().u) // (_PERSON * theme.now().u))
        for at, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, at // across, at % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _present(self) -> frozenset[str]:
        return frozenset(name for name, box in self.boxes.items() if box.isChecked())

    def _say(self) -> None:
        now = self.meeting
        if now is None:
            return
        found = appraisal.quorum(self.shell.ws, replace(now, present=self._present()))
        self._counts.setText(
            t("appraisal.quorum", panel=found.panel, present=found.present, representatives=found.representatives)
        )
        parts.clear(self._lacking)
        for words in self._missing(found):
            self._lacking.addWidget(Remark("wait", words))
        if found.ok:
            self._lacking.addWidget(Remark("done", t("appraisal.quorum.ok")))

    def _missing(self, found: Quorum) -> list[str]:
        rules = appraisal.rules(self.shell.ws, self.meeting.day if self.meeting else "")
        words = {
            "least": t("appraisal.lacking.least", least=rules.least),
            "attend": t("appraisal.lacking.attend", share=rules.attend),
            "representatives": t("appraisal.lacking.representatives", share=rules.representatives),
            "chair": t("appraisal.lacking.chair"),
        }
        for role, number in rules.seats_of_roles.items():
            words[f"role:{role}"] = t("appraisal.lacking.role", role=t(f"appraisal.role.{role}"), number=number)
        return [words[key] for key in found.lacking]

    def _all(self) -> None:
        for box in self.boxes.values():
            box.setChecked(True)

    def _print(self) -> None:
        if self.meeting is not None:
            self.shell.go("print", kind="meeting_sign_in", subject_id=self.meeting.id)

    def _save(self) -> None:
        now = self.meeting
        if now is None:
            return
        who = Present(
            self._present(), self.chair.value(), self.recorder.text(), self.teller.text(), self.policy_read.isChecked()
        )
        found = self.attempt(lambda: appraisal.sign_in(self.shell.ws, self.shell.actor, now.id, who))
        if found is not None and found.ok:
            self._onward()

    def first_focus(self) -> QWidget | None:
        return next(iter(self.boxes.values()), None)
