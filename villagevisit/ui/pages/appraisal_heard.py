"""What was said about a household; kept when somebody goes on."""

from dataclasses import replace

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from villagevisit.domain.appraisal_meeting import Heard, Line, Meeting
from villagevisit.domain.errors import CodedError
from villagevisit.services import appraisal_count
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

_HEIGHT = 6


class HeardForm(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._at: tuple[str, str] = ("", "")
        self._stored = Heard()
        self.statement, self.report, self.questions = _text(), _text(), _text()
        came = parts.quiet(t("appraisal.said.came"), lambda: self._say(t("appraisal.said.came")))
        absent = parts.quiet(t("appraisal.said.absent"), lambda: self._say(t("appraisal.said.absent")))
        self._quick = parts.column(parts.row(came, None), parts.row(absent, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.labelled(t("appraisal.statement"), self.statement))
        box.addWidget(self._quick)
        box.addWidget(parts.labelled(t("appraisal.report"), self.report))
        box.addWidget(parts.labelled(t("appraisal.questions"), self.questions))
        box.addStretch(1)

    def show_line(self, meeting: Meeting, line: Line) -> None:
        if self._at != (meeting.id, line.id):
            report = line.heard.report
            if not report and meeting.open:
                report = appraisal_count.reported(self.shell.ws, line)
            self._at, self._stored = (meeting.id, line.id), replace(line.heard, report=report)
            self.statement.setPlainText(line.heard.statement)
            self.report.setPlainText(report)
            self.questions.setPlainText(line.heard.questions)
        for field in (self.statement, self.report, self.questions):
            field.setReadOnly(not meeting.open)
        self._quick.setVisible(meeting.open and not self.statement.toPlainText().strip())

    def _say(self, words: str) -> None:
        self.statement.setPlainText(words)
        self._quick.hide()
        self.keep()

    def keep(self) -> None:
        """Saves what was typed since it was shown."""
        meeting, household = self._at
        said = Heard(*(field.toPlainText().strip() for field in (self.statement, self.report, self.questions)))
        if not meeting or said == self._stored or self.statement.isReadOnly():
            return
        self._stored = said
        try:
            self.shell.apply(appraisal_count.hear(self.shell.ws, self.shell.actor, meeting, household, said))
        except CodedError as error:
            self.shell.fail(error)


def _text() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(_HEIGHT * theme.now().u)
    return field
