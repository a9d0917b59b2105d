"""Closing a health record: why, since which day."""

from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.health_closing import WHYS
from villagevisit.services import health_record
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_record_words
from villagevisit.wording import t


class CloseForm(QDialog):
    """Esc leaves the record as it is."""

    def __init__(self, shell: Shell, person_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.shell = shell
        self._person = person_id
        self.setWindowTitle(t("health_record.close"))
        self.why = Choice([(one, health_record_words.why(one)) for one in WHYS])
        self.day = Day(shell.ws.clock.now().date().isoformat())
        self.note = Line()
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.heading(t("health_record.close")))
        words = parts.body(t("health_record.close_text"))
        words.setMinimumWidth(36 * u)
        box.addWidget(words)
        for label, field in (
            (t("health_record.close_why"), self.why), (t("health_record.close_day"), self.day),
            (t("health_record.close_note"), self.note),
        ):  # fmt: skip
            box.addWidget(parts.labelled(label, field))
        self.save = parts.primary(t("health_record.close"), self._save)
        box.addWidget(parts.row(None, parts.plain(t("common.cancel"), self.reject), self.save))

    def _save(self) -> None:
        day = self.day.value()
        if not day:
            self.day.set_wrong(True)
            self.day.setFocus()
            return
        try:
            done = health_record.close(
                self.shell.ws, self.shell.actor, self._person, why=self.why.value(), day=date.fromisoformat(day),
                note=self.note.text(),
            )  # fmt: skip
        except CodedError as error:
            self.shell.fail(error)
            self.reject()
            return
        self.accept()
        self.shell.notify(t("health_record.closed_now"), "done")
        self.shell.apply(done)
