"""Entering how many people live in a village, by whose figure and of which day."""

from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import health_overview
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t


class PopulationForm(QDialog):
    """Esc leaves the population as it is; what is wrong is said here."""

    def __init__(self, shell: Shell, village_code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.shell = shell
        self._code = village_code
        self.setWindowTitle(t("health_overview.state"))
        self.people, self.whose = Line(), Line(placeholder=t("health_overview.source_why"))
        self.day = Day(shell.ws.clock.now().date().isoformat())
        self.wrong = Remark("refused", "")
        self.wrong.hide()
        u = theme.now().u
        self.whose.setMinimumWidth(36 * u)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        box.setSpacing(u)
        for label, field in (
            (t("health_overview.count"), self.people), (t("health_overview.source"), self.whose),
            (t("health_overview.day"), self.day),
        ):  # fmt: skip
            box.addWidget(parts.labelled(label, field))
        box.addWidget(self.wrong)
        self.save = parts.primary(t("health_overview.save"), self._save)
        box.addWidget(parts.row(None, parts.plain(t("common.cancel"), self.reject), self.save))

    def _save(self) -> None:
        number, day = self.people.text().strip().replace(",", ""), self.day.value()
        try:
            done = health_overview.state_population(
                self.shell.ws, self.shell.actor, self._code, count=int(number) if number.isdecimal() else 0,
                source=self.whose.text(), day=date.fromisoformat(day) if day else date.max,
            )  # fmt: skip
        except CodedError as error:
            self.wrong.say("refused", explain(error))
            self.wrong.show()
            return
        self.accept()
        self.shell.notify(t("health_overview.saved"), "done")
        self.shell.apply(done)
