"""The conclusion on a household: announced in the room; a no names what is untrue, and why."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.appraisal import AGAIN, COMPETITIVE, EQUAL, HANDS, ITEMS, TRUE, UNTRUE
from villagevisit.domain.appraisal_meeting import Judged, Line, Meeting
from villagevisit.domain.errors import CodedError
from villagevisit.services import appraisal_count
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.fields import Line as Words
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class Conclude(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._at = ("", "")
        self.result, self.item, self.reason = Choice(), Choice(), Words()
        self.result.on_choice(lambda _code: self._ask_why())
        items = [(key, t(f"appraisal.item.{key}")) for key in ITEMS]
        self.item.offer([("", t("appraisal.result.item_choose")), *items])
        self._why = parts.column(
            parts.labelled(t("appraisal.result.item"), self.item),
            parts.labelled(t("appraisal.result.reason"), self.reason),
        )
        self.announce = parts.primary(t("appraisal.announce"), self._announce)
        self.again = parts.quiet(t("appraisal.correct"), self._correct)
        self._correcting = False
        self._said = Remark("done", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for widget in (self._said, self.result, self._why, parts.row(self.announce, self.again, None)):
            box.addWidget(widget)

    def show_line(self, meeting: Meeting, line: Line) -> None:
        """Offers what the votes allow; nothing while the household waits for its count."""
        ready = not line.due and (line.step != COMPETITIVE or line.rank > 0)
        self.setVisible(ready or line.judged is not None)
        judged = line.judged or Judged("")
        self._said.setVisible(line.judged is not None)
        if line.judged:
            words = t("appraisal.announced", result=t(f"appraisal.result.{judged.result}"))
            self._said.say("done" if judged.result == TRUE else "refused", words)
        fresh = self._at != (meeting.id, line.id) or not self.result.count()
        self._at = (meeting.id, line.id)
        allowed = _allowed(line, passed=appraisal_count.passed(self.shell.ws, meeting, line))
        usual = judged.result or (TRUE if TRUE in allowed and line.step in (EQUAL, HANDS) else "")
        self.result.offer(
            [("", t("appraisal.result.choose")), *((code, t(f"appraisal.result.{code}")) for code in allowed)],
            usual if fresh or self.result.value() not in allowed else self.result.value(),
        )
        if fresh:
            self.item.choose(judged.item)
            self.reason.setText(judged.reason)
        self._correcting = self._correcting and not fresh
        self._form(ready and meeting.open and (line.judged is None or self._correcting))
        self.again.setVisible(ready and meeting.open and line.judged is not None and not self._correcting)

    def _form(self, visible: bool) -> None:
        self.result.setVisible(visible)
        self.announce.setVisible(visible)
        self._ask_why()

    def _correct(self) -> None:
        self._correcting = True
        self.again.hide()
        self._form(visible=True)

    def _ask_why(self) -> None:
        self._why.setVisible(self.result.value() in (UNTRUE, AGAIN) and self.result.isVisibleTo(self))

    def _announce(self) -> None:
        code = self.result.value()
        said = Judged(code, *((self.item.value(), self.reason.text()) if code != TRUE else ("", "")))
        try:
            done = appraisal_count.announce(self.shell.ws, self.shell.actor, *self._at, said)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._correcting = False
        self.shell.quiet()
        self.shell.apply(done)


def _allowed(line: Line, *, passed: bool) -> tuple[str, ...]:
    if line.step not in (EQUAL, HANDS):
        return (TRUE, UNTRUE, AGAIN)
    return (TRUE, AGAIN) if passed else (UNTRUE, AGAIN)
