"""Entering what somebody said or signed about the use of his data."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.consent import Act, How, Purpose
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import consents
from villagevisit.services.consents import Entry
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t
from villagevisit.wording.privacy_words import act_word, how_word, purposes_word

_OTHER = "\0"


class ConsentForm(QWidget):
    """Who, what, for which purposes, how and when; one button writes it into the register."""

    def __init__(self, shell: Shell, home: Household) -> None:
        super().__init__()
        self.shell = shell
        self._home = home
        members = [(one.name, one.name) for one in home.persons]
        self.person = Choice([*members, (_OTHER, t("rights.other_person"))])
        self.other = Line(placeholder=t("rights.other_name"))
        self.act = Choice([(one, act_word(one)) for one in Act])
        self.purposes = {one: QCheckBox(purposes_word([one])) for one in Purpose}
        self.how = Choice([(one, how_word(one)) for one in (How.PAPER, How.LAPTOP, How.SPOKEN)])
        self.day = Day(shell.ws.clock.now().date().isoformat())
        self.guardian = Line(placeholder=t("rights.guardian_why"))
        self.wording = Line(placeholder=t("rights.wording_why"))
        self.save = parts.primary(t("rights.save"), self._save)
        self.person.on_choice(self._named)
        self._arrange()
        self._named(self.person.value())

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        checks = QGridLayout()
        for at, check in enumerate(self.purposes.values()):
            checks.addWidget(check, at // 2, at % 2)
        holder = QWidget()
        holder.setLayout(checks)
        checks.setContentsMargins(0, 0, 0, 0)
        self._other = parts.labelled(t("rights.other_name"), self.other)
        for words, field in (
            (t("rights.person"), self.person), (t("rights.act"), self.act), (t("rights.purposes"), holder),
            (t("rights.how"), self.how), (t("rights.day"), self.day), (t("rights.guardian"), self.guardian),
            (t("rights.wording"), self.wording),
        ):  # fmt: skip
            box.addWidget(parts.labelled(words, field))
            if field is self.person:
                box.addWidget(self._other)
        box.addWidget(parts.row(self.save, None))

    def _named(self, value: str) -> None:
        self._other.setVisible(value == _OTHER)

    def _save(self) -> None:
        name = self.other.text() if self.person.value() == _OTHER else self.person.value()
        day = self.day.value()
        entry = Entry(
            self._home.id, name, Act(self.act.value()),
            frozenset(one for one, check in self.purposes.items() if check.isChecked()), How(self.how.value()),
            date.fromisoformat(day) if day else None, self.guardian.text(), self.wording.text(),
        )  # fmt: skip
        try:
            done = consents.record(self.shell.ws, self.shell.actor, entry)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("consent.cli.recorded"), "done")
        self.shell.apply(done)
