"""A form over the fields of one kind of event, and a line that goes on with one thing."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain import supervising as rules
from villagevisit.domain.errors import CodedError
from villagevisit.domain.supervising import FIELDS
from villagevisit.services import supervising
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

KINDS = {
    rules.FORMED: "register.group.formed", rules.VISITED: "register.group.visited",
    rules.ANSWERED: "register.group.answered", rules.RAISED: "register.problem.raised",
    rules.CONSULTED: "register.problem.consulted", rules.DECIDED: "register.problem.decided",
    rules.CLOSED: "register.problem.closed", rules.PLANNED: "register.task.planned", rules.DONE: "register.task.done",
    rules.ENDED: "register.task.ended", rules.HELD: "register.meeting.held",
    rules.FOLLOWED: "register.meeting.followed", rules.NAMED: "register.body.named",
    rules.GIVEN_OUT: "register.publicise.done",
}  # fmt: skip
_FIELD = {
    rules.FORMED: "register.formed.", rules.VISITED: "register.visited.", rules.RAISED: "register.raised.",
    rules.PLANNED: "register.planned.", rules.ENDED: "register.ended.", rules.HELD: "register.held.",
    rules.NAMED: "register.named.", rules.GIVEN_OUT: "register.given_out.",
}  # fmt: skip
_ACROSS = 2
Options = Sequence[tuple[str, str]]


class EntryForm(QWidget):
    """Its fields follow `FIELDS`; `of` offers what the event goes on with, `choices` the values of a field."""

    def __init__(
        self, shell: Shell, office: str, kind: str, choices: Mapping[str, Options], of: Options
    ) -> None:
        super().__init__()
        self.shell, self.office, self.kind = shell, office, kind
        self.of = Choice(of) if of else None
        self.day = Day(shell.ws.clock.now().date().isoformat())
        self.fields: dict[str, Choice | Line] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.now().u)
        grid.setVerticalSpacing(theme.now().u)
        cells: list[QWidget] = [parts.labelled(t("register.thing"), self.of)] if self.of else []
        for name, holds in FIELDS[kind].items():
            options = choices.get(name)
            field = Choice(options) if options else Day() if holds == "day" else Line()
            self.fields[name] = field
            cells.append(parts.labelled(t(f"{_FIELD[kind]}{name}"), field))
        cells.append(parts.labelled(t("register.day"), self.day))
        for at, cell in enumerate(cells):
            grid.addWidget(cell, at // _ACROSS, at % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self.save = parts.plain(t("supervision.enter"), self._save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.line())
        box.addWidget(parts.heading(t(KINDS[kind])))
        box.addLayout(grid)
        box.addWidget(parts.row(self.save, None))

    def _save(self) -> None:
        said = {name: _value(field) for name, field in self.fields.items()}
        thing = self.of.value() if self.of else ""
        try:
            done = supervising.enter(
                self.shell.ws, self.shell.actor, self.office, self.kind, said, thing, self.day.text().strip()
            )
        except CodedError as error:
            wrong = self.fields.get(str(error.params.get("field", "")), self.day)
            if isinstance(wrong, Line):
                wrong.set_wrong(True)
                wrong.setFocus()
            self.shell.fail(error)
            return
        self.shell.notify(t("supervision.entered"), "done")
        self.shell.apply(done)


def _value(field: Choice | Line) -> str:
    if isinstance(field, Day):
        return field.value() or field.text()
    return field.value() if isinstance(field, Choice) else field.text()


class NextSteps(QWidget):
    """One line to write in, and a button for each way to go on with a thing.

    `steps`: kind, the field that takes the line, and what else the event holds.
    """

    def __init__(
        self, shell: Shell, office: str, thing: str, steps: Sequence[tuple[str, str, Mapping[str, str]]]
    ) -> None:
        super().__init__()
        self.shell, self.office, self.thing = shell, office, thing
        self.what = Line(placeholder=t("register.what"))
        self.what.setAccessibleName(t("register.what"))
        self.buttons = {
            kind: parts.quiet(t(KINDS[kind]), partial(self._go, kind, field, more)) for kind, field, more in steps
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(parts.row(self.what, *self.buttons.values()))

    def _go(self, kind: str, field: str, more: Mapping[str, str]) -> None:
        said = {field: self.what.text(), **more}
        try:
            done = supervising.enter(self.shell.ws, self.shell.actor, self.office, kind, said, self.thing)
        except CodedError as error:
            self.what.set_wrong(True)
            self.shell.fail(error)
            return
        self.shell.notify(t("supervision.entered"), "done")
        self.shell.apply(done)
