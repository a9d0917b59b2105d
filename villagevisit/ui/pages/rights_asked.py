"""Giving somebody a copy of what is held about him, and taking his wish to have it corrected."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.domain.rights import Case, Outcome
from villagevisit.services import people, requests
from villagevisit.services.own_copy_paper import Given, Identity, Shown, give
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t


def may_answer(shell: Shell, home: Household) -> bool:
    """Copies and corrections are the office's."""
    return may(shell.actor.officers, Deed.PRIVACY, Thing(home.village_code))


class CopyForm(QWidget):
    """Whose, what he showed, the end of its number; one button asks for a file and writes paper and data."""

    def __init__(self, shell: Shell, home: Household) -> None:
        super().__init__()
        self.shell = shell
        self.person = Choice([(one.id, one.name) for one in home.persons])
        self.shown = Choice(
            [
                (Shown.ID_CARD, t("rights.shown.id_card")), (Shown.HOUSEHOLD_BOOK, t("rights.shown.book")),
                (Shown.MANDATE, t("rights.shown.mandate")),
            ]
        )  # fmt: skip
        self.ending = Line(placeholder=t("rights.ending_why"))
        self.give = parts.plain(t("rights.give"), self._give)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.body(t("rights.give_why"), muted=True))
        for words, field in (
            (t("rights.person"), self.person), (t("rights.shown"), self.shown), (t("rights.ending"), self.ending),
        ):  # fmt: skip
            box.addWidget(parts.labelled(words, field))
        box.addWidget(parts.row(self.give, None))

    def _give(self) -> None:
        day = self.shell.ws.clock.now().strftime("%Y%m%d")
        path = self.shell.files.save(self, t("rights.give"), t("rights.file", day=day), "PDF (*.pdf)")
        if path is None:
            return
        ws, actor, person = self.shell.ws, self.shell.actor, self.person.value()
        identity = Identity(Shown(self.shown.value()), self.ending.text())
        self.shell.tasks.run(
            lambda _progress: give(ws, actor, person, identity, path).value, self._given, title=t("rights.give")
        )

    def _given(self, given: Given) -> None:
        if isValid(self):  # nobody left the page meanwhile
            self.ending.clear()
        words = t("copy.cli.given", forms=given.forms, withheld=given.withheld, file=given.pdf.name)
        self.shell.notify(words, "done")


class AskForm(QWidget):
    """Who wants what corrected, and which colleague answers."""

    def __init__(self, shell: Shell, home: Household) -> None:
        super().__init__()
        self.shell = shell
        self._home = home
        self.person = Choice([(one.name, one.name) for one in home.persons])
        self.what = Line(placeholder=t("rights.what_why"))
        staff = [(one.id, one.name) for one in people.officers(shell.ws)]
        self.responsible = Choice(staff, shell.actor.officers[0].id if shell.actor.officers else "")
        self.save = parts.plain(t("rights.take"), self._save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for words, field in (
            (t("rights.person"), self.person), (t("rights.what"), self.what),
            (t("rights.responsible"), self.responsible),
        ):  # fmt: skip
            box.addWidget(parts.labelled(words, field))
        box.addWidget(parts.row(self.save, None))

    def _save(self) -> None:
        try:
            done = requests.ask(
                self.shell.ws, self.shell.actor, self._home.id, self.person.value(), self.what.text(),
                self.responsible.value(),
            )  # fmt: skip
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("rights.cli.asked"), "done")
        self.shell.apply(done)


class CaseLine(QWidget):
    """A request, and the two answers while it waits for one."""

    def __init__(self, shell: Shell, case: Case, *, answering: bool) -> None:
        super().__init__()
        self.shell = shell
        self._id = case.request.id
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        today = shell.ws.clock.now().date()
        kind = "refused" if case.late(today) else "wait" if case.open else "done"
        box.addWidget(parts.status(kind, requests.line(case, today), wrap=True))
        if case.open and answering:
            self.note = Line(placeholder=t("rights.note"))
            self.note.setAccessibleName(t("rights.note"))
            self.corrected = parts.plain(t("rights.corrected"), partial(self._answer, Outcome.CORRECTED))
            self.refused = parts.quiet(t("rights.refused"), partial(self._answer, Outcome.REFUSED))
            box.addWidget(self.note)
            box.addWidget(parts.row(self.corrected, self.refused, None))

    def _answer(self, outcome: Outcome) -> None:
        try:
            done = requests.answer(self.shell.ws, self.shell.actor, self._id, outcome, self.note.text())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("rights.cli.answered"), "done")
        self.shell.apply(done)
